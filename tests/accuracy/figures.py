"""Marks as figures: each with its value in both runs, and a goal where there is one."""

from collections.abc import Callable
from itertools import pairwise

import msgspec

from tests.accuracy.judge_seat import BANDS_KG
from tests.accuracy.marks import Marks, upper_bound

RUNS = ("guided", "alone")


class Goal(msgspec.Struct, frozen=True):
    """What a figure should reach: at least, or at most."""

    least: float | None = None
    most: float | None = None

    def met(self, value: float) -> bool:
        """Say whether a value reaches it."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def __str__(self) -> str:
        return f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}"


class Figure(msgspec.Struct, frozen=True):
    """One line of the table. A value is None where there was nothing to judge."""

    group: str
    name: str
    guided: float | None
    alone: float | None
    goal: Goal | None = None

    @property
    def met(self) -> dict[str, bool | None]:
        """Whether each run reaches the goal; None without goal or value."""
        return {
            run: None if self.goal is None or value is None else self.goal.met(value)
            for run, value in (("guided", self.guided), ("alone", self.alone))
        }


class Group:
    """Collects the figures of one group."""

    def __init__(self, name: str, marks: dict[str, Marks], into: list[Figure]) -> None:
        self._name, self._marks, self._into = name, marks, into

    def add(
        self,
        name: str,
        value: Callable[[Marks], float | None],
        *,
        least: float | None = None,
        most: float | None = None,
    ) -> None:
        """Add a figure, worked out for each run."""
        goal = None if least is None and most is None else Goal(least, most)
        guided, alone = (value(self._marks[run]) for run in RUNS)
        self._into.append(Figure(self._name, name, guided, alone, goal))

    def percent(self, name: str, part: str, whole: str, *, least: float | None = None) -> None:
        """Add one count as a percentage of another."""
        self.add(name, lambda marks: marks.percent(part, whole), least=least)

    def counts(self, *names: str) -> None:
        """Add counts as they are."""
        for name in names:
            self.add(name.replace("_", " "), lambda marks, name=name: marks.of(name))  # type: ignore[misc]


def seat_figures(title: str, marks: dict[str, Marks], into: list[Figure]) -> None:
    """Add sitting time, edges, bouts and placements."""
    group = Group(title, marks, into)
    group.add("sitting hours, true", lambda m: m.of("sitting_true_s") / 3600)
    group.add("sitting time, error of all together (%)", _total_error_pct, most=0.5)
    group.add("sitting time, mean error of a day (%)", lambda m: _mean(m, "day_error_pct"), most=0.5)
    group.add("sitting time, worst day (%)", lambda m: m.quantile("day_error_pct", 1.0))
    group.percent("bout edges within 3 s (%)", "edges_hit", "edges", least=99)
    group.add("bout edges, error p95 (s)", lambda m: m.quantile("edge_error_s", 0.95))
    group.percent("bout count, error per 100 bouts", "bouts_wrong", "bouts")
    group.counts("bouts", "bouts_false", "bouts_missed", "edges_ambiguous")
    group.percent("person or object, right placements (%)", "placements_right", "placements", least=99)
    for kind, bounds in BANDS_KG.items():
        group.percent(f"{kind}s right (%)", f"placements_{kind}_right", f"placements_{kind}")
        for low, high in pairwise(bounds):
            name = f"placements_{kind}_{low}-{high}"
            if marks["alone"].of(name):
                number = f"{marks['alone'].of(name):.0f}"
                group.percent(f"  {kind}s of {low} to {high} kg right (%), of {number}", f"{name}_right", name)
    group.percent("objects once called a person (%)", "objects_once_person", "placements_object")
    group.percent("object time called a person (%)", "object_person_s", "object_s")


def posture_figures(marks: dict[str, Marks], into: list[Figure]) -> None:
    """Add the share of clear time that was named right, and claims of uneven load."""
    group = Group("posture", marks, into)
    group.percent("clear time named right (%)", "clear_right_s", "clear_s")
    for name in ("clear", "ambiguous", "settling"):
        group.add(f"{name} hours", lambda m, name=name: m.of(f"{name}_s") / 3600)  # type: ignore[misc]
    for side in ("left_right", "front_back"):
        group.counts(f"uneven_{side}", f"uneven_{side}_found", f"claims_{side}", f"claims_{side}_false")
        group.counts(f"claims_{side}_borderline")


def prompt_figures(marks: dict[str, Marks], into: list[Figure]) -> None:
    """Add prompts: false, missed, late."""
    group = Group("prompts", marks, into)
    group.add("sitting hours behind them", lambda m: m.of("prompt_hours"))
    group.add("object hours beside them", lambda m: m.of("object_s") / 3600)
    group.add("false prompts", lambda m: m.of("prompts_false"), most=0)
    group.add("  per 100 sitting hours, 95 % upper bound", _false_bound)
    group.counts("prompts_groundless", "prompts_to_object", "prompts_early", "prompts_early_by_half_load")
    group.counts("absences_unsure")
    group.counts("dues", "dues_missed", "dues_missed_again", "dues_too_near_the_end")
    group.percent("came within 2 s of their time (%)", "prompts_on_time", "dues")
    for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0)):
        most = 2.0 if name != "p50" else None
        group.add(f"delay {name} (s)", lambda m, share=share: m.quantile("delay_s", share), most=most)  # type: ignore[misc]
    group.add("delay, earliest (s)", lambda m: m.quantile("delay_s", 0.0), least=-2.0)


def ghost_figures(title: str, marks: dict[str, Marks], into: list[Figure]) -> None:
    """Add the hours on which somebody or something was said to be on an empty seat."""
    group = Group(title, marks, into)
    group.add("empty hours", lambda m: m.of("empty_s") / 3600)
    group.add("ghost person hours", lambda m: m.of("ghost_person_s") / 3600, most=0)
    group.add("ghost object hours", lambda m: m.of("ghost_object_s") / 3600)


def lean_figures(files: dict[str, dict[str, Marks]], into: list[Figure]) -> None:
    """Add the lean side of wheelchair users: pooled, by person, and the worst file."""

    def pooled(start: str) -> dict[str, Marks]:
        sums = {run: Marks({}, {}) for run in RUNS}
        for name, runs in files.items():
            if name.startswith(start):
                for run in RUNS:
                    sums[run].add(runs[run])
        return sums

    everything = Group("wheelchairs", pooled(""), into)
    everything.percent("lean side right, all labelled frames (%)", "lean_right", "lean_frames", least=93)
    worst = [min(runs[run].percent("lean_right", "lean_frames") or 0.0 for runs in files.values()) for run in RUNS]
    into.append(Figure("wheelchairs", "lean side right, worst file (%)", worst[0], worst[1], Goal(least=75)))
    everything.percent("other side named (%)", "lean_other_side", "lean_frames")
    for person in sorted({name.rsplit("_", 1)[0] for name in files}):
        Group("wheelchairs", pooled(person), into).percent(
            f"  {person.removeprefix('wheelchair-lean-')} (%)", "lean_right", "lean_frames"
        )
    everything.percent("called a person (%)", "person_said_s", "person_s", least=100)


def confusion(marks: Marks) -> dict[str, dict[str, float]]:
    """Return hours of each posture said, by the posture that was true."""
    names = ("centred", "left", "right", "forward", "back")
    return {true: {said: marks.of(f"posture {true} {said}") / 3600 for said in (*names, "unknown")} for true in names}


def _total_error_pct(marks: Marks) -> float | None:
    true_s = marks.of("sitting_true_s")
    return 100 * abs(marks.of("sitting_said_s") - true_s) / true_s if true_s else None


def _mean(marks: Marks, name: str) -> float | None:
    values = marks.values.get(name)
    return sum(values) / len(values) if values else None


def _false_bound(marks: Marks) -> float | None:
    hours = marks.of("prompt_hours")
    return 100 * upper_bound(round(marks.of("prompts_false"))) / hours if hours else None
