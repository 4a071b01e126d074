"""Which names the desk answers to. A foreign site that points its own name here is not answered (DNS rebinding)."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def host_name(host: str) -> str:
    """Return the name or address in a Host header, without port and brackets; "" when it is none."""
    host = host.strip().lower()
    if host.startswith("["):
        name, closed, port = host[1:].partition("]")
        return name if closed and (not port or (port[0] == ":" and port[1:].isdecimal())) else ""
    name, colon, port = host.partition(":")
    return "" if colon and ":" not in port and not port.isdecimal() else (host if ":" in port else name)


def is_ours(host: str, names: Sequence[str], server: Sequence[Any] | None) -> bool:
    """Say whether a Host header names us: a name of this computer, one told in `names`, or the address asked at.

    `server` is the ASGI scope's: the address at which the request arrived. An address cannot be pointed elsewhere.
    """
    name = host_name(host)
    if name in LOOPBACK or name in {told.lower() for told in names}:
        return True
    try:
        return server is not None and ip_address(name) == ip_address(server[0])
    except ValueError:
        return False
