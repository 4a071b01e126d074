"""Which prompts work for this person: by kind, and by the hour of the day."""

import statistics
from collections.abc import Iterable
from datetime import tzinfo
from typing import NamedTuple

from dashboard.analysis import words
from dashboard.analysis.prompts.told import FOLLOWED, KIND_NAMES, KNOWN, Kind, Prompt

LEAST_PROMPTS = 10
"""Below so many prompts with a known outcome nothing is said: 3 of 4 is luck as well as habit."""

ALL_DAY = -1


class Works(NamedTuple):
    """How prompts of a kind work, at an hour of the day or (None) at all: followed of known, and how fast.

    `followed_share` is None below `LEAST_PROMPTS`, `median_s` where none was followed.
    """

    kind: Kind
    hour: int | None
    known: int
    followed_share: float | None
    median_s: float | None


def works(told: Iterable[Prompt], zone: tzinfo) -> list[Works]:
    """Return how prompts work, each kind at all and then hour by hour, for every hour with a known outcome."""
    groups: dict[tuple[Kind, int], list[Prompt]] = {}
    for prompt in told:
        if prompt.outcome in KNOWN:
            for hour in (ALL_DAY, words.local(prompt.said_ms, zone).hour):
                groups.setdefault((prompt.kind, hour), []).append(prompt)
    order = list(KIND_NAMES)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1]))
    return [_works(kind, None if hour == ALL_DAY else hour, groups[kind, hour]) for kind, hour in keys]


def _works(kind: Kind, hour: int | None, told: list[Prompt]) -> Works:
    if len(told) < LEAST_PROMPTS:
        return Works(kind, hour, len(told), None, None)
    after_s = [prompt.after_s for prompt in told if prompt.outcome in FOLLOWED and prompt.after_s is not None]
    return Works(kind, hour, len(told), len(after_s) / len(told), statistics.median(after_s) if after_s else None)
