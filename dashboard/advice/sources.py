"""What the findings about a person's sitting rest on, in one line each: the paragraphs of docs/evidence.md in short.

The page shows them behind a small button. A test reads both and says where they part.
"""

from collections.abc import Mapping

import msgspec

from dashboard.words import N_, Message


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of docs/evidence.md: its anchor, its heading, and whose finding it is."""

    anchor: str
    title: Message
    whose: Message


_EVERY = (
    Source(
        anchor="four-cells",
        title=Message(N_("What four cells can tell")),
        whose=Message(N_("Ours: four readings tell of a load and its centre, and of no more.")),
    ),
    Source(
        anchor="side-by-side",
        title=Message(N_("Side by side is no proof")),
        whose=Message(N_("Ours: it holds for anything that is watched and not tried out.")),
    ),
    Source(
        anchor="shift-prompts",
        title=Message(N_("Shifting more often")),
        whose=Message(N_("Waongenngarm and others 2021: new low-back pain of office workers, not pain that is there.")),
    ),
    Source(
        anchor="active-breaks",
        title=Message(N_("Getting up and moving")),
        whose=Message(N_("Waongenngarm and others 2021: new low-back pain of office workers, not pain that is there.")),
    ),
    Source(
        anchor="vibration",
        title=Message(N_("A chair that only vibrates")),
        whose=Message(N_("Roossien and others 2017: 45 office workers, no group for comparison.")),
    ),
    Source(
        anchor="shifts-per-hour",
        title=Message(N_("How often people shift")),
        whose=Message(N_("Roynarin and others 2024; Akkarakittichoke and others 2023: an hour in a laboratory.")),
    ),
    Source(
        anchor="long-bouts",
        title=Message(N_("Long stretches of sitting")),
        whose=Message(N_("Diaz and others 2017; Duran and others 2023: about heart and metabolism, not about backs.")),
    ),
    Source(
        anchor="hourly-breaks",
        title=Message(N_("A break in each hour")),
        whose=Message(N_("UK Health and Safety Executive: a rule of good practice for screen work.")),
    ),
    Source(
        anchor="off-seat",
        title=Message(N_("Hours off the seat")),
        whose=Message(N_("Buckley and others 2015: an opinion of experts.")),
    ),
    Source(
        anchor="no-daily-limit",
        title=Message(N_("No limit for a day")),
        whose=Message(N_("World Health Organization 2020: the evidence for a limit was found insufficient.")),
    ),
    Source(
        anchor="uneven-load",
        title=Message(N_("Load to one side")),
        whose=Message(N_("Childs and others 2003: people who stand; which came first is not known.")),
    ),
)

SOURCES: Mapping[str, Source] = {each.anchor: each for each in _EVERY}
"""By anchor."""
