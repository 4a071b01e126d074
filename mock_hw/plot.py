"""A recording and what the chair made of it, as one picture: load, centre of pressure, and events over time.

    kg        ___/~~~~~~\\____     the load as the detectors saw it
    lateral   ---~~~--~~~-----     left below, right above
    fore/aft  ----~~~~~~~~----     back below, front above
    events    [ person ] v         what was said of it

All four share the axis of time, which is the recording's own t_s. Blue and orange shades are a person and a thing on
the seat, as the events say. Colours are Okabe and Ito's, told apart by colour-blind people too; marks differ in shape.
"""

import contextlib
import io
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MultipleLocator

from contract.errors import SitwellError
from mock_hw.decimate import MinMax
from mock_hw.happenings import Happenings
from mock_hw.replay import Outcome
from mock_hw.summary import clock

SIZE_IN, DPI = (12.0, 7.0), 100
"""1200 x 700 pixels."""

BLACK, BLUE, ORANGE, SKY, GREEN, RED, PURPLE = (
    "#000000",
    "#0072B2",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#D55E00",
    "#AA4499",
)

SEAT = {"unknown": "#999999", "person": SKY, "thing": ORANGE}
MARKS = {
    "nudge": ("v", BLUE),
    "alert": ("D", RED),
    "stillness": ("s", GREEN),
    "clock stepped": ("X", BLACK),
    "tared": ("P", PURPLE),
    "baseline set": ("*", PURPLE),
}
LANES = ("seat", "uneven", "prompts", "chair")
BARS = {"uneven": ("uneven load", RED), "chair": ("cell failed", BLACK)}

TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400)
MOST_TICKS = 12

PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 1rem; background: #fff }} svg {{ display: block; width: 100%; height: auto }}</style>
{svg}
</html>
"""


class PictureError(SitwellError, OSError):
    """The picture cannot be written."""


class Picture:
    """Takes every outcome of a replay of `frames` frames, then draws. `start_ms` is the wall time of t_s = 0."""

    def __init__(self, title: str, start_ms: int, frames: int) -> None:
        self._title = title
        self._start_ms = start_ms
        self._span_s: tuple[float, float] | None = None
        self._kg, self._lateral, self._fore_aft = MinMax(frames), MinMax(frames), MinMax(frames)
        self._happenings = Happenings(start_ms)

    def take(self, outcome: Outcome) -> None:
        """Keep what one frame showed and led to."""
        live = outcome.live
        if live is not None:
            t_s = (live.at_ms - self._start_ms) / 1000
            self._span_s = (self._span_s[0] if self._span_s else t_s, t_s)
            self._kg.add(t_s, outcome.total_kg)
            self._lateral.add(t_s, live.cop_lateral)
            self._fore_aft.add(t_s, live.cop_fore_aft)
            self._happenings.see(t_s, live.presence)
        for each in outcome.happened:
            self._happenings.note(each)

    def write(self, path: Path) -> None:
        """Write a PNG, or a page with the picture in it, whole or not at all. Raises `PictureError`."""
        figure = self._draw()
        made = io.BytesIO()
        if path.suffix == ".html":
            with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "sitwell"}):
                figure.savefig(made, format="svg", metadata={"Date": None})
            svg = made.getvalue().decode().partition("<svg ")[2]
            labelled = f'<svg role="img" aria-label="{_escaped(self._title)}" {svg}'
            picture = PAGE.format(title=_escaped(self._title), svg=labelled).encode()
        else:
            figure.savefig(made, format="png")
            picture = made.getvalue()
        part = path.with_name(f"{path.name}.part")
        try:
            part.write_bytes(picture)
            part.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise PictureError(f"{path}: cannot be written: {error.strerror}; give another --plot") from error

    def _draw(self) -> Figure:
        first_s, last_s = self._span_s or (0.0, 0.0)
        last_s = max(last_s, first_s + 1)
        self._happenings.end(last_s)
        figure = Figure(figsize=SIZE_IN, dpi=DPI, layout="constrained")
        load, lateral, fore_aft, lanes = figure.subplots(4, 1, sharex=True, height_ratios=(3, 2, 2, 2))
        figure.suptitle(self._title, fontsize=12)
        for axes, line in ((load, self._kg), (lateral, self._lateral), (fore_aft, self._fore_aft)):
            axes.plot(*line.points(), color=BLACK, linewidth=0.8)
            axes.grid(visible=True, color="#dddddd", linewidth=0.6)
            axes.set_axisbelow(True)
            self._shade(axes)
        load.set_ylabel("load (kg)")
        load.set_ylim(bottom=min(0.0, load.get_ylim()[0]))
        for axes, low, high in ((lateral, "left", "right"), (fore_aft, "back", "front")):
            axes.set_ylabel(f"centre of pressure\n{low} -1 ... 1 {high}")
            axes.set_ylim(-1, 1)
            axes.set_yticks((-1, -0.5, 0, 0.5, 1))
        self._events(lanes)
        lanes.set_xlim(first_s, last_s)
        lanes.set_xlabel("t_s (h:mm:ss)")
        lanes.xaxis.set_major_locator(MultipleLocator(_tick_s(last_s - first_s)))
        lanes.xaxis.set_major_formatter(FuncFormatter(lambda t_s, _place: clock(t_s)))
        figure.legend(handles=self._legend(), loc="outside right upper", frameon=False, fontsize=9)
        return figure

    def _shade(self, axes: Axes) -> None:
        for name, colour in SEAT.items():
            bars = [(begin_s, end_s - begin_s) for begin_s, end_s in self._happenings.spans[name]]
            axes.broken_barh(bars, (0, 1), transform=axes.get_xaxis_transform(), color=colour, alpha=0.25, linewidth=0)

    def _events(self, axes: Axes) -> None:
        places = {lane: -place for place, lane in enumerate(LANES)}
        axes.set_yticks(list(places.values()), LANES)
        axes.set_ylim(-len(LANES) + 0.5, 0.5)
        axes.tick_params(axis="y", length=0)
        for upper, lower in pairwise(places.values()):
            axes.axhline((upper + lower) / 2, color="#dddddd", linewidth=0.6)
        for lane, names in {"seat": SEAT, "uneven": (BARS["uneven"][0],), "chair": (BARS["chair"][0],)}.items():
            for name in names:
                colour = SEAT[name] if lane == "seat" else BARS[lane][1]
                bars = [(begin_s, end_s - begin_s) for begin_s, end_s in self._happenings.spans[name]]
                axes.broken_barh(bars, (places[lane] - 0.3, 0.6), color=colour)
        for name, (shape, colour) in MARKS.items():
            at_s = self._happenings.marks[name]
            lane = "prompts" if name in ("nudge", "alert", "stillness") else "chair"
            axes.plot(at_s, [places[lane]] * len(at_s), shape, color=colour, markersize=7)

    def _legend(self) -> list[Patch | Line2D]:
        """Return an entry for each thing that is in the picture."""
        told = self._happenings
        bars = {**SEAT, **dict(BARS.values())}
        patches = [Patch(color=colour, label=name) for name, colour in bars.items() if told.spans[name]]
        marks = [
            Line2D([], [], marker=shape, color=colour, linestyle="", label=name)
            for name, (shape, colour) in MARKS.items()
            if told.marks[name]
        ]
        return [*patches, *marks]


def _tick_s(span_s: float) -> float:
    """Return the distance of ticks on the axis of time: a round one, not too many of them."""
    return next((tick_s for tick_s in TICKS_S if span_s / tick_s <= MOST_TICKS), max(TICKS_S[-1], span_s / MOST_TICKS))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
