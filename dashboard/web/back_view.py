"""Pain beside sitting, for the person whose both are: what the page *Back* shows over time.

The diary's days are its writer's, the chairs' days are the chairs'; what has the same date stands side by side.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dashboard.advice.advice import NO_PROOF, Advice
from dashboard.advice.lasting import TEXTS
from dashboard.analysis import words
from dashboard.analysis.diary.entry import Entry
from dashboard.store import diary, queries
from dashboard.web.access.who import Person, is_own
from dashboard.web.api.desk import Desk
from dashboard.web.api.diary_shapes import Back, BackDay, OwnChair, Titled, Told
from dashboard.web.history_view import Histories
from dashboard.words import Message

if TYPE_CHECKING:  # pandas takes as long to load as all the rest of the desk: only who asks for this waits for it
    import pandas as pd


def own_chairs(desk: Desk, person: Person) -> list[OwnChair]:
    """Return the chairs on which a person sits, by name. Raises `StoreError`."""
    with desk.open() as connection:
        stored = queries.chairs(connection)
    heard = {id_: now.meta for id_, now in desk.hub.chairs().items()}
    names = {id_: meta.name for id_, meta in {**stored, **{id_: meta for id_, meta in heard.items() if meta}}.items()}
    own = [OwnChair(id=id_, name=names.get(id_) or id_) for id_ in {*stored, *heard} if is_own(person, id_)]
    return sorted(own, key=lambda chair: (chair.name, chair.id))


def back(desk: Desk, histories: Histories, person: Person, zone: ZoneInfo, count: int) -> Back:
    """Return the last `count` days up to today in the person's zone. Raises `StoreError`."""
    from dashboard.analysis.diary.beside import side_by_side, together  # noqa: PLC0415 - brings pandas
    from dashboard.analysis.diary.lasting import spell_now  # noqa: PLC0415

    last = words.local(desk.now_ms(), zone).date()
    first = last - timedelta(days=count - 1)
    with desk.open() as connection:
        entries = [_at_noon(written) for written in diary.everything(connection, person.id)]
    chairs = own_chairs(desk, person)
    sat = _sat([histories.figures(chair.id, first, last) for chair in chairs], first, count)
    table = side_by_side(entries, sat, UTC)
    spell = spell_now(entries, UTC, last)
    return Back(
        zone=zone.key,
        chairs=chairs,
        days=[
            BackDay(
                on=on.isoformat(),
                pain=None if pain is None else round(pain),
                sitting_h=None if sitting is None else round(sitting, 2),
                longest_bout_min=None if longest is None else round(longest, 1),
            )
            for on, pain, sitting, longest in zip(table.index, *(_known(table[name]) for name in table), strict=True)
        ],
        lasting=spell.word if spell else None,
        since=spell.first.isoformat() if spell else None,
        lasting_says=_titled(TEXTS[spell.word]) if spell else None,
        together=_told(together(table).says),
        no_proof=_titled(NO_PROOF),
    )


def _at_noon(written: diary.Written) -> Entry:
    """Return an entry at noon of its day, by UTC: the day is the one that was written, wherever its writer is now."""
    noon = datetime.fromisoformat(written.on).replace(hour=12, tzinfo=UTC)
    return Entry(at_ms=round(noon.timestamp() * 1000), pain=written.pain, places=written.places, note=written.note)


def _sat(tables: "Sequence[pd.DataFrame]", first: date, count: int) -> "pd.DataFrame":
    """Return the days of all chairs together: seconds are added up, the longest bout is the longest on any."""
    import pandas as pd  # noqa: PLC0415 - see above

    days = pd.Index([first + timedelta(days=n) for n in range(count)], name="on")
    columns = ["measured_s", "occupied_s", "longest_bout_s"]
    if not tables:
        return pd.DataFrame(0.0, index=days, columns=columns)
    every = pd.concat([table[columns].astype("float64") for table in tables]).groupby(level=0)
    return every.agg({"measured_s": "sum", "occupied_s": "sum", "longest_bout_s": "max"}).reindex(days)


def _known(column: "pd.Series[float]") -> list[float | None]:
    """Return a column with None for what is not known."""
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def _told(message: Message) -> Told:
    return Told(text=message.text, values=dict(message.values))


def _titled(advice: Advice) -> Titled:
    return Titled(title=_told(advice.title), says=[_told(each) for each in advice.says])
