"""The analyst itself: `python -m dashboard.analyst.child`. Lines on stdin, lines on stdout, each JSON.

The first line is the address of the store, which may hold a password; each one after it a question. It ends when nobody
will ask any more: at the end of stdin.
"""

import gc
import os
import signal
import sys
from typing import BinaryIO

import msgspec

from dashboard.analyst.process import Answered
from dashboard.analyst.questions import Question
from dashboard.errors import StoreError
from dashboard.store.engine import database_path, reader, transaction


def main(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    # pandas would load 35 MB of it that nobody here uses: files for download are made by another process.
    sys.modules.setdefault("pyarrow", None)  # type: ignore[arg-type]  # the documented way to forbid an import
    from dashboard.analyst.answers import answer  # noqa: PLC0415 - so it comes after that

    url = msgspec.json.decode(asked.readline(), type=str)
    path, engine = database_path(url), reader(url)
    decoder = msgspec.json.Decoder(Question)
    # What is loaded by now stays. Looking through it for garbage took 27 ms, in the midst of every sixth answer.
    gc.collect()
    gc.freeze()
    for line in asked:
        try:
            found = Answered(body=msgspec.Raw(answer(decoder.decode(line), lambda: transaction(engine, path))))
        except StoreError as error:
            found = Answered(refused=str(error))
        told.write(msgspec.json.encode(found) + b"\n")
        told.flush()
    engine.dispose()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        main(sys.stdin.buffer, out)
