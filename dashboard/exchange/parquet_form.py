"""Parquet, for who computes with the data. The one importer of pyarrow, which comes with `sitwell[parquet]`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from dashboard.exchange.columns import Column

AT_ONCE = 10_000
"""Rows of a row group: a week of minutes."""

_TYPES = {int: pa.int64(), float: pa.float64(), str: pa.string(), bool: pa.bool_()}


class _Pieces:
    """What pyarrow writes, until it is fetched. Parquet is written from front to end, so no seeking is needed."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))  # a copy: pyarrow uses its buffer again
        self._written += len(self._pieces[-1])
        return len(self._pieces[-1])

    def tell(self) -> int:
        """Return how much was written: Parquet's footer says where each row group begins."""
        return self._written

    def flush(self) -> None:
        """Do nothing: what is kept is fetched."""

    def close(self) -> None:
        """Do nothing: what is kept is fetched."""

    def fetch(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


def written(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the file in pieces, a row group each."""
    fields = (pa.field(each.name, _TYPES[each.holds], metadata={"meaning": each.meaning}) for each in columns)
    schema = pa.schema(list(fields))
    pieces, every = _Pieces(), iter(rows)
    with parquet.ParquetWriter(pa.PythonFile(pieces, mode="w"), schema, compression="zstd") as writer:
        while some := list(islice(every, AT_ONCE)):
            arrays = [pa.array(cells, field.type) for cells, field in zip(zip(*some, strict=True), schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield pieces.fetch()
    yield pieces.fetch()
