"""A file that comes in is bounded: by its size, packed and unpacked, by time and by number, and nobody waits for it."""

import asyncio
import io
import json
import shutil
import threading
import zipfile

import pytest

from contract.codec import encode
from dashboard.exchange import reading
from dashboard.exchange.lines import ChairLine, MessageLine
from dashboard.exchange.order import DATA
from dashboard.web.api import receiving, taking
from tests.dashboard.api_desk import ApiSite, filled
from tests.dashboard.messages import EPOCH, meta, minute

IMPORT = "/api/v1/chairs/desk/import"
LINES = {"content-type": "application/x-ndjson"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("made")).removeprefix("sqlite:///")


@pytest.fixture
def site(tmp_path, made):
    return ApiSite(f"sqlite:///{shutil.copy(made, tmp_path / 'desk.db')}")


def export(count):
    lines = [MessageLine(epoch=EPOCH, seq=n + 1, body=minute(1_700_000_000_000 + 60_000 * n)) for n in range(count)]
    return b"\n".join(map(encode, [ChairLine(meta=meta()), *lines]))


def ask(site, method, path, *pieces, told=None, **headers):
    """Ask within a loop of others, with a body in pieces; `told` is called before each of them comes."""
    left, said = list(pieces or [b""]), {"host": "127.0.0.1:8050", **LINES, **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8050),
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }  # fmt: skip
    status, body = [], []

    async def receive():
        if not left:
            await asyncio.Event().wait()
        if told:
            told(len(left))
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    async def send(message):
        status.append(message.get("status"))
        body.append(message.get("body", b""))

    async def answered():
        await site.application(scope, receive, send)
        return status[0], json.loads(b"".join(body))

    return answered()


def test_a_file_at_the_limit_is_taken_in_and_one_byte_more_is_not(site, monkeypatch):
    file = export(1500)
    monkeypatch.setattr(receiving, "MOST_BYTES", len(file))
    pieces = [file[at : at + 100_000] for at in range(0, len(file), 100_000)]
    status, told = asyncio.run(ask(site, "POST", IMPORT, *pieces))
    assert (status, told["messages"], len(told["jobs"])) == (202, 1500, 2)
    status, told = asyncio.run(ask(site, "POST", IMPORT, *pieces, b"\n"))
    assert status == 413
    assert "send the zip" in told["detail"]


def test_a_file_that_says_it_is_too_large_is_refused_before_it_comes(site):
    came = []
    size = {"content-length": str(receiving.MOST_BYTES + 1)}
    status, _ = asyncio.run(ask(site, "POST", IMPORT, b"x", told=came.append, **size))
    assert (status, came) == (413, [])


def test_a_small_zip_that_never_ends_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED", 10 * 2**20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(DATA, "w") as data:
        for _ in range(11):
            data.write(b" " * 2**20)  # one line without an end
    status, told = asyncio.run(ask(site, "POST", IMPORT, packed.getvalue()))
    assert (status, "10485760 bytes" in told["detail"]) == (422, True)


def test_what_takes_too_long_to_read_says_so_and_what_was_read_is_taken_in(site, monkeypatch):
    monkeypatch.setattr(receiving, "PATIENCE_S", -1.0)  # for reading; nothing could arrive in that time
    monkeypatch.setattr(asyncio, "timeout", lambda _: asyncio.timeout_at(None))
    status, told = asyncio.run(ask(site, "POST", IMPORT, export(2000)))
    assert (status, "what came before is taken in" in told["detail"]) == (422, True)


def test_no_more_than_two_files_come_in_at_a_time_and_others_are_answered_meanwhile(site, monkeypatch):
    reads, goes_on = threading.Semaphore(0), threading.Event()
    hand_in = taking.hand_in

    def slowly(*given):
        reads.release()
        assert goes_on.wait(60)
        return hand_in(*given)

    monkeypatch.setattr(taking, "hand_in", slowly)

    async def story():
        first = [asyncio.create_task(ask(site, "POST", IMPORT, export(3))) for _ in range(2)]
        for _ in first:
            await asyncio.to_thread(reads.acquire)
        third = await ask(site, "POST", IMPORT, export(3))
        chairs = await ask(site, "GET", "/api/v1/chairs")
        goes_on.set()
        return third, chairs, await asyncio.gather(*first)

    third, chairs, first = asyncio.run(story())
    assert third[0] == 429
    assert (chairs[0], [chair["id"] for chair in chairs[1]]) == (200, ["desk"])
    assert [(status, told["messages"]) for status, told in first] == [(202, 3), (202, 3)]
    assert asyncio.run(ask(site, "POST", IMPORT, export(3)))[0] == 202
