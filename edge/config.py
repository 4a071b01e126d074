"""`edge.toml`: everything that can be set on a chair. Each key has its unit and meaning beside it.

Environment variables override keys: `SITWELL_MQTT_PASSWORD` is `password` in `[mqtt]`.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from contract.broker import warn_of_open_password
from contract.errors import ConfigError
from contract.mqtt import BrokerSettings
from contract.scalars import ChairId
from contract.settings import load_settings
from contract.state import ChairSettings, WeekHours
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
from edge.hours import HoursTable

IIO_MAX_SPS = 20.0
"""The kernel's driver looks for a conversion every 10 ms or later."""

Bcm = Annotated[int, msgspec.Meta(ge=0, le=27)]

OptionalBcm = Annotated[int, msgspec.Meta(ge=-1, le=27)]
"""-1 where nothing is wired; TOML has no word for none."""


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
    """Where the four converters are wired: BCM numbers, a clock line of its own for each; or who else reads them."""

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
    backend: Annotated[
        Literal["pins", "iio"], msgspec.Meta(description="who reads: pins, or iio, the kernel's driver (docs/iio.md)")
    ] = "pins"
    iio_front_left: Annotated[str, msgspec.Meta(description="iio: node or label, front left")] = "front-left"
    iio_front_right: Annotated[str, msgspec.Meta(description="iio: node or label, front right")] = "front-right"
    iio_rear_left: Annotated[str, msgspec.Meta(description="iio: node or label, rear left")] = "rear-left"
    iio_rear_right: Annotated[str, msgspec.Meta(description="iio: node or label, rear right")] = "rear-right"

    def __post_init__(self) -> None:
        """Refuse one line for two purposes, as each read would clock two chips, and a rate the kernel cannot follow."""
        if self.backend == "iio" and self.rate_sps > IIO_MAX_SPS:
            raise ValueError(
                f"the kernel's driver cannot follow {self.rate_sps:g} samples per second; strap the boards for 10, "
                'or set backend = "pins"'
            )
        names = [self.iio_front_left, self.iio_front_right, self.iio_rear_left, self.iio_rear_right]
        if len(set(names)) < len(names):
            raise ValueError(f"two corners are the same device in {', '.join(names)}; each iio_ key needs its own")
        pins = list(self.lines().values())
        twice = sorted({pin for pin in pins if pins.count(pin) > 1})
        if twice:
            raise ValueError(f"BCM {twice[0]} is given to two lines; each cell needs two lines of its own")

    def lines(self) -> dict[str, int]:
        """Return the BCM number of each line by its key."""
        return {name: getattr(self, name) for name in self.__struct_fields__ if name.endswith(("_dout", "_sck"))}


class OutputsTable(msgspec.Struct, frozen=True, kw_only=True):
    """What tells the sitter something, and a button to answer: BCM numbers."""

    led: Annotated[OptionalBcm, msgspec.Meta(description="BCM number of a lamp; -1 for none")] = -1
    buzzer: Annotated[OptionalBcm, msgspec.Meta(description="BCM number of an active buzzer; -1 for none")] = -1
    motor: Annotated[
        OptionalBcm, msgspec.Meta(description="BCM number of a vibration motor's driver; -1 for none")
    ] = -1
    button: Annotated[OptionalBcm, msgspec.Meta(description="BCM number of a button to ground; -1 for none")] = -1
    snooze_s: Annotated[
        float, msgspec.Meta(gt=0, le=7200, description="s; a short press of the button snoozes for so long")
    ] = 600.0
    pause_s: Annotated[
        float, msgspec.Meta(gt=0, le=86_400, description="s; a long press pauses for so long, another one ends it")
    ] = 3600.0

    def lines(self) -> dict[str, int]:
        """Return what is wired, and to which line."""
        every = {"led": self.led, "buzzer": self.buzzer, "motor": self.motor, "button": self.button}
        return {name: bcm for name, bcm in every.items() if bcm >= 0}


class DeliveryTable(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits for a store that is away."""

    spool_mb: Annotated[
        int,
        msgspec.Meta(ge=1, le=10_000, description="MB of messages kept for a store that is away; 64 last for weeks"),
    ] = 64


class HomeAssistantTable(msgspec.Struct, frozen=True, kw_only=True):
    """Whether Home Assistant, on the same broker, is told of this chair. Off: presence is somebody's own business."""

    enabled: Annotated[bool, msgspec.Meta(description="true shows the chair in Home Assistant, with its controls")] = (
        False
    )
    discovery_prefix: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[^+#/\s]+(/[^+#/\s]+)*$(?!\n)",
            description="first levels of Home Assistant's discovery topics, as set there",
        ),
    ] = "homeassistant"


class EdgeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file, a table for each part."""

    chair: ChairTable = ChairTable()
    mqtt: BrokerSettings = BrokerSettings()
    delivery: DeliveryTable = DeliveryTable()
    cells: CellsTable = CellsTable()
    outputs: OutputsTable = OutputsTable()
    hours: HoursTable = HoursTable()
    homeassistant: HomeAssistantTable = HomeAssistantTable()
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
        self._refuse_shared_lines()
        try:
            ZoneInfo(self.chair.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"zone {self.chair.zone!r} is no IANA time zone; for example Europe/Berlin") from None

    def _refuse_shared_lines(self) -> None:
        """Refuse an output on a line that is taken."""
        taken = {bcm: name for name, bcm in self.cells.lines().items()}
        for name, bcm in self.outputs.lines().items():
            if bcm in taken:
                raise ValueError(f"outputs.{name}: BCM {bcm} is {taken[bcm]}'s already; give it a line of its own")
            taken[bcm] = name

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
            hours=msgspec.convert(self.hours, WeekHours, from_attributes=True),
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

    Relative folders begin at the file's own, whoever starts the chair from wherever; `~` is the user's.
    """
    settings = load_settings(EdgeSettings, path, environment)
    warn_of_open_password(path, settings.mqtt, environment)
    folders = {name: str(_folder(path, name, getattr(settings.chair, name))) for name in ("data_dir", "runtime_dir")}
    return msgspec.structs.replace(settings, chair=msgspec.structs.replace(settings.chair, **folders))


def _folder(path: Path | None, name: str, text: str) -> Path:
    try:
        folder = Path(text).expanduser()
    except RuntimeError as error:
        raise ConfigError(f"{path}: chair.{name}: {error}; write the folder in full") from error
    return path.parent / folder if path else folder
