"""Accounts as the web needs them: who a cookie or token stands for, log-in, set-up, log-out.

Everything here waits for the disk, and passwords for the processor too, so it is called in a thread.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection

from dashboard.errors import AlreadySetUpError
from dashboard.store import groups, keys, people, preferences
from dashboard.store.engine import database_path, reader, transaction, web_writer
from dashboard.web.access.secret import Passwords, hash_of, new_key
from dashboard.web.access.who import Person, Role, Way

T = TypeVar("T")


class Browser(NamedTuple):
    """What somebody logs in with: the cookie it shows already, if any, and what it calls itself."""

    key: str | None
    name: str
    address: str


class Accounts:
    """The tables of people behind `url`. `now_ms` is the desk's wall clock."""

    def __init__(self, url: str, now_ms: Callable[[], int], passwords: Passwords) -> None:
        self._path = database_path(url)
        self._reader, self._writer = reader(url), web_writer(url)
        self._passwords = passwords
        self.now_ms = now_ms

    def read(self, what: Callable[[Connection], T]) -> T:
        """Return what a reading transaction finds. Raises `StoreError`."""
        with transaction(self._reader, self._path) as connection:
            return what(connection)

    def write(self, what: Callable[[Connection], T]) -> T:
        """Return what comes of a writing transaction. Raises `StoreError`."""
        with transaction(self._writer, self._path) as connection:
            return what(connection)

    def hash(self, password: str) -> str:
        """Return the hash of a new password. Slow on purpose."""
        return self._passwords.hash(password)

    def close(self) -> None:
        """Let go of the database."""
        self._reader.dispose()
        self._writer.dispose()

    def are_none(self) -> bool:
        """Say whether nobody has an account yet."""
        return self.read(people.count) == 0

    def by_session(self, key: str) -> Person | None:
        """Return who a cookie stands for, and note now and then that it was seen."""
        now_ms = self.now_ms()

        def find(connection: Connection) -> tuple[keys.Session, Person | None] | None:
            found = keys.session(connection, hash_of(key), now_ms)
            return found and (found, _person(connection, found.person, "login"))

        if (found := self.read(find)) is None:
            return None
        session, person = found
        if now_ms - session.seen_ms > keys.SEEN_MS:
            self.write(lambda connection: keys.see(connection, session.id, now_ms))
        return person

    def by_token(self, key: str) -> Person | None:
        """Return who a bearer token stands for, and note now and then that it was used."""
        now_ms = self.now_ms()

        def find(connection: Connection) -> tuple[keys.Token, Person | None] | None:
            found = keys.token(connection, hash_of(key), now_ms)
            return found and (found, _person(connection, found.person, "token"))

        if (found := self.read(find)) is None:
            return None
        token, person = found
        if token.seen_ms is None or now_ms - token.seen_ms > keys.SEEN_MS:
            self.write(lambda connection: keys.see_token(connection, token.id, now_ms))
        return person

    def log_in(self, name: str, password: str, browser: Browser) -> str | None:
        """Return a new cookie, None when name or password are wrong. The work is the same for a name nobody has."""
        account = self.read(lambda connection: people.named(connection, name))
        if not self._passwords.fits(account.password if account else None, password) or account is None:
            return None
        stronger = self._passwords.hash(password) if self._passwords.is_old(account.password) else ""

        def enter(connection: Connection) -> str | None:
            now = people.numbered(connection, account.id)
            if now is None or now.password != account.password:
                return None  # removed or changed while we computed
            if stronger:
                people.renew_hash(connection, account, stronger)
            return self._enter(connection, account.id, browser)

        return self.write(enter)

    def set_up(self, name: str, password: str, browser: Browser) -> str:
        """Make the first account, an owner; return its cookie. Raises `AlreadySetUpError`."""
        hash_ = self._passwords.hash(password)

        def make(connection: Connection) -> str:
            if people.count(connection):
                raise AlreadySetUpError("somebody has an account already; log in")
            id_ = people.add(connection, name, Role.OWNER, hash_, self.now_ms())
            return self._enter(connection, id_, browser)

        return self.write(make)

    def change_password(self, person: int, old: str, new: str, browser: Browser) -> str | None:
        """Set a new password, log every browser out and this one in again; None when the old one is wrong."""
        account = self.read(lambda connection: people.numbered(connection, person))
        if account is None or not self._passwords.fits(account.password, old):
            return None
        hash_ = self._passwords.hash(new)

        def change(connection: Connection) -> str | None:
            now = people.numbered(connection, person)
            if now is None or now.password != account.password:
                return None
            people.set_password(connection, person, hash_, self.now_ms())
            return self._enter(connection, person, browser)

        return self.write(change)

    def log_out(self, key: str) -> None:
        """Log a browser out."""
        self.write(lambda connection: keys.close_session(connection, hash_of(key)))

    def log_out_everywhere(self, person: int, id_: int | None = None) -> None:
        """Log somebody's browser `id_` out, or every one."""
        self.write(lambda connection: keys.close_sessions(connection, person, id_))

    def sessions(self, person: int, key: str) -> tuple[list[keys.Session], int | None]:
        """Return somebody's browsers that are logged in, and which of them shows this cookie."""
        now_ms = self.now_ms()

        def find(connection: Connection) -> tuple[list[keys.Session], int | None]:
            here = keys.session(connection, hash_of(key), now_ms)
            return keys.sessions_of(connection, person, now_ms), here.id if here else None

        return self.read(find)

    def tokens(self, person: int) -> list[keys.Token]:
        """Return somebody's tokens."""
        return self.read(lambda connection: keys.tokens_of(connection, person))

    def remove_token(self, person: int, id_: int) -> None:
        """Let one of somebody's own tokens open nothing any more."""
        self.write(lambda connection: keys.remove_token(connection, id_, person))

    def _enter(self, connection: Connection, person: int, browser: Browser) -> str:
        """Give a browser a cookie that nobody has seen before: one that was foisted on it opens nothing."""
        if browser.key is not None:
            keys.close_session(connection, hash_of(browser.key))
        key = new_key()
        now_ms = self.now_ms()
        new = keys.Session(0, person, now_ms, now_ms, browser.name, browser.address)
        keys.open_session(connection, hash_of(key), new)
        return key


def _person(connection: Connection, id_: int, way: Way) -> Person | None:
    account = people.numbered(connection, id_)
    if account is None:
        return None
    chairs, own_groups = people.chairs_of(connection, id_), groups.seen_by(connection, id_)
    own = preferences.chosen(connection, id_)
    return Person(id_, account.name, Role(account.role), chairs, way, own_groups, own)
