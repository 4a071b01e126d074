"""Files of what was set at a chair or said by it beside what was measured, and of somebody's account.

silences.csv channels.csv reminders.csv goals.csv schedule.csv reports.csv limits.csv    in a chair's zip
account.json                                                                             in a person's own
"""

import msgspec

from dashboard.exchange import csv_form
from dashboard.exchange.columns import Column
from dashboard.exchange.source import Open
from dashboard.exchange.zip_form import Member
from dashboard.reminding.addresses import kind_of
from dashboard.store import belongings
from dashboard.words import N_

ACCOUNT = "account.json"

FILES: dict[str, tuple[Column, ...]] = {
    "silences": (
        Column("at_ms", int, N_("when this began to hold, milliseconds since 1970-01-01T00:00Z")),
        Column("snoozes", int, N_("snoozes of that day by then")),
        Column("quiet_because", str, N_("why prompts waited: hours, do_not_disturb (a meeting), pause, snooze")),
        Column("paused_until_ms", int, N_("when the pause was to end")),
    ),
    "channels": (
        Column("id", int, N_("number of the channel")),
        Column("name", str, N_("its name")),
        Column("service", str, N_("what it is; its address is a secret and stays at the desk")),
        Column("after_s", float, N_("seconds after the stronger prompt")),
    ),
    "reminders": (
        Column("channel", int, N_("number of the channel that was told")),
        Column("limit_ms", int, N_("of the limit reached then")),
        Column("at_ms", int, N_("when it was told")),
        Column("sent", bool, N_("whether it took it")),
    ),
    "goals": (
        Column("shifts_per_h", float, N_("your own goal of postural shifts per hour")),
        Column("off_seat_s", float, N_("your own goal of seconds off the seat in a working day")),
    ),
    "schedule": (
        Column("kind", str, N_("the report that is sent by mail: of a week or of a month")),
        Column("weekday", int, N_("on which weekday, 0 is Monday")),
        Column("hour", int, N_("from which hour of the chair's clock on")),
        Column("since_ms", int, N_("when that was set")),
    ),
    "reports": (
        Column("kind", str, N_("a report that was sent by mail: of a week or of a month")),
        Column("first", str, N_("the first day of it")),
        Column("at_ms", int, N_("when it was last sent or tried")),
        Column("state", str, N_("sent; nothing: there was nothing to tell; failed; begun: it broke off")),
        Column("said", str, N_("what went wrong")),
        Column("tries", int, N_("how often it was tried")),
        Column("again_ms", int, N_("when it is tried again")),
        Column("taken", str, N_("numbers of the channels that took it")),
    ),
    "limits": (Column("body", str, N_("limits and working hours that the chair last told, as JSON")),),
}


def members(open_store: Open, chair: str) -> list[Member]:
    """Return the files of a chair. Raises `StoreError`."""
    with open_store() as connection:
        rows = {name: belongings.of_chair(connection, chair, name) for name in FILES}
    for row in rows["channels"]:
        row["service"] = kind_of(row.pop("url"))
    return [
        (f"{name}.csv", csv_form.written(columns, [[row[column.name] for column in columns] for row in rows[name]]))
        for name, columns in FILES.items()
    ]


def account(open_store: Open, person: int) -> Member:
    """Return the file of somebody's account. Raises `StoreError`."""
    with open_store() as connection:
        told = belongings.of_person(connection, person)
    return ACCOUNT, [msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"]
