"""JSON Schema of every message and an AsyncAPI document of the topics, for those who read the wire in another language.

`python -m contract.schemas` writes them into `contract/schema/`; a test says when they are no longer current.
"""

import json
from pathlib import Path

import msgspec

from contract import asyncapi
from contract.commands import AnyCommand, CommandResult
from contract.delivery import Delivery, Watermark
from contract.seat import LiveFrame
from contract.state import ChairMeta, ChairSettings, ChairState

FOLDER = Path(__file__).parent / "schema"

MESSAGES = {
    "frame": LiveFrame,
    "state": ChairState,
    "meta": ChairMeta,
    "config": ChairSettings,
    "delivery": Delivery,
    "ack": Watermark,
    "command": AnyCommand,
    "result": CommandResult,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    messages = {
        f"{name}.json": json.dumps(msgspec.json.schema(kind), indent=2, sort_keys=True) + "\n"
        for name, kind in MESSAGES.items()
    }
    return messages | {"asyncapi.json": asyncapi.text()}


def main() -> None:
    """Write the schema files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
