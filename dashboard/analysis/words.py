"""A chair's own time. How a day or a span is told is the language's business: dashboard/locale."""

from datetime import datetime, tzinfo


def local(at_ms: int, zone: tzinfo) -> datetime:
    """Return an instant in a chair's zone."""
    return datetime.fromtimestamp(at_ms / 1000, zone)
