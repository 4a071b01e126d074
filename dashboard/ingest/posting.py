"""How a report leaves: by those of a chair's channels that are mail. A phone or a chat is no place for a page."""

from sqlalchemy import Connection

from dashboard.ingest.letters import Place, Post
from dashboard.reminding.addresses import is_mail
from dashboard.reminding.send import Order, Send, Sent, send
from dashboard.reports.letter import Letter
from dashboard.store import channels


def mail_of(connection: Connection, chair: str) -> list[Place]:
    """Return a chair's channels that are mail."""
    return [Place(each.id, each.url) for each in channels.channels(connection, chair) if is_mail(each.url)]


def by_mail(send_: Send = send) -> Post:
    """Return the post. `send_` sends one message and never raises."""

    def deliver(url: str, letter: Letter) -> Sent:
        return send_(Order(url, letter.title, letter.text, letter.html))

    return Post(mail_of, deliver)
