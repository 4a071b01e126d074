"""What may be a channel's address, and how it is shown."""

import re

LONGEST = 1000
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]{1,30})://\S+", re.IGNORECASE)

AT_THIS_COMPUTER = frozenset({"dbus", "glib", "gnome", "kde", "macosx", "qt", "syslog", "windows"})
"""Addresses of the desk's own screen and log, which are nobody's channel."""

MAIL = frozenset(
    {"brevo", "mailgun", "mailto", "mailtos", "o365", "postmark", "resend", "sendgrid", "ses", "smtp2go", "sparkpost"}
)
"""The services of Apprise that are mail: only there a page has a place."""


def kind_of(url: str) -> str:
    """Return the part before ://, which tells the service and no secret."""
    return url.partition("://")[0].lower()


def is_mail(url: str) -> bool:
    """Return whether a report can go there."""
    return kind_of(url) in MAIL


def trouble(url: str) -> str:
    """Return why a text can be no channel's address, "" when it may. The address itself is never in the answer."""
    if len(url) > LONGEST:
        return f"an address has at most {LONGEST} characters"
    if not _ADDRESS.fullmatch(url):
        return "this is no address of Apprise; write one such as mailto://user:password@example.org"
    if kind_of(url) in AT_THIS_COMPUTER:
        return f"{kind_of(url)}:// speaks to the desk's own computer; give a place that you look at"
    return ""
