"""Pain beside sitting, for the person whose both are: what the page *Back* shows over time.

The diary's days are its writer's, the chairs' days are the chairs'; what has the same date stands side by side.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from dashboard.advice.advice import NO_PROOF, Advice
from dashboard.advice.lasting import TEXTS
from dashboard.analysis import words
from dashboard.analysis.diary.entry import Entry
from dashboard.analysis.diary.lasting import spell_now
from dashboard.analyst.questions import Beside, BesideAsked
from dashboard.store import diary, queries
from dashboard.web.access.who import Person, is_own
from dashboard.web.api.desk import Desk
from dashboard.web.api.diary_shapes import Back, BackDay, OwnChair, Titled, Told
from dashboard.web.history_view import Histories
from dashboard.words import Message


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
    last = words.local(desk.now_ms(), zone).date()
    first = last - timedelta(days=count - 1)
    with desk.open() as connection:
        entries = [_at_noon(written) for written in diary.everything(connection, person.id)]
    chairs = own_chairs(desk, person)
    sat = [histories.days(chair.id, first, last) for chair in chairs]
    asked = BesideAsked(entries=entries, chairs=sat, first=first, last=last)
    beside = msgspec.json.decode(desk.reader.ask(asked), type=Beside)
    spell = spell_now(entries, UTC, last)
    return Back(
        zone=zone.key,
        chairs=chairs,
        days=[
            BackDay(
                on=day.on.isoformat(),
                pain=None if day.pain is None else round(day.pain),
                sitting_h=None if day.sitting_h is None else round(day.sitting_h, 2),
                longest_bout_min=None if day.longest_bout_min is None else round(day.longest_bout_min, 1),
            )
            for day in beside.days
        ],
        lasting=spell.word if spell else None,
        since=spell.first.isoformat() if spell else None,
        lasting_says=_titled(TEXTS[spell.word]) if spell else None,
        together=Told(text=beside.text, values=beside.values),
        no_proof=_titled(NO_PROOF),
    )


def _at_noon(written: diary.Written) -> Entry:
    """Return an entry at noon of its day, by UTC: the day is the one that was written, wherever its writer is now."""
    noon = datetime.fromisoformat(written.on).replace(hour=12, tzinfo=UTC)
    return Entry(at_ms=round(noon.timestamp() * 1000), pain=written.pain, places=written.places, note=written.note)


def _told(message: Message) -> Told:
    return Told(text=message.text, values=dict(message.values))


def _titled(advice: Advice) -> Titled:
    return Titled(title=_told(advice.title), says=[_told(each) for each in advice.says])
