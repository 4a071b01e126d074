"""A report as a letter: a title, plain text, the same as simple HTML. Pure; the reader's language is a parameter."""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

import msgspec

from dashboard.advice.advice import NOT_A_MEDICAL_DEVICE
from dashboard.reports.shapes import Line, Report, ReportDay
from dashboard.words import N_, Message, Value, plainly, render

Say = Callable[[Message], str]
Part = tuple[str, list[str]]
"""A heading, and what stands under it."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent. `measured`: anybody measured a day of it; without one there is nothing to tell."""

    title: str
    text: str
    html: str
    measured: bool


def letter(
    report: Report,
    translate: Callable[[str], str] = str,
    show: Callable[[str, Value], str] = plainly,
) -> Letter:
    """Return the letter of a report. `translate` is the reader's gettext, `show` writes values as the reader does."""
    say = partial(render, translate=translate, show=show)
    title = f"{report.name}: {say(_title(report))}" if report.name else say(_title(report))
    parts = list(_parts(report, say))
    return Letter(
        title=title,
        text="\n\n".join([title, *(_text(*part) for part in parts)]) + "\n",
        html=f"<h1>{escape(title)}</h1>" + "".join(_html(*part) for part in parts),
        measured=any(day.occupied_s is not None for day in report.days),
    )


def _title(report: Report) -> Message:
    values = {"first_on": str(report.first), "last_on": str(report.last)}
    if report.kind == "week":
        return Message(N_("Sitting in the week from {first_on} to {last_on}"), values)
    return Message(N_("Sitting in the month from {first_on} to {last_on}"), values)


def _parts(report: Report, say: Say) -> Iterator[Part]:
    yield "", [say(each) for each in (report.summary, *report.notes)]
    yield (
        say(Message(N_("Figures, and in brackets those of the period before"))),
        [_line(each, say) for each in report.lines],
    )
    yield say(Message(N_("Each day"))), [say(_day(day)) for day in report.days]
    if report.findings:
        told = [f"{say(each.says)} ({say(each.basis)})" for each in report.findings]
        yield say(Message(N_("What we noticed"))), told
    if report.prompts:
        yield say(Message(N_("Reminders"))), [say(each) for each in report.prompts]
    yield "", [say(each) for each in NOT_A_MEDICAL_DEVICE.says]


def _line(line: Line, say: Say) -> str:
    """Return a figure: name, value, the one before, difference, goal, as far as they are known."""
    value = say(line.value) if line.value else say(Message(N_("not known")))
    then = f" ({say(line.before)})" if line.before else ""
    rest = [say(each) for each in (line.difference, line.goal) if each]
    return "; ".join([f"{say(line.title)}: {value}{then}", *rest])


def _day(day: ReportDay) -> Message:
    values = {"day_on": str(day.on)}
    if day.occupied_s is None:
        return Message(N_("{day_on}: not measured"), values)
    if day.occupied_s == 0:
        return Message(N_("{day_on}: nobody sat"), values)
    return Message(N_("{day_on}: {sat_s}"), values | {"sat_s": round(day.occupied_s)})


def _text(heading: str, lines: list[str]) -> str:
    return "\n".join([heading, *(f"- {line}" for line in lines)]) if heading else "\n".join(lines)


def _html(heading: str, lines: list[str]) -> str:
    if not heading:
        return "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
