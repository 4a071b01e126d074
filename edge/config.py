"""`edge.toml`: everything that can be set on a chair. Each key has its unit and meaning beside it.

Environment variables override keys: `SITWELL_MQTT_PASSWORD` is `password` in `[mqtt]`.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from contract.errors import ConfigError
from contract.mqtt import BrokerSettings
from contract.scalars import ChairId
from contract.settings import load_settings
from contract.state import ChairSettings
from edge.core.limits import (
    BalanceLimits,
    HealthLimits,
    Limits,
    PostureLimits,
    PresenceLimits,
    ShiftLimits,
    SittingLimits,
    StillnessLimits,
    ZeroLimits,
)

Bcm = Annotated[int, msgspec.Meta(ge=0, le=27)]


class ChairTable(msgspec.Struct, frozen=True, kw_only=True):
    """Which chair this is."""

    id: Annotated[ChairId, msgspec.Meta(description="name in topics: 1 to 32 of a-z 0-9 _ -")] = "chair"
    name: Annotated[str, msgspec.Meta(max_length=80, description="name for people")] = "My chair"
    zone: Annotated[str, msgspec.Meta(description="IANA time zone; days belong to the chair")] = "Etc/UTC"
    data_dir: Annotated[
        str, msgspec.Meta(description="folder of spool and calibration; a relative path begins at this file")
    ] = "/var/lib/sitwell"
    calibration_file: Annotated[str, msgspec.Meta(description="calibration; a relative path is inside data_dir")] = (
        "calibration.json"
    )
    runtime_dir: Annotated[
        str, msgspec.Meta(description="folder of the status file, in memory and not on the card")
    ] = "/run/sitwell"
    shares_weight: Annotated[bool, msgspec.Meta(description="true lets kilograms leave the chair")] = False


class CellsTable(msgspec.Struct, frozen=True, kw_only=True):
    """Where the four converters are wired: BCM numbers, a clock line of its own for each."""

    front_left_dout: Annotated[Bcm, msgspec.Meta(description="BCM number of DOUT, front left")] = 5
    front_left_sck: Annotated[Bcm, msgspec.Meta(description="BCM number of PD_SCK, front left")] = 6
    front_right_dout: Annotated[Bcm, msgspec.Meta(description="BCM number of DOUT, front right")] = 13
    front_right_sck: Annotated[Bcm, msgspec.Meta(description="BCM number of PD_SCK, front right")] = 19
    rear_left_dout: Annotated[Bcm, msgspec.Meta(description="BCM number of DOUT, rear left")] = 16
    rear_left_sck: Annotated[Bcm, msgspec.Meta(description="BCM number of PD_SCK, rear left")] = 20
    rear_right_dout: Annotated[Bcm, msgspec.Meta(description="BCM number of DOUT, rear right")] = 21
    rear_right_sck: Annotated[Bcm, msgspec.Meta(description="BCM number of PD_SCK, rear right")] = 26
    rate_sps: Annotated[
        float, msgspec.Meta(ge=5, le=100, description="samples per second the boards are strapped to")
    ] = 10.0

    def __post_init__(self) -> None:
        """Refuse one line for two purposes: each read would clock two chips."""
        pins = list(self.lines().values())
        twice = sorted({pin for pin in pins if pins.count(pin) > 1})
        if twice:
            raise ValueError(f"BCM {twice[0]} is given to two lines; each cell needs two lines of its own")

    def lines(self) -> dict[str, int]:
        """Return the BCM number of each line by its key."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name.endswith(("_dout", "_sck"))}


class DeliveryTable(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits for a store that is away."""

    spool_mb: Annotated[
        int,
        msgspec.Meta(ge=1, le=10_000, description="MB of messages kept for a store that is away; 64 last for weeks"),
    ] = 64


class EdgeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file, a table for each part."""

    chair: ChairTable = ChairTable()
    mqtt: BrokerSettings = BrokerSettings()
    delivery: DeliveryTable = DeliveryTable()
    cells: CellsTable = CellsTable()
    presence: PresenceLimits = PresenceLimits()
    sitting: SittingLimits = SittingLimits()
    balance: BalanceLimits = BalanceLimits()
    posture: PostureLimits = PostureLimits()
    shifts: ShiftLimits = ShiftLimits()
    stillness: StillnessLimits = StillnessLimits()
    zero: ZeroLimits = ZeroLimits()
    health: HealthLimits = HealthLimits()

    def __post_init__(self) -> None:
        """Refuse limits that contradict each other and zones that do not exist."""
        self.limits()
        try:
            ZoneInfo(self.chair.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"zone {self.chair.zone!r} is no IANA time zone; for example Europe/Berlin") from None

    def limits(self) -> Limits:
        """Return the tables of limits together, as the core takes them."""
        return Limits(**{name: getattr(self, name) for name in Limits.__struct_fields__})

    def in_force(self) -> ChairSettings:
        """Return the settings that the chair publishes, so that a page can say them."""
        return ChairSettings(
            nudge_s=self.sitting.nudge_s,
            alert_s=self.sitting.alert_s,
            repeat_s=self.sitting.repeat_s,
            break_s=self.sitting.break_s,
            reset_s=self.sitting.reset_s,
            uneven_points=self.balance.uneven_points,
            uneven_s=self.balance.uneven_s,
            shares_weight=self.chair.shares_weight,
        )

    def data_path(self, name: str) -> Path:
        """Return a file in the data folder; an absolute name stays what it is."""
        return Path(self.chair.data_dir) / name

    def runtime_path(self, name: str) -> Path:
        """Return a file in the folder that is memory."""
        return Path(self.chair.runtime_dir) / name

    def calibration_path(self) -> Path:
        """Return where the calibration is."""
        return self.data_path(self.chair.calibration_file)


STANDARD_FILE = Path("/etc/sitwell/edge.toml")
"""Where the chair's settings are when nobody says otherwise."""


def load_edge(path: Path | None, environment: Mapping[str, str] = os.environ) -> EdgeSettings:
    """Return the chair's settings. Raises `ConfigError` naming file, key and remedy.

    A relative `data_dir` begins at the file's folder, whoever starts the chair from wherever; `~` is the user's own.
    """
    settings = load_settings(EdgeSettings, path, environment)
    try:
        folder = Path(settings.chair.data_dir).expanduser()
    except RuntimeError as error:
        raise ConfigError(f"{path}: chair.data_dir: {error}; write the folder in full") from error
    if path:
        folder = path.parent / folder
    return msgspec.structs.replace(settings, chair=msgspec.structs.replace(settings.chair, data_dir=str(folder)))
