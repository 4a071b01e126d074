"""Figures, not verdicts: nothing here passes or fails. `scripts/bench` runs it."""
