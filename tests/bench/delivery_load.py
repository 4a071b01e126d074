"""Programs that the delivery bench starts beside itself; each prints one line of JSON.

publish PORT COUNT PER_S     publish COUNT minutes of one chair, PER_S a second (0: as fast as it goes)
subscribe PORT COUNT         take COUNT messages with a bare paho client, and say how fast they came
day FOLDER HOURS             take a simulated working day through the chair's loop and its spool, on this disk
"""

import json
import re
import sys
import threading
import time
from pathlib import Path

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from edge.boot import Host
from edge.chair import Chair, Fittings
from edge.config import ChairTable, EdgeSettings
from edge.core.calibration import NOMINAL_COUNTS_PER_KG, nominal
from edge.core.frame import CountsFrame
from edge.delivery.commands import CommandQueue
from edge.delivery.outgoing import outgoing
from edge.delivery.spool import Spool
from edge.keeping import Keeping
from edge.ports import NoIndicator
from mock_hw.scenario import load_scenario
from tests.dashboard.messages import delivery, minute

TOPIC = "chairs/v1/chair/minute"
UNDER_WAY = 1000
MORNING_MS = 1_767_250_800_000


def client(name: str, port: int) -> paho.Client:
    made = paho.Client(CallbackAPIVersion.VERSION2, client_id=name, protocol=paho.MQTTv5)
    made.max_inflight_messages_set(UNDER_WAY)
    made.connect("127.0.0.1", port)
    return made


def publish(port: int, count: int, per_s: float) -> dict[str, object]:
    """Publish, and return when each message was handed over, s of the monotonic clock."""
    line = client("bench-publisher", port)
    room = threading.Semaphore(UNDER_WAY)
    line.on_publish = lambda *_: room.release()
    line.loop_start()
    payloads = [delivery(seq, seq - 1, minute(seq * 60_000)) for seq in range(1, count + 1)]
    sent_s = []
    begin_s = time.monotonic()
    for at, payload in enumerate(payloads):
        if per_s:
            time.sleep(max(0.0, begin_s + at / per_s - time.monotonic()))
        room.acquire()
        sent_s.append(time.monotonic())
        line.publish(TOPIC, payload, qos=1)
    for _ in range(UNDER_WAY):
        room.acquire()
    line.disconnect()
    line.loop_stop()
    return {"sent_s": sent_s if per_s else sent_s[:1]}


def subscribe(port: int, count: int) -> dict[str, object]:
    """Take messages as a bare paho client does, from first to last."""
    came_s: list[float] = []
    line = client("bench-subscriber", port)

    def on_message(_client: paho.Client, _data: object, _message: paho.MQTTMessage) -> None:
        came_s.append(time.monotonic())
        if len(came_s) == count:
            line.disconnect()

    line.on_message = on_message
    line.on_connect = lambda *_: line.subscribe(TOPIC, qos=1)
    line.on_subscribe = lambda *_: print("ready", flush=True)
    line.loop_forever()
    return {"span_s": came_s[-1] - came_s[0]}


class Loopback:
    """A publisher that sends nowhere and has the store acknowledge at once, once a second as the real one."""

    def __init__(self, spool: Spool) -> None:
        self._spool, self._sent, self._due_s = spool, 0, 0.0
        self.messages = self.payload_bytes = 0

    def frame(self, _frame: object) -> None: ...

    def state(self, _state: object) -> None: ...

    def config(self, _config: object) -> None: ...

    def result(self, _name: str, _body: bytes) -> None: ...

    def pump(self, uptime_s: float) -> None:
        if uptime_s < self._due_s:
            return
        self._due_s = uptime_s + 1.0
        for row in self._spool.after(self._sent, 20):
            message = outgoing(self._spool.epoch, row)
            assert message
            self.messages += 1
            self.payload_bytes += len(message.payload)
            self._sent = row.seq
        self._spool.acknowledge(self._sent)


def day(folder: Path, hours: float) -> dict[str, object]:
    """Run the chair's loop at 10 Hz on a simulated day; return what reached the disk."""
    scenario = load_scenario("day")
    settings = EdgeSettings(chair=ChairTable(data_dir=str(folder)))
    before = written()
    with Spool(folder / "spool.db") as spool:
        line = Loopback(spool)
        fittings = Fittings(Keeping(spool), line, NoIndicator(), CommandQueue(), lambda: Host("0123abcd", True))
        chair = Chair(settings, nominal(), fittings)
        for n in range(round(hours * 36_000)):
            load_kg = scenario.load_kg((n / 10) % scenario.duration_s)
            counts = load_kg.map(lambda kg: None if kg is None else round(kg * NOMINAL_COUNTS_PER_KG))
            chair.take(CountsFrame(MORNING_MS + 100 * n, n / 10, counts))
        chair.save()
        state_bytes = len(spool.state())
    return {
        "written": written() - before,
        "messages": line.messages,
        "payload_bytes": line.payload_bytes,
        "state_bytes": state_bytes,
    }


def written() -> int:
    """Return the bytes that this process has caused to be written to a disk."""
    found = re.search(r"^write_bytes: (\d+)", Path("/proc/self/io").read_text("utf-8"), re.MULTILINE)
    return int(found[1]) if found else 0


def main() -> None:
    name, *words = sys.argv[1:]
    if name == "publish":
        answer = publish(int(words[0]), int(words[1]), float(words[2]))
    elif name == "subscribe":
        answer = subscribe(int(words[0]), int(words[1]))
    else:
        answer = day(Path(words[0]), float(words[1]))
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
