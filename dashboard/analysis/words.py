"""Times and spans as a person reads them."""

from datetime import datetime, tzinfo


def local(at_ms: int, zone: tzinfo) -> datetime:
    """Return an instant in a chair's zone."""
    return datetime.fromtimestamp(at_ms / 1000, zone)


def clock(at_ms: int, zone: tzinfo) -> str:
    """Return the time of day, such as 9:05."""
    at = local(at_ms, zone)
    return f"{at.hour}:{at.minute:02}"


def date(at_ms: int, zone: tzinfo) -> str:
    """Return the day, such as Friday 20 November."""
    at = local(at_ms, zone)
    return f"{at:%A} {at.day} {at:%B}"


def span(seconds: float) -> str:
    """Return a span, rounded down: 40 s, 12 min, 1 h 5 min."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def count(number: int, thing: str) -> str:
    """Return how many, such as 1 break or 4 breaks."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
