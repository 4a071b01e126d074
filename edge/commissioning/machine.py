"""The computer that the cells hang on: may it be used, and is it well. One small function for each question.

Whatever a function asks of the system comes in as a parameter; `machine_findings` hands over the real things.
"""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from edge.boot import clock_synced
from edge.commissioning.findings import Finding
from edge.config import EdgeSettings
from edge.hardware.lines import line_users

PRIORITY = 10
"""What the acquisition process asks for (`edge.hardware.process`)."""

CAP_SYS_NICE = 1 << 23
FULL_BYTES, LOW_BYTES = 50_000_000, 500_000_000
"""Free bytes under which the chair would lose measurements soon, and under which somebody should look. Ours."""

THROTTLED = Path("/sys/devices/platform/soc/soc:firmware/get_throttled")
NOW_BITS, SINCE_BOOT_BITS = 0x1, 0x10000
"""Undervoltage in the firmware's get_throttled word (Raspberry Pi documentation, vcgencmd)."""

_SERVICE = "Stop the service first: sudo systemctl stop sitwell-edge, and start it afterwards."


def machine_findings(settings: EdgeSettings) -> list[Finding]:
    """Return the findings about this computer."""
    return [
        *gpio_findings(settings, sorted(Path("/dev").glob("gpiochip*")), line_users()),
        real_time(resource.getrlimit(resource.RLIMIT_RTPRIO)[0], _effective_capabilities(Path("/proc/self/status"))),
        wall_clock(synced=clock_synced()),
        data_folder(Path(settings.chair.data_dir), lambda path: shutil.disk_usage(path).free),
        undervoltage(throttled_word(THROTTLED, _vcgencmd)),
    ]


def gpio_findings(settings: EdgeSettings, chips: Sequence[Path], users: Mapping[int, str] | None) -> list[Finding]:
    """Return what concerns the lines. The kernel's driver holds those of its cells, as it should."""
    permission = gpio_permission(chips, lambda path: os.access(path, os.R_OK | os.W_OK))
    if settings.cells.backend == "iio":
        needed = [permission] if settings.outputs.lines() else []
        return [*needed, Finding("pins", "ok", "the kernel's driver has those of the cells")]
    return [permission, pins_in_use(settings.cells.lines(), users)]


def gpio_permission(chips: Sequence[Path], usable: Callable[[Path], bool]) -> Finding:
    """May this user use the GPIO lines?"""
    if not chips:
        return Finding("GPIO", "unknown", "this computer has no /dev/gpiochip*: it is no Raspberry Pi")
    closed = [path for path in chips if not usable(path)]
    if not closed:
        return Finding("GPIO", "ok", f"{', '.join(path.name for path in chips)} may be used")
    remedy = "Add yourself to the group gpio (sudo usermod -aG gpio $USER) and log in again."
    return Finding("GPIO", "failed", f"no permission for {', '.join(str(path) for path in closed)}", remedy)


def pins_in_use(lines: Mapping[str, int], users: Mapping[int, str] | None) -> Finding:
    """Does another program hold one of the cells' lines? `users` names the holder of each line in use, if known."""
    if users is None:
        return Finding("pins", "unknown", "who holds which line cannot be seen on this computer")
    taken = [f"GPIO {number} ({name}) by {users[number]}" for name, number in lines.items() if number in users]
    if not taken:
        return Finding("pins", "ok", f"all {len(lines)} lines are free")
    return Finding("pins", "failed", f"in use: {', '.join(taken)}", f"{_SERVICE} Or choose other pins in [cells].")


def real_time(rtprio_limit: int, capabilities: int) -> Finding:
    """May this user's programs have real-time scheduling? Without it a busy computer spoils readings."""
    if capabilities & CAP_SYS_NICE or rtprio_limit == resource.RLIM_INFINITY or rtprio_limit >= PRIORITY:
        return Finding("real-time scheduling", "ok", "permitted")
    remedy = (
        f"The systemd unit sets LimitRTPRIO={PRIORITY}. For your own login, write "
        f"`@gpio - rtprio {PRIORITY}` into /etc/security/limits.d/sitwell.conf and log in again."
    )
    said = "not permitted to this user: some readings are lost when the computer is busy"
    return Finding("real-time scheduling", "warning", said, remedy)


def wall_clock(*, synced: bool) -> Finding:
    """Is the wall clock set by the network?"""
    if synced:
        return Finding("clock", "ok", "set by the network")
    remedy = "Look at timedatectl; switch it on with sudo timedatectl set-ntp true, and check the network."
    return Finding("clock", "warning", "not synchronised: times of events may be wrong", remedy)


def data_folder(folder: Path, free_bytes: Callable[[Path], int]) -> Finding:
    """May measurements be written, and is there room?"""
    existing = next(path for path in (folder, *folder.absolute().parents) if _is_seen(path))
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        why, remedy = _closed(folder, existing)
        return Finding("data folder", "failed", f"{folder} {why}", remedy)
    free = free_bytes(existing)
    said = f"{folder} {'is writable' if existing == folder else 'will be made'}, {free / 1e9:.1f} GB free"
    if free >= LOW_BYTES:
        return Finding("data folder", "ok", said)
    return Finding(
        "data folder", "failed" if free < FULL_BYTES else "warning", said, "Free some space: df -h shows where."
    )


def _closed(folder: Path, existing: Path) -> tuple[str, str]:
    """Return why nothing can be written there, and the remedy: never to take it away from the service."""
    if existing.is_dir() and (existing == folder or not os.access(existing, os.X_OK)):
        why = "is not writable by this user" if existing == folder else f"lies in {existing}, closed to this user"
        return why, f"It is {_owner(existing)}'s: run this as that user, with sudo -u. Or set data_dir in [chair]."
    remedy = f"Make it and own it: sudo install -d -o $USER {folder}. Or set data_dir in [chair]."
    return "does not exist and cannot be made", remedy


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:  # a number without a name
        return f"user {path.stat().st_uid}"


def _is_seen(path: Path) -> bool:
    """Say whether there is such a file or folder; what lies in a folder that is closed to this user is not seen."""
    try:
        return path.exists()
    except PermissionError:
        return False


def undervoltage(throttled: int | None) -> Finding:
    """Is the supply strong enough? `throttled` is the firmware's word, None where there is none."""
    if throttled is None:
        return Finding("supply", "unknown", "undervoltage is not known on this computer")
    remedy = "Use a supply of 5 V with 2.5 A or more and a short, thick cable; a power bank must not go to sleep."
    if throttled & NOW_BITS:
        return Finding("supply", "failed", "too low a voltage, now", remedy)
    if throttled & SINCE_BOOT_BITS:
        return Finding("supply", "warning", "was too low at some time since the start", remedy)
    return Finding("supply", "ok", "voltage was never too low since the start")


def throttled_word(path: Path, vcgencmd: Callable[[], str]) -> int | None:
    """Return the firmware's get_throttled word from the kernel's file, else from vcgencmd; None without either."""
    try:
        text = path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        text = vcgencmd()
    try:
        return int(text.strip().rpartition("=")[2], 16)
    except ValueError:
        return None


def _vcgencmd() -> str:
    """Return what `vcgencmd get_throttled` says, such as "throttled=0x50000"; nothing where it is absent."""
    program = shutil.which("vcgencmd")
    if program is None:
        return ""
    try:
        asked = subprocess.run(  # noqa: S603 - a fixed command
            [program, "get_throttled"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout


def _effective_capabilities(status: Path) -> int:
    """Return the capabilities of this process as bits; none where the kernel does not say."""
    try:
        lines = status.read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1], 16) for line in lines if line.startswith("CapEff:")), 0)
