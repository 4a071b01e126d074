"""mosquitto's password file: `name:$7$iterations$salt$hash`, PBKDF2 with SHA-512.

The form is that of mosquitto_passwd in mosquitto 2.0, which 2.1 still reads; a test lets a real mosquitto judge.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping

from contract.errors import ConfigError

ITERATIONS = 1000
"""Enough: the passwords are random and 192 bits long, and the broker computes this at each connection."""

_SALT_BYTES = 12
_HASH_BYTES = 64


def new_password() -> str:
    """Return 192 random bits as 32 letters, digits, - and _."""
    return secrets.token_urlsafe(24)


def hashed(password: str, salt: bytes | None = None) -> str:
    """Return what stands behind the name in mosquitto's file. `salt` is random unless a test gives one."""
    salt = salt or secrets.token_bytes(_SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS, _HASH_BYTES)
    return f"$7${ITERATIONS}${_base64(salt)}${_base64(digest)}"


def read_users(text: str, origin: str) -> dict[str, str]:
    """Return hash by name, in the order of the file. Raises `ConfigError` naming the line."""
    users = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, rest = line.strip().partition(":")
        if not (name and colon and rest.startswith("$")):
            raise ConfigError(f"{origin}, line {number}: not name:hash; restore the file or move it away")
        users[name] = rest
    return users


def users_text(users: Mapping[str, str]) -> str:
    """Return the file for these users."""
    return "".join(f"{name}:{rest}\n" for name, rest in users.items())


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
