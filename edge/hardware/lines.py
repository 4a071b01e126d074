"""Who holds which GPIO line, as the kernel tells it through gpiod. Looking takes no line.

Never run on a Raspberry Pi: this follows the documentation of gpiod 2.2 and was tested against a stand-in.
"""

from pathlib import Path
from typing import Any

HEADER = "pinctrl-"
"""How the label of the chip behind a Pi's header begins: pinctrl-bcm2711, pinctrl-rp1."""


def line_users(folder: Path = Path("/dev")) -> dict[int, str] | None:
    """Return the name of the holder of each BCM line in use; None where that cannot be known."""
    try:
        import gpiod  # noqa: PLC0415 - comes with the extra `pi` alone

        for device in sorted(folder.glob("gpiochip*")):
            with gpiod.Chip(str(device)) as chip:
                about = chip.get_info()
                if about.label.startswith(HEADER):
                    return _users(chip, about.num_lines)
    except (ImportError, OSError):
        return None
    return None


def _users(chip: Any, num_lines: int) -> dict[int, str]:  # noqa: ANN401 - gpiod is not there on every computer
    users = {}
    for number in range(min(num_lines, 28)):
        line = chip.get_line_info(number)
        if line.used:
            users[number] = line.consumer or "another program"
    return users
