"""Durable messages as a chair sends them, short to write in a test."""

import msgspec

from contract.codec import encode
from contract.delivery import Delivery
from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from contract.seat import Corners, LiveFrame
from contract.state import ChairMeta, ChairState

EPOCH = "0123456789abcdef"
BOOT = "0123abcd"


def stamp(at_ms, boot=BOOT):
    return {"at_ms": at_ms, "uptime_s": at_ms / 1000, "known_ms": at_ms, "boot": boot, "clock_synced": True}


def sat_down(at_ms, boot=BOOT):
    return BoutStarted(**stamp(at_ms, boot))


def got_up(at_ms, started_ms, measured_s=None, boot=BOOT):
    duration_s = (at_ms - started_ms) / 1000
    measured_s = duration_s if measured_s is None else measured_s
    return BoutEnded(**stamp(at_ms, boot), started_at_ms=started_ms, duration_s=duration_s, measured_s=measured_s)


def minute(at_ms, occupied_s=0.0, measured_s=60.0):
    return MinuteRecord(
        at_ms=at_ms,
        uptime_s=at_ms / 1000,
        boot=BOOT,
        clock_synced=True,
        measured_s=measured_s,
        unmeasured_s=60.0 - measured_s,
        occupied_s=occupied_s,
        vacant_s=measured_s - occupied_s,
        object_s=0.0,
    )


def delivery(seq, prev, body, epoch=EPOCH):
    return encode(Delivery(epoch=epoch, seq=seq, prev=prev, body=body))


def meta(chair="desk", name="Desk chair", zone="Europe/Berlin"):
    return ChairMeta(chair=chair, name=name, model="seat-4", software="0.1.0", zone=zone)


def frame(at_ms=1_000_000):
    shares = Corners(0.2, 0.3, 0.2, 0.3)
    return LiveFrame(at_ms=at_ms, presence="occupied", shares=shares, cop_lateral=0.2, cop_fore_aft=0.0)


def state(at_ms=1_000_000, **changes):
    whole = ChairState(
        at_ms=at_ms, boot=BOOT, clock_synced=True, presence="vacant", cells=Corners("ok", "ok", "ok", "ok")
    )
    return msgspec.structs.replace(whole, **changes)
