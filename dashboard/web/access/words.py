"""Words of the account page: which browser, and how long ago."""

import re

from dashboard.words import N_, Filled

_BROWSERS = (
    (r"Edg[A-Za-z]*/", "Edge"),
    (r"OPR/", "Opera"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrome/|Chromium/|CriOS/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)
_SPANS = (
    (86_400, N_("{n} day ago"), N_("{n} days ago")),
    (3_600, N_("{n} hour ago"), N_("{n} hours ago")),
    (60, N_("{n} minute ago"), N_("{n} minutes ago")),
)


def browser(agent: str) -> str:
    """Return what a browser calls itself in few words; it may lie. Unknown ones as they are, shortened."""
    name = next((name for pattern, name in _BROWSERS if re.search(pattern, agent)), "")
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, agent)), "")
    if name and system:
        return Filled(N_("{name} on {system}"), name=name, system=system)
    return name or system or agent[:40] or Filled(N_("A browser without a name"))


def ago(span_ms: int) -> str:
    """Return how long ago something was, in its largest unit."""
    for length_s, one, many in _SPANS:
        n = span_ms // 1000 // length_s
        if n >= 1:
            return Filled(one if n == 1 else many, n=n)
    return Filled(N_("just now"))


def wait(seconds: int) -> str:
    """Return for how long somebody has to wait."""
    if seconds < 100:
        return Filled(N_("{n} seconds"), n=seconds)
    return Filled(N_("{n} minutes"), n=-(-seconds // 60))
