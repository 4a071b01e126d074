"""Sitting bouts. The rule stands in the store, which keeps them; the day that goes on is computed by the same."""

from dashboard.store.bouts import SAME_BOUT_MS, Bout, bouts

__all__ = ["SAME_BOUT_MS", "Bout", "bouts"]
