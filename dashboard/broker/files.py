"""Files with secrets: written for their owner alone, in one step, so that a reader sees the old or the new one."""

import os
from pathlib import Path
from typing import NamedTuple

from contract.errors import ConfigError

SECRET, OPEN = 0o600, 0o644


class Pair(NamedTuple):
    """A certificate and its private key, both PEM."""

    certificate: bytes
    key: bytes

    def __repr__(self) -> str:
        """Never show the key."""
        return "Pair(...)"


def write(path: Path, text: bytes | str, mode: int = SECRET) -> None:
    """Replace a file. Written by root, it belongs to the owner of its folder. Raises `ConfigError`.

    The file never exists with a wider mode than `mode`, not even for a moment.
    """
    body = text.encode() if isinstance(text, str) else text
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        line = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(line, "wb") as file:
            file.write(body)
            os.fchmod(file.fileno(), mode)
            if os.geteuid() == 0:
                owner = path.parent.stat()
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}; give another folder, or the rights") from error


def read(path: Path) -> str | None:
    """Return a file's text, None when there is none. Raises `ConfigError`."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; become its owner, or restore it") from error
