"""Sends one message: `python -m dashboard.reminding.child`, the order on stdin; the exit code says what came of it.

Apprise knows some 130 services; it takes 50 MB and half a second, which ends here with the message. It may also wait on
a network for as long as it likes: whoever started this ends it. The address holds a password, so it comes by stdin,
where nobody else sees it, and nothing of what Apprise says is kept.
"""

import logging
import signal
import sys

import msgspec

from dashboard.reminding.send import NO_ADDRESS, NO_APPRISE, NOT_TAKEN, SENT, Order


def main(order: bytes) -> int:
    """Send it and return the exit code."""
    told = msgspec.json.decode(order, type=Order)
    try:
        import apprise  # noqa: PLC0415 - said plainly when it is not there
    except ModuleNotFoundError:
        return NO_APPRISE
    logging.disable()
    place = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Sitwell", app_desc="Sitwell"))
    if not place.add(told.url):
        return NO_ADDRESS
    form = apprise.NotifyFormat.HTML if told.html else None  # a service without HTML gets it as plain text
    return SENT if place.notify(title=told.title, body=told.html or told.body, body_format=form) else NOT_TAKEN


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    sys.exit(main(sys.stdin.buffer.read()))
