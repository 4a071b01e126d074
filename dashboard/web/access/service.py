"""The door of a desk that runs: open or with accounts, as the settings say."""

import time

from dashboard.config import LOOPBACK, WebSettings
from dashboard.errors import StoreError
from dashboard.web.access.accounts import Accounts
from dashboard.web.access.door import AccountDoor, Door, OpenDoor
from dashboard.web.access.secret import Passwords, new_code
from dashboard.web.server import wall_ms


def make_door(web: WebSettings, url: str) -> Door:
    """Return the door by the settings."""
    if web.open_on_loopback:
        return OpenDoor()
    return AccountDoor(Accounts(url, wall_ms, Passwords()), time.monotonic, new_code())


def greeting(door: Door, web: WebSettings, url: str) -> list[str]:
    """Return what the server says when it starts, to whoever reads its terminal or log. `url`: where the page is."""
    if not isinstance(door, AccountDoor):
        return ["Everybody on this computer sees and runs every chair (open_on_loopback); there is no log-in."]
    lines = []
    try:
        nobody = door.accounts.are_none()
    except StoreError:
        nobody = True  # ingest has not made its tables yet; a code that is not needed opens nothing
    if nobody:
        lines.append(f"Nobody has an account yet. Open {url}setup and give this code: {door.code}")
    if web.host not in LOOPBACK and not web.certificate and not web.proxies:
        lines.append("Passwords cross the network unencrypted: set certificate and key in [web], see docs/access.md.")
    return lines
