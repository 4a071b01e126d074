"""The calibration on disk: JSON, replaced in one step so that a power cut leaves the old one or the new one."""

import os
from pathlib import Path

import msgspec

from contract.errors import ConfigError
from edge.core.calibration import Calibration
from edge.errors import NotCalibratedError


def read_calibration(path: Path) -> Calibration:
    """Return the stored calibration.

    Raises `NotCalibratedError` when there is none yet, and `ConfigError` when the file cannot be understood.
    """
    try:
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise NotCalibratedError(f"{path}: no calibration yet; loads are unknown until there is one") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return msgspec.json.decode(text, type=Calibration)
    except msgspec.DecodeError as error:
        raise ConfigError(f"{path}: {error}; calibrate again or restore a good file") from error


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Store a calibration; readable by its owner's group, written to disk before the old one goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(calibration)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
