"""Files made by a process of its own, so that a year's export takes neither the server's memory nor its time."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator

import msgspec
from fastapi import HTTPException

from dashboard.errors import StoreError
from dashboard.exchange.order import Order

CHILD = (sys.executable, "-m", "dashboard.exchange.child")
PIECE = 2**16
AT_ONCE = 2
"""Files that are made at a time; each takes up to some 150 MB while it is made."""

_busy = 0


async def by_child(order: Order) -> AsyncGenerator[bytes, None]:
    """Yield the file in pieces. Raises `StoreError` before the first, and 429 when enough are being made already."""
    global _busy  # noqa: PLW0603 - of all servers in this process together
    if _busy >= AT_ONCE:
        raise HTTPException(429, f"{AT_ONCE} exports are being made already; try again when they are done")
    _busy += 1
    try:
        async with contextlib.aclosing(_pieces(order)) as made:
            async for piece in made:
                yield piece
    finally:
        _busy -= 1


async def _pieces(order: Order) -> AsyncGenerator[bytes, None]:
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*CHILD, stdin=pipe, stdout=pipe, stderr=pipe)
    assert child.stdin is not None  # noqa: S101 - it was asked for
    assert child.stdout is not None  # noqa: S101
    assert child.stderr is not None  # noqa: S101
    try:
        child.stdin.write(msgspec.json.encode(order))
        child.stdin.close()
        while piece := await child.stdout.read(PIECE):
            yield piece
        said = (await child.stderr.read(PIECE)).decode(errors="replace").strip()
        if await child.wait():
            raise StoreError(said.splitlines()[-1] if said else "the export broke off; the desk's log says why")
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
