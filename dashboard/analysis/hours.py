"""The clock hours of a zone. Apart from `calendar`, because that takes pandas and ingest has none."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from dashboard.analysis.spans import Span

HOUR_MS = 3_600_000


def hours(span: Span, zone: tzinfo) -> Iterator[Span]:
    """Yield the clock hours of the zone that a span touches, whole.

    An hour begins when its clock shows a full hour. Where the clocks change by half an hour, as on Lord Howe Island,
    the hours around that are shorter or longer.
    """
    start_ms = _hour_ms(span[0], zone)
    while start_ms < span[1]:
        end_ms = _hour_ms(start_ms + HOUR_MS, zone)
        if end_ms <= start_ms:  # the clock went back within this hour
            end_ms = start_ms + HOUR_MS
        yield start_ms, end_ms
        start_ms = end_ms


def _hour_ms(at_ms: int, zone: tzinfo) -> int:
    at = datetime.fromtimestamp(at_ms / 1000, zone)
    return at_ms - at.minute * 60_000 - at.second * 1000 - at_ms % 1000
