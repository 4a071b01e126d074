"""The columns of everything that is handed out: one list for the API, CSV, Parquet, and the README in the zip.

The unit is the last word of a name. What was not measured is an empty cell, null in JSON, and never zero.
"""

from typing import Literal, NamedTuple

from dashboard.words import N_

Kind = Literal["minutes", "events", "bouts", "days"]


class Column(NamedTuple):
    """A column: its name, what a cell holds (never mind that it may be empty), and what it means, in English.

    Names are an interface and the same in every language; what they mean is translated where a person reads it.
    """

    name: str
    holds: type[int] | type[float] | type[str] | type[bool]
    meaning: str


def _seconds(*names_and_meanings: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, float, meaning) for name, meaning in names_and_meanings)


_AT = (
    Column("at_ms", int, N_("when it began, milliseconds since 1970-01-01T00:00Z")),
    Column("at", str, N_("the same in the chair's time zone, ISO 8601")),
)

_ORIGIN = (
    Column("epoch", str, N_("spool file of the chair from which the message came")),
    Column("seq", int, N_("number of the message in that file; with epoch it names the message for ever")),
    Column("boot", str, N_("boot of the chair's computer")),
    Column("uptime_s", float, N_("seconds since that boot")),
    Column("clock_synced", bool, N_("whether the chair's clock was set then")),
    Column("placed", bool, N_("false while the right time of a message by a clock that was not set is not known")),
)

_PRESENCE = _seconds(
    ("measured_s", N_("seconds with readings")),
    ("unmeasured_s", N_("seconds without: nothing is known of them")),
    ("occupied_s", N_("seconds with somebody on the seat")),
    ("vacant_s", N_("seconds with nothing on the seat")),
    ("object_s", N_("seconds with a thing on the seat")),
)
_POSTURE = _seconds(
    ("centred_s", N_("seconds sat centred")),
    ("left_s", N_("seconds sat leaning left")),
    ("right_s", N_("seconds sat leaning right")),
    ("forward_s", N_("seconds sat leaning forward")),
    ("back_s", N_("seconds sat leaning back")),
    ("unknown_s", N_("seconds sat in a posture that could not be told")),
)
_PROMPTS = _seconds(
    ("uneven_s", N_("seconds with the load uneven beyond the sitter's baseline")),
    ("nudge_s", N_("seconds with the first prompt shown")),
    ("alert_s", N_("seconds with the stronger prompt shown")),
)
_SHIFTS = Column("shifts", int, N_("postural shifts: moves of the load that held"))

_COP = (
    Column("cop_lateral", float, N_("mean centre of pressure, -1 left to 1 right")),
    Column("cop_fore_aft", float, N_("mean centre of pressure, -1 back to 1 front")),
)

MINUTES = (
    *_AT,
    *_PRESENCE,
    *_POSTURE,
    *_PROMPTS,
    _SHIFTS,
    *_COP,
    Column("cop_lateral_sd", float, N_("standard deviation of cop_lateral")),
    Column("cop_fore_aft_sd", float, N_("standard deviation of cop_fore_aft")),
    Column("share_front_left", float, N_("share of the load at this corner, 0 to 1, as the sitter sees it")),
    Column("share_front_right", float, N_("share of the load at this corner")),
    Column("share_rear_left", float, N_("share of the load at this corner")),
    Column("share_rear_right", float, N_("share of the load at this corner")),
    Column("asymmetry_pct", float, N_("load asymmetry 100 |R - L| / W in percent")),
    Column("sway_path", float, N_("path of the centre of pressure, in its units")),
    Column("sway_velocity_per_s", float, N_("that path per second")),
    Column("sway_area", float, N_("95 % prediction ellipse of the centre of pressure, in squares of its units")),
    Column("valid_frame_share", float, N_("share of the readings in which all four cells were good, 0 to 1")),
    Column("mean_kg", float, N_("mean load; empty unless the chair's owner opted in to telling it")),
    *_ORIGIN,
)

