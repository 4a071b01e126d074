"""A large file that comes in: written to the disk as it comes, so that it takes no memory, and bounded in every way."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import IO

from fastapi import HTTPException, Request
from starlette.concurrency import run_in_threadpool

MOST_BYTES = 256 * 2**20
"""Bytes of a file that is taken in: ten years as a zip."""

PATIENCE_S = 900.0
"""So long a file may be on its way, and so long again it may be read."""

AT_ONCE = 2
"""Files that are taken in at a time: each has a place on the disk, and a thread that reads it."""

COMMAND = "`sitwell-dashboard import` at the desk takes more"

_busy = 0


@asynccontextmanager
async def received(request: Request) -> AsyncGenerator[IO[bytes], None]:
    """Give the body as a file, from its start. Raises 413, 408 when it takes too long, 429 for too many."""
    global _busy  # noqa: PLW0603 - of all servers in this process together
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        raise _too_large()
    if _busy >= AT_ONCE:
        raise HTTPException(429, f"{AT_ONCE} files are being taken in already; try again when they are done")
    _busy += 1
    try:
        with tempfile.TemporaryFile() as file:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await _write(request, file)
            except TimeoutError as error:
                raise HTTPException(408, f"the file took more than {PATIENCE_S:.0f} s to arrive; {COMMAND}") from error
            file.seek(0)
            yield file
    finally:
        _busy -= 1


async def _write(request: Request, file: IO[bytes]) -> None:
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_BYTES:
            raise _too_large()
        await run_in_threadpool(file.write, piece)


def _too_large() -> HTTPException:
    return HTTPException(413, f"at most {MOST_BYTES} bytes are taken at once; send the zip, or less; {COMMAND}")
