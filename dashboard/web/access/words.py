"""Words of the account page: which browser, and how long ago."""

import re

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
_SPANS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def browser(agent: str) -> str:
    """Return what a browser calls itself in few words; it may lie. Unknown ones as they are, shortened."""
    name = next((name for pattern, name in _BROWSERS if re.search(pattern, agent)), "")
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, agent)), "")
    if name and system:
        return f"{name} on {system}"
    return name or system or agent[:40] or "A browser without a name"


def ago(span_ms: int) -> str:
    """Return how long ago something was, in its largest unit."""
    for length_s, unit in _SPANS:
        many = span_ms // 1000 // length_s
        if many >= 1:
            return f"{many} {unit}{'s' if many > 1 else ''} ago"
    return "just now"


def wait(seconds: int) -> str:
    """Return for how long somebody has to wait."""
    return f"{seconds} seconds" if seconds < 100 else f"{-(-seconds // 60)} minutes"
