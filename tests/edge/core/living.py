"""Seats on which no cell is quite still: each reading has the noise of its cell, and what else a fault does to it."""

import random
from collections.abc import Callable

from contract.seat import CORNER_NAMES, Corners
from tests.edge.core.stories import Load, Story

NOISE_KG = 0.002
"""About half a gram at 10 SPS for good cells, more on poor supplies (docs of such cells); here the worst of them."""

Change = Callable[[float], float | None]


def let(
    story: Story, span_s: float, load: Load, *, seed: int = 1, drift_kg_per_h: float = 0.0, **changes: Change
) -> Story:
    """Let a load stay; all cells drift from where the story began. `front_left=...` changes what that cell reads."""
    chance = random.Random(f"{seed}/{story.count}")
    for _ in range(round(span_s * story.hz)):
        drift_kg = drift_kg_per_h * story.now_s / 3600
        read = {
            name: None if kg is None else changes.get(name, float)(kg + drift_kg + chance.gauss(0, NOISE_KG))
            for name, kg in zip(CORNER_NAMES, load, strict=True)
        }
        story.then(1 / story.hz, Corners(**read))
    return story
