"""What a check found: one thing, how it stands, what was seen, and what mends it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Verdict = Literal["ok", "warning", "failed", "unknown"]
"""`failed`: mend it before the chair runs. `warning`: it runs, but less well. `unknown`: this cannot be seen here."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at: `said` is what was seen, `remedy` what to do, empty where nothing is to be done."""

    name: str
    verdict: Verdict
    said: str
    remedy: str = ""


def may_run(findings: Iterable[Finding]) -> bool:
    """Say whether the chair may run: nothing failed."""
    return all(finding.verdict != "failed" for finding in findings)


def summary(findings: Iterable[Finding]) -> str:
    """Return the last word of a check: whether the chair may run, and how much is to be seen to."""
    verdicts = [finding.verdict for finding in findings]
    failed, warnings = verdicts.count("failed"), verdicts.count("warning")
    seen_to = f"{warnings} {'warning' if warnings == 1 else 'warnings'}" if warnings else "nothing to see to"
    if failed:
        return f"The chair may not run yet: {failed} of {len(verdicts)} checks failed, {seen_to}."
    return f"The chair may run: none of {len(verdicts)} checks failed, {seen_to}."
