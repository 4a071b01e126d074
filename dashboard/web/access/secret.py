"""Secrets: passwords that people make up, keys that we make up, and codes that people type from a screen."""

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.words import N_, Filled

HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
"""argon2id with 46 MiB, 1 pass, 1 lane: the first choice of OWASP's Password Storage Cheat Sheet (2025). Its second, 19
MiB and 2 passes, costs more for long: glibc gives blocks over 32 MiB back at once and keeps smaller ones."""

SHORTEST, LONGEST = 10, 200
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are mistaken for each other."""


def new_key() -> str:
    """Return a new cookie or token: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Return what a key is recognised by. It is random enough that nobody can guess it from this."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def new_code() -> str:
    """Return a code to be typed: 16 letters, 78 bits."""
    return "-".join("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(4))


def same_code(one: str, other: str) -> bool:
    """Compare codes, in constant time; case, blanks and dashes do not count."""
    plain = ("".join(letter for letter in code.upper() if letter in CODE_LETTERS) for code in (one, other))
    return secrets.compare_digest(*plain)


def what_is_wrong(password: str, name: str) -> str:
    """Return why a password will not do, "" when it will."""
    if len(password) < SHORTEST:
        return Filled(N_("Give a password of at least {n} characters; a few words make a good one."), n=SHORTEST)
    if len(password) > LONGEST:
        return Filled(N_("Give a password of at most {n} characters."), n=LONGEST)
    if password.strip().casefold() == name.strip().casefold() or len(set(password)) < 4:
        return Filled(N_("This password is easy to guess; take a few words that do not belong together."))
    return ""


class Passwords:
    """Makes and checks hashes of passwords. Slow on purpose: call it in a thread."""

    def __init__(self, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._nobodys = hasher.hash(secrets.token_urlsafe(16))

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        return self._hasher.hash(_plain(password))

    def fits(self, hash_: str | None, password: str) -> bool:
        """Say whether a password is the one of a hash. Without a hash, say no after the same work."""
        try:
            right = self._hasher.verify(hash_ or self._nobodys, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
        return right and hash_ is not None

    def is_old(self, hash_: str) -> bool:
        """Say whether a hash was made by weaker parameters than today's."""
        return self._hasher.check_needs_rehash(hash_)


def _plain(password: str) -> bytes:
    """Return the bytes of a password, the same from every keyboard."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace")
