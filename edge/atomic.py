"""A file replaced in one step: a power cut or a kill leaves the old one or the new one, whole.

NAME -------------------------------------> NAME        rename(2) is one step
       .NAME.new: write, fsync, ----------'     fsync the folder, so that the name is on the disk too
"""

import contextlib
import os
import stat
from pathlib import Path


def replace_file(
    path: Path, content: bytes, *, mode: int | None = None, like: Path | None = None, sync: bool = True
) -> None:
    """Store `content` as `path`, its folder made if need be. Raises `OSError` and leaves what was there.

    What was there keeps its mode and owner, so that a secret stays one; a new file is as the umask says. A symbolic
    link stays, and what it leads to is replaced. A leftover of an earlier kill is written over.

    `mode` is given for a file that has to have that one, whatever was there. `like` is a file or folder whose owner it
    gets when root writes it: the service must be able to read it. Without `sync` only a kill leaves a whole file, not a
    power cut: for a folder that is memory, which a power cut empties anyway.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    before = _stat(target)
    if mode is None and before is not None:
        mode = stat.S_IMODE(before.st_mode)
    if mode is not None:
        _create(fresh, mode, _stat(like) if like else before)
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        if sync:
            os.fsync(file.fileno())
    fresh.replace(target)
    if sync:
        _sync_folder(target.parent)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _create(fresh: Path, mode: int, like: os.stat_result | None) -> None:
    """Make an empty file that only those can read who are meant to, before anything is in it."""
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if like is not None:
        with contextlib.suppress(PermissionError):  # only root gives files away; then it belongs to who wrote it last
            os.chown(fresh, like.st_uid, like.st_gid)
    fresh.chmod(mode)
