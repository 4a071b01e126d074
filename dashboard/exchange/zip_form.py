"""A zip that is written while it is sent: nothing but the piece at hand is in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, cast

MEDIA_TYPE = "application/zip"

Member = tuple[str, Iterable[bytes]]
"""A file's name and its pieces."""


class _Drain:
    """Takes what `zipfile` writes until it is fetched. It cannot be sought in, so sizes stand behind each member."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is kept is fetched."""

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


def zipped(members: Iterable[Member], made: datetime) -> Iterator[bytes]:
    """Yield a zip of these files, each dated `made`, whoever opens it may alone read them."""
    drain = _Drain()
    with zipfile.ZipFile(cast("BinaryIO", drain), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in members:
            info = zipfile.ZipInfo(name, made.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            with archive.open(info, "w", force_zip64=True) as member:
                for piece in pieces:
                    member.write(piece)
                    if found := drain.fetch():
                        yield found
            yield drain.fetch()
    yield drain.fetch()
