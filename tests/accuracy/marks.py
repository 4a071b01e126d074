"""What a judge writes down; marks of many chairs add up."""

import math

import msgspec


class Marks(msgspec.Struct):
    """Counts by name, and values of which the spread matters by name."""

    counts: dict[str, float] = {}
    values: dict[str, list[float]] = {}

    def count(self, name: str, by: float = 1) -> None:
        """Add to a count."""
        self.counts[name] = self.counts.get(name, 0) + by

    def value(self, name: str, value: float) -> None:
        """Note one value."""
        self.values.setdefault(name, []).append(value)

    def add(self, other: "Marks") -> None:
        """Take in the marks of another chair."""
        for name, by in other.counts.items():
            self.count(name, by)
        for name, values in other.values.items():
            self.values.setdefault(name, []).extend(values)

    def of(self, name: str) -> float:
        """Return a count, 0 if nobody counted it."""
        return self.counts.get(name, 0)

    def percent(self, part: str, whole: str) -> float | None:
        """Return one count as a percentage of another, None if there is no whole."""
        return 100 * self.of(part) / self.of(whole) if self.of(whole) else None

    def quantile(self, name: str, share: float) -> float | None:
        """Return the value below which this share of the values lies, None without values."""
        values = sorted(self.values.get(name, []))
        return values[min(len(values) - 1, int(share * len(values)))] if values else None


def upper_bound(events: int) -> float:
    """Return the 95 % upper bound of a Poisson mean after so many events: 3.0 after none, the rule of three."""
    low, high = 0.0, 10.0 + 3 * events
    for _ in range(60):
        middle = (low + high) / 2
        at_most = sum(math.exp(-middle + k * math.log(middle) - math.lgamma(k + 1)) for k in range(events + 1))
        low, high = (middle, high) if at_most > 0.05 else (low, middle)
    return high
