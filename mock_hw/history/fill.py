"""Puts a simulated history into a store, on the way that messages take: decoded, checked and saved as ingest does."""

import random
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from contract.codec import encode
from contract.delivery import Delivery, Durable
from contract.minute import MinuteRecord
from contract.state import ChairMeta
from contract.topics import Channel, Topics
from dashboard.ingest.intake import Intake
from dashboard.store import queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from mock_hw.history.telling import told
from mock_hw.history.worker import runs

AT_ONCE = 2_000
"""Messages in one transaction: the desk may start meanwhile and must not wait for long."""


class Plan(NamedTuple):
    """How long a history, until when, and whose: another seed is another worker."""

    weeks: int
    until_ms: int
    seed: int = 7


def history(plan: Plan, zone: str) -> Iterator[Durable]:
    """Yield events and minutes in the order in which a chair would send them."""
    for run in runs(plan.seed, ZoneInfo(zone), plan.weeks, plan.until_ms):
        yield from told(run, random.Random(f"{plan.seed} {run.start_ms}"))


def fill(url: str, meta: ChairMeta, plan: Plan, stopped: Callable[[], bool] = lambda: False) -> int:
    """Store a history of a chair; return how many messages that was. Ends early when `stopped`.

    Its numbers are of an epoch of its own, named by the seed, and no watermark is kept: no chair waits for one.
    Raises `StoreError`.
    """
    topics = Topics()
    intake = Intake(topics)
    intake.add(topics.of(meta.chair, "meta"), encode(meta))
    path, engine, stored = database_path(url), writer(url), 0
    try:
        with transaction(engine, path) as connection:
            migrate(connection)
        messages = enumerate(history(plan, meta.zone), 1)
        while (some := list(islice(messages, AT_ONCE))) and not stopped():
            for seq, body in some:
                channel: Channel = "minute" if isinstance(body, MinuteRecord) else "event"
                delivery = Delivery(epoch=f"{plan.seed:016x}", seq=seq, prev=seq - 1, body=body)
                refused = intake.add(topics.of(meta.chair, channel), encode(delivery))
                if refused:
                    raise refused
            with transaction(engine, path) as connection:
                queries.save(connection, intake.take_batch()._replace(links=()), plan.until_ms)
            stored += len(some)
    finally:
        engine.dispose()
    return stored
