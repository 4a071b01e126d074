"""Weeks of an office told by a few lines, without any pattern until one is asked for: for the tests of findings.

Bouts and breaks are drawn anew each time from one distribution, whatever the hour or the day, so every finding in them
is a false one. It knows nothing of how findings are looked for.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.insights.finding import Told
from dashboard.analysis.prompts.told import Prompt
from dashboard.analysis.tables import SLICE_COLUMNS, bout_table, slice_table
from tests.dashboard.analysis.told import BERLIN

MONDAY = date(2026, 5, 4)
HOUR_MS = 3_600_000


def any_bout(rng, _hour, _day):
    return rng.gamma(2.0, 1000.0)


def any_break(rng, _hour, _day):
    return rng.gamma(1.5, 300.0)


def no_more(_rng, _day):
    return {}


def weeks(seed, count=10, *, sit=any_bout, rest=any_break, figures=no_more, follows=0.3):
    """Return `count` working weeks that end before the Monday of today. `day` counts working days from 0."""
    rng = np.random.default_rng(seed)
    bouts, rows, prompts, slices = [], {}, [], []
    today = MONDAY + timedelta(weeks=count)
    for day in range(5 * count):
        on = MONDAY + timedelta(days=7 * (day // 5) + day % 5)
        start_ms = midnight_ms(on, BERLIN)
        day_bouts = _day(rng, start_ms, day, sit, rest)
        bouts += day_bouts
        slices.append(_measured(start_ms))
        rows[on] = _figures(rng, day_bouts) | figures(rng, day)
        prompts += [
            Prompt("nudge", bout.start_ms + 1_800_000, "stood_up" if rng.random() < follows else "ignored", 100.0)
            for bout in day_bouts
            if bout.sitting_s > 1800
        ]
    days = pd.DataFrame.from_dict(rows, orient="index")
    return Told(days, bout_table(bouts), slice_table(slices), prompts, BERLIN, today)


def _day(rng, start_ms, day, sit, rest):
    at_ms, bouts = start_ms + 8 * HOUR_MS + round(float(rng.uniform(0, HOUR_MS))), []
    end_ms = start_ms + 17 * HOUR_MS + round(float(rng.uniform(-HOUR_MS, HOUR_MS)))
    while at_ms < end_ms:
        hour = (at_ms - start_ms) // HOUR_MS
        lasts_s = max(60.0, float(sit(rng, hour, day)))
        bouts.append(Bout(at_ms, at_ms + round(1000 * lasts_s), lasts_s))
        at_ms = bouts[-1].end_ms + round(1000 * max(10.0, float(rest(rng, hour, day))))
    return bouts


def _figures(rng, bouts):
    lengths_s = np.array([bout.sitting_s for bout in bouts])
    longest = np.sort(lengths_s)[::-1]
    usual_s = longest[np.argmax(np.cumsum(longest) >= longest.sum() / 2)]
    return {
        "occupied_s": lengths_s.sum(),
        "measured_s": 86_400.0,
        "usual_bout_s": usual_s,
        "shifts_per_h": rng.normal(20, 5),
        "cop_lateral": rng.normal(0.02, 0.04),
    }


def _measured(start_ms):
    return dict.fromkeys(SLICE_COLUMNS, 0) | {"at_ms": start_ms, "measured_s": 86_400, "unmeasured_s": 0}
