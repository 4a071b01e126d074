"""Writes a letter: `python -m dashboard.reports.child`, the order on stdin, the letter as JSON on stdout.

The order comes by stdin and not as an argument, because a database's URL may hold a password that everybody could see.
"""

import os
import signal
import sys

import msgspec
from sqlalchemy import Connection

from contract.errors import SitwellError
from dashboard.analysis.insights.finding import Rules
from dashboard.locale.catalogue import catalogue
from dashboard.reports.letter import Letter, letter
from dashboard.reports.order import Order
from dashboard.reports.reading import Asked, read_report
from dashboard.reports.span import span_of
from dashboard.store import queries
from dashboard.store.engine import database_path, reader, transaction
from dashboard.store.zones import zone_of

GENTLE = 10


def written(order: Order) -> Letter:
    """Return the letter, by the limits that the chair last told; one that never did has the usual ones.

    Raises `StoreError`.
    """
    engine = reader(order.url)
    try:
        with transaction(engine, database_path(order.url)) as connection:
            meta = queries.chairs(connection).get(order.chair)
            name, zone = (meta.name, zone_of(meta.zone)) if meta else ("", zone_of("UTC"))
            asked = Asked(
                connection, order.chair, name or order.chair, zone, order.today, _rules(connection, order.chair)
            )
            said = catalogue(order.language)
            return letter(read_report(asked, order.kind, span_of(order.kind, order.first)), said.text, said.show)
    finally:
        engine.dispose()


def _rules(connection: Connection, chair: str) -> Rules:
    told = queries.limits(connection, chair)
    return Rules(nudge_s=told.nudge_s, break_s=told.break_s) if told else Rules()


def main(order: bytes) -> int:
    """Write it to stdout. Return 0, or 1 after saying on stderr why not."""
    try:
        found = written(msgspec.json.decode(order, type=Order))
    except SitwellError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    os.nice(GENTLE)
    sys.exit(main(sys.stdin.buffer.read()))
