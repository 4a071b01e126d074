"""One module for each page, and the list of them all: a page that is not in `PAGES` does not exist.

The order is that of the navigation.
"""

from dashboard.web.pages import back, chairs, groups, history, live, report, settings, today
from dashboard.web.pages.place import Place

LOOKERS = ("owner", "viewer")
"""Whom groups are for; who counts in one sees nothing there."""

PAGES: tuple[Place, ...] = (
    Place("/", "Live", "live", live.layout, "live/page.js"),
    Place("/today", "Today", "today", today.layout, "today/page.js", "today.css"),
    Place("/history", "History", "history", history.layout, "history/page.js", "history.css"),
    Place("/back", "Back", "back", back.layout, "back/page.js", "back.css"),
    Place("/report", "Report", "report", report.layout, "report/page.js", "report.css", more=True),
    Place(
        "/chairs",
        "Chairs",
        "chairs",
        chairs.layout,
        "devices/page.js",
        "settings.css",
        more=True,
        roles=("owner",),
    ),
    Place("/groups", "Groups", "groups", groups.layout, "groups/page.js", "groups.css", more=True, roles=LOOKERS),
    Place(
        "/settings",
        "Settings",
        "settings",
        settings.layout,
        "settings/page.js",
        "settings.css",
        more=True,
        roles=("owner", "member"),
    ),
)
