"""A broker for this machine alone: mosquitto where it is on PATH, else iotcore, which comes from pip.

Both listen on 127.0.0.1 only and let everybody there in; for anything on a network a real broker is set up instead.
"""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from mock_hw.processes import ProgramError

MOSQUITTO = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence false
max_queued_messages 0
log_dest stderr
log_type error
log_type warning
"""

STAY_ROOT = "user root\n"
"""Started by root, mosquitto becomes another user, and the kernel then forgets to end it when the demo is killed:
prctl(2) clears PR_SET_PDEATHSIG at a change of user. It stays root; it listens on 127.0.0.1 only."""

RUMQTTD = """\
id = 0

[router]
id = 0
max_connections = 200
max_outgoing_packet_count = 200
max_segment_size = 1048576
max_segment_count = 8

[v5.1]
name = "sitwell"
listen = "127.0.0.1:{port}"
next_connection_delay_ms = 1

[v5.1.connections]
connection_timeout_ms = 5000
max_payload_size = 262144
max_inflight_count = 200
dynamic_filters = true
"""
"""rumqttd's message log is bounded on purpose: eight segments of a mebibyte, where its default grew to 307 MB."""

SBIN = ("/usr/sbin", "/usr/local/sbin")
"""Debian puts mosquitto here, which is not on an ordinary user's PATH."""


def find_mosquitto() -> str | None:
    """Return the path of mosquitto, None when it is not installed."""
    return shutil.which("mosquitto", path=os.pathsep.join([os.environ.get("PATH", ""), *SBIN]))


def broker_command(folder: Path, port: int, *, embedded: bool = False) -> tuple[str, list[str]]:
    """Return (name, command) of a broker that listens on 127.0.0.1:`port`; its configuration is written to `folder`.

    `embedded` takes iotcore even where mosquitto is. Raises `ProgramError` when this machine has neither.
    """
    found = None if embedded else find_mosquitto()
    if found:
        config = folder / "mosquitto.conf"
        config.write_text(MOSQUITTO.format(port=port) + (STAY_ROOT if os.geteuid() == 0 else ""), "utf-8")
        return "mosquitto", [found, "-c", str(config)]
    if importlib.util.find_spec("iotcore") is None:
        raise ProgramError("there is no broker: install mosquitto, or pip install 'sitwell[demo]'")
    config = folder / "rumqttd.toml"
    config.write_text(RUMQTTD.format(port=port), "utf-8")
    return "iotcore", [sys.executable, "-m", "mock_hw.broker", str(config)]


def main() -> None:
    """Run iotcore in this process with the configuration given, until a signal ends it.

    It writes a line for each message to standard error, 60 MB in a day of the demo, and no setting stops it. So what
    it writes while it runs goes nowhere; its errors at the start and at the end are Python's and are still seen.
    """
    from iotcore import IotCoreBroker  # noqa: PLC0415 - only where mosquitto is missing

    broker = IotCoreBroker(config_path=sys.argv[1])
    broker.check_ports()
    errors = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        broker.run_forever()
    finally:
        os.dup2(errors, 2)


if __name__ == "__main__":
    main()
