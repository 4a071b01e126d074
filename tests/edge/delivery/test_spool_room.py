"""How full the spool is, what goes first when there is no more room, and what is told of it."""

import msgspec

from contract.delivery import Durable
from contract.events import BoutStarted
from contract.minute import MinuteRecord
from edge.delivery.spool import Spool
from tests.contract.messages import EVENT, MINUTE
from tests.edge.delivery.test_spool import event, events


def minutes(count):
    return [MinuteRecord(**MINUTE | {"uptime_s": float(number)}) for number in range(1, count + 1)]


def kinds(spool):
    return [msgspec.json.decode(row.body, type=Durable).__class__ for row in spool.after(0, 10_000)]


def test_a_full_spool_drops_old_minutes_before_events_and_counts_them(path):
    limit = 100_000
    with Spool(path, limit) as spool:
        for _ in range(20):
            spool.append([*minutes(30), event(1)], b"")
        fill = spool.fill()
        assert fill.bytes <= limit
        assert kinds(spool).count(BoutStarted) == 20, "no event is lost"
        assert fill.dropped_minutes == 600 - kinds(spool).count(MinuteRecord) > 0
        assert fill.dropped_events == 0
        last = spool.after(0, 10_000)[-1].seq
        assert last == 620, "the newest stays"
    with Spool(path, limit) as again:
        assert again.fill() == fill, "the count survives a restart"


def test_a_spool_full_of_events_drops_the_oldest(path):
    with Spool(path, 50_000) as spool:
        for _ in range(50):
            spool.append(events(20), b"")
        fill = spool.fill()
        assert fill.bytes <= 50_000
        assert (fill.dropped_minutes, fill.dropped_events) == (0, 1000 - fill.messages)
        assert [row.seq for row in spool.after(0, 10_000)] == list(range(1001 - fill.messages, 1001))


def test_how_full_it_is_stays_right_through_everything(path):
    with Spool(path, 60_000) as spool:
        for turn in range(30):
            spool.append([*minutes(7), *events(3)], b"")
            if turn % 3 == 0:
                spool.acknowledge(spool.after(0, 64)[-1].seq)
            if turn % 7 == 0:
                spool.discard(spool.after(0, 1)[0].seq)
        fill = spool.fill()
    with Spool(path) as again:
        assert again.fill() == fill


def test_the_oldest_message_says_since_when_the_store_is_behind(spool):
    assert spool.fill().oldest_ms is None
    spool.append([BoutStarted(**EVENT | {"at_ms": 77}), event(2)], b"")
    assert spool.fill().oldest_ms == 77


def test_minutes_that_wait_are_counted_without_events_and_without_what_is_stored(spool):
    spool.append([*minutes(4), *events(3), *minutes(2)], b"")
    assert spool.minutes() == 6
    spool.acknowledge(2)
    assert spool.waiting() == 9, "nothing is deleted before it is a batch"
    assert spool.minutes() == 4
