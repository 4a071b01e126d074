"""A site behind each kind of door, and a browser that keeps cookies, without a socket."""

import re
from functools import cache
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from argon2 import PasswordHasher

from contract.topics import Topics
from dashboard.store import people
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.web.access.accounts import Accounts
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.secret import Passwords
from dashboard.web.access.who import Person, Role
from dashboard.web.commander import Commander
from dashboard.web.guard import Guard
from tests.dashboard.messages import meta
from tests.dashboard.test_server import NOW_MS, Site

FAST = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
CODE = "ABCD-EFGH-JKMN-PQRS"
WORDS = "three blind mice"
MEMBER = Person(2, "Mia", Role.MEMBER, frozenset({"desk"}))
OWNER = Person(1, "Olga", Role.OWNER)
VIEWER = Person(3, "Vik", Role.VIEWER, frozenset({"desk"}), groups=frozenset({1}))
EVERYBODY = (None, VIEWER, MEMBER, OWNER)
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


class DoorFor:
    """Lets in one person, or nobody."""

    def __init__(self, person):
        self.person = person

    async def who(self, _request):
        return self.person

    async def nobody_yet(self):
        return False


class Behind:
    """An application that answers 299 to whatever the guard lets through, and keeps it."""

    def __init__(self):
        self.seen = []

    async def __call__(self, scope, _receive, send):
        self.seen.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 299, "headers": []})
            await send({"type": "http.response.body", "body": b""})


class Stub(Site):
    """The guard alone, before an application that answers everything."""

    def __init__(self, person, names=()):
        self.behind = Behind()
        self.application = Guard(self.behind, DoorFor(person), names)


def site_for(folder, person):
    """Return the whole site with somebody at its door. `desk` and `lab` are its chairs; it has no store."""
    built = Site(f"sqlite:///{folder}/none.db", Commander(Topics(), lambda: NOW_MS), DoorFor(person))
    for chair in ("desk", "lab"):
        built.hub.remember(meta(chair))
    return built


class Time:
    def __init__(self):
        self.now_ms = NOW_MS
        self.now_s = 1000.0

    def pass_(self, hours):
        self.now_ms += round(hours * 3_600_000)
        self.now_s += hours * 3600


@cache
def empty_store():
    """Return the file of a store without rows; Alembic takes half a second, once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        engine = writer(f"sqlite:///{path}")
        with transaction(engine, path) as connection:
            migrate(connection)
        engine.dispose()
        return path.read_bytes()


class House:
    """A site with accounts in a store of its own; time stands still unless it is passed."""

    def __init__(self, folder, passwords=FAST):
        self.time = Time()
        url = f"sqlite:///{folder / 'people.db'}"
        self.path = database_path(url)
        self.path.write_bytes(empty_store())
        self.engine = writer(url)
        self.accounts = Accounts(url, lambda: self.time.now_ms, passwords)
        self.door = AccountDoor(self.accounts, lambda: self.time.now_s, CODE)
        self.site = Site(url, Commander(Topics(), lambda: NOW_MS), self.door)
        for chair in ("desk", "lab"):
            self.site.hub.remember(meta(chair))

    def open(self):
        return transaction(self.engine, self.path)

    def add(self, name, role="owner", chairs=(), password=WORDS):
        with self.open() as connection:
            id_ = people.add(connection, name, role, FAST.hash(password), NOW_MS)
            people.set_chairs(connection, id_, chairs)
        return id_


class Browser:
    """Follows no redirects. `answer` is the last one."""

    def __init__(self, house, **headers):
        self.site = house.site
        self.cookies = {}
        self.headers = {"accept": "text/html", **headers}

    def get(self, target, method="GET", body=b"", **headers):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {**self.headers, **({"cookie": cookie} if cookie else {}), **headers}
        self.answer = self.site.get(target, method=method, body=body, **sent)
        for line in self.answer.set_cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies.pop(name, None)
                if morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
        return self.answer

    def post(self, target, headers=FORM, **fields):
        return self.get(target, method="POST", body=urlencode(fields).encode(), **headers)

    def token(self):
        """Return the token in the form that was last shown."""
        return re.search(r'name="token" value="(\w+)"', self.answer.body.decode())[1]

    def text(self):
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.answer.body.decode())))

    def log_in(self, name, password=WORDS, **fields):
        self.get("/login")
        return self.post("/login", token=self.token(), name=name, password=password, **fields)

    def submit(self, target, page="/account", **fields):
        """Show a page, and post a form of it."""
        self.get(page)
        return self.post(target, token=self.token(), **fields)


def logged_in(house, name="Olga", **options):
    browser = Browser(house, **options)
    assert browser.log_in(name).status == 303
    return browser
