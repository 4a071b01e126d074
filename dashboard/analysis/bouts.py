"""Sitting bouts. The rule stands in the store, which keeps them; the day that goes on is computed by the same."""

from dashboard.store.bouts import Bout, bouts

__all__ = ["Bout", "bouts"]