EVENTS = (
    *_AT,
    Column("kind", str, N_("what happened, in the past tense")),
    Column("known_ms", int, N_("when the chair was sure of it, milliseconds since 1970-01-01T00:00Z")),
    Column("started_at_ms", int, N_("bout_ended: when the bout began")),
    Column("duration_s", float, N_("bout_ended, uneven_ended: how long it lasted")),
    Column("measured_s", float, N_("bout_ended: seconds of it with readings")),
    Column("sitting_s", float, N_("prolonged_nudged, prolonged_alerted: sitting since the last break that counted")),
    Column("still_s", float, N_("stillness_nudged: seconds without a shift")),
    Column("side", str, N_("uneven_started, uneven_ended: the side that bears more")),
    Column("asymmetry_pct", float, N_("uneven_started: load asymmetry in percent")),
    Column("corner", str, N_("cell_failed, cell_recovered: where the cell is")),
    Column("fault", str, N_("cell_failed: what is wrong with it")),
    Column("failed_s", float, N_("cell_recovered: how long it was not trusted")),
    Column("step_ms", int, N_("clock_stepped: by how much the wall clock jumped")),
    Column("cop_lateral", float, N_("baseline_set: the centre of pressure that counts as even, -1 left to 1 right")),
    Column("cop_fore_aft", float, N_("baseline_set: the same, -1 back to 1 front")),
    *_ORIGIN,
)

BOUTS = (
    Column("start_ms", int, N_("when somebody sat down, milliseconds since 1970-01-01T00:00Z")),
    Column("start", str, N_("the same in the chair's time zone, ISO 8601")),
    Column("end_ms", int, N_("when they got up; of a bout that goes on the last minute in which somebody sat")),
    Column("end", str, N_("the same in the chair's time zone")),
    Column("sitting_s", float, N_("measured seconds of sitting: a hole in the readings is not sitting")),
    Column("goes_on", bool, N_("whether its end is not known yet")),
)

QUARTERS = (
    _AT[0],
    *_PRESENCE,
    *_POSTURE,
    *_PROMPTS,
    _SHIFTS,
    *_COP,
    *_seconds(("balance_s", N_("seconds behind the two means"))),
)

DAYS = (
    Column("on", str, N_("the day in the chair's time zone")),
    Column("start_ms", int, N_("its midnight, milliseconds since 1970-01-01T00:00Z")),
    Column("end_ms", int, N_("the next midnight; a day has 23 or 25 hours when the clocks change")),
    *_PRESENCE,
    *_POSTURE,
    *_PROMPTS,
    _SHIFTS,
    Column("shifts_per_h", float, N_("postural shifts per hour of sitting")),
    Column("bouts", int, N_("sitting bouts that began on this day")),
    Column("mean_bout_s", float, N_("their mean sitting")),
    Column("median_bout_s", float, N_("their median sitting")),
    Column("longest_bout_s", float, N_("the longest one")),
    Column("usual_bout_s", float, N_("W50: half of the sitting was in bouts at least this long")),
    *_seconds(
        ("in_long_s", N_("seconds in bouts of at least 30 min")),
        ("in_longer_s", N_("seconds in bouts of at least 60 min")),
    ),
    Column("fragmentation_per_h", float, N_("bouts per hour of sitting")),
    Column("alpha", float, N_("exponent of the power law of bout lengths")),
    Column("gini", float, N_("Gini index of bout lengths: 0 all alike, 1 one bout has it all")),
    Column("breaks", int, N_("breaks: intervals between two bouts, as far as measured")),
    Column("full_breaks", int, N_("those that count: of at least 2 min")),
    Column("breaks_per_h", float, N_("breaks per hour of sitting")),
    *_seconds(("off_seat_s", N_("seconds off the seat between the day's first and last sitting"))),
    Column("hours_sat", int, N_("clock hours with sitting")),
    Column("hours_with_break", int, N_("those of them with a break that counts")),
    *_COP,
    Column("asymmetry_pct", float, N_("load asymmetry of the mean load, 100 |R - L| / W in percent")),
    Column("centred_share", float, N_("share of the sitting with a known posture that was centred, 0 to 1")),
    Column("left_share", float, N_("share of the sitting with a known posture that was left, 0 to 1")),
    Column("right_share", float, N_("share of the sitting with a known posture that was right, 0 to 1")),
    Column("forward_share", float, N_("share of the sitting with a known posture that was forward, 0 to 1")),
    Column("back_share", float, N_("share of the sitting with a known posture that was back, 0 to 1")),
)

TABLES: dict[Kind, tuple[Column, ...]] = {"minutes": MINUTES, "events": EVENTS, "bouts": BOUTS, "days": DAYS}
