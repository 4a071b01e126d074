"""Makes a file in a process of its own: `python -m dashboard.exchange.child`, the order on stdin, the file on stdout.

So the web process stays small and quick: pandas, pyarrow and the work of a year's export live and end here. The order
comes by stdin and not as an argument, because a database's URL may hold a password that everybody could see.
"""

import os
import signal
import sys
from typing import BinaryIO

import msgspec

from contract.errors import SitwellError
from dashboard.exchange.order import Order, pieces
from dashboard.store.engine import database_path, reader, transaction

PIECE = 2**16
GENTLE = 10
"""Niceness: whoever looks at the page goes first."""


def main(order_in: BinaryIO, file_out: BinaryIO) -> int:
    """Make the file. Return 0, or 1 after saying on stderr why not."""
    order = msgspec.json.decode(order_in.read(), type=Order)
    path, engine = database_path(order.url), reader(order.url)
    try:
        file_out.writelines(pieces(order, lambda: transaction(engine, path)))
        file_out.flush()
    except ModuleNotFoundError as error:
        print(f"this needs {error.name}: pip install 'sitwell[parquet]'", file=sys.stderr)
        return 1
    except SitwellError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        engine.dispose()
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody reads any more: end
    os.nice(GENTLE)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb", PIECE) as out:
        sys.exit(main(sys.stdin.buffer, out))
