"""How a report leaves: by those of a chair's channels that are mail. A phone or a chat is no place for a page."""

from sqlalchemy import Connection

from dashboard.ingest.letters import Post
from dashboard.reminding.addresses import kind_of
from dashboard.reminding.send import Order, Send, send
from dashboard.reports.letter import Letter
from dashboard.store import channels

MAIL = frozenset(
    {"brevo", "mailgun", "mailto", "mailtos", "o365", "postmark", "resend", "sendgrid", "ses", "smtp2go", "sparkpost"}
)
"""The services of Apprise that are mail, by what stands before ://."""


def mail_of(connection: Connection, chair: str) -> list[str]:
    """Return the addresses of a chair's mail channels; secrets."""
    return [each.url for each in channels.channels(connection, chair) if kind_of(each.url) in MAIL]


def by_mail(send_: Send = send) -> Post:
    """Return the post. `send_` sends one message and never raises."""

    def deliver(place: str, letter: Letter) -> str:
        sent = send_(Order(place, letter.title, letter.text, letter.html))
        return "" if sent.ok else sent.said

    return Post(mail_of, deliver)
