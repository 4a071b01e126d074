"""The calibration on disk: JSON, replaced in one step, with the four before it kept beside it.

calibration.json            in force
calibration.0007.json       the one before it, and so on; the highest number is the newest, whatever a clock said
"""

import re
from pathlib import Path

import msgspec

from contract.errors import ConfigError
from edge.atomic import replace_file
from edge.core.calibration import Calibration
from edge.errors import NotCalibratedError

KEPT_OLDER = 4
"""With the one in force: the last five."""


def read_calibration(path: Path) -> Calibration:
    """Return the stored calibration.

    Raises `NotCalibratedError` when there is none yet, and `ConfigError` when the file cannot be understood.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise NotCalibratedError(
            f"{path}: no calibration yet; loads are unknown until there is one: run sitwell-edge calibrate"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return msgspec.json.decode(text, type=Calibration)
    except msgspec.DecodeError as error:
        older = "".join(f"; the newest older one is {each.name}" for each in older_calibrations(path)[-1:])
        raise ConfigError(f"{path}: {error}; calibrate again or restore a good file{older}") from error


def write_calibration(path: Path, calibration: Calibration, *, keep: bool = False) -> None:
    """Store a calibration, on the disk before the old one goes. Raises `ConfigError` when that cannot be done.

    With `keep` the one in force so far is kept under a number: for new counts_per_kg, not for a tare.
    """
    try:
        if keep:
            _keep(path)
        replace_file(path, calibration_text(calibration))
        for each in older_calibrations(path)[:-KEPT_OLDER]:
            each.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written: {error.strerror}; see that the folder exists, has room and belongs to the "
            "user that runs Sitwell (data_dir in the configuration)"
        ) from error


def calibration_text(calibration: Calibration) -> bytes:
    """Return a calibration as it stands in its file."""
    return msgspec.json.format(msgspec.json.encode(calibration)) + b"\n"


def set_aside(path: Path) -> None:
    """Keep the calibration under a number and leave none in force: it is no longer true. Raises `OSError`."""
    _keep(path)
    path.unlink(missing_ok=True)


def older_calibrations(path: Path) -> list[Path]:
    """Return the kept older calibrations, oldest first."""
    numbered = re.compile(rf"{re.escape(path.stem)}\.(\d{{4,}}){re.escape(path.suffix)}")
    if not path.parent.is_dir():
        return []
    found = [(int(match[1]), each) for each in path.parent.iterdir() if (match := numbered.fullmatch(each.name))]
    return [each for _, each in sorted(found)]


def _keep(path: Path) -> None:
    """Copy what is in force to the next number, unless the newest kept one is the same after a kill in between."""
    if not path.exists():
        return
    content, older = path.read_bytes(), older_calibrations(path)
    if older and older[-1].read_bytes() == content:
        return
    number = int(older[-1].name.split(".")[-2]) + 1 if older else 1
    replace_file(path.with_name(f"{path.stem}.{number:04d}{path.suffix}"), content)
