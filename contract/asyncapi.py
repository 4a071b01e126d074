"""The wire as an AsyncAPI 3 document, made from the message classes: channels, who sends, how it is kept.

`python -m contract.schemas` writes it beside the JSON Schemas; a test holds it current and valid.
"""

import json
from typing import Any, Literal, NamedTuple

import msgspec

from contract.codec import MAX_BYTES
from contract.commands import COMMAND_LIFE_S, AnyCommand, CommandResult
from contract.delivery import Delivery, Watermark
from contract.seat import LiveFrame
from contract.state import OFFLINE, ONLINE, ChairMeta, ChairSettings, ChairState
from contract.topics import DEFAULT_PREFIX

VERSION = "1.0.0"
"""Of the wire, whose major number is the `v1` of the topics."""

Tree = dict[str, Any]


class Wire(NamedTuple):
    """One channel: `below` comes after the chair in its topic, `action` is the chair's."""

    name: str
    below: str
    action: Literal["send", "receive"]
    kind: Any
    says: str
    qos: int = 1
    retained: bool = False


WIRES = (
    Wire(
        "availability", "availability", "send", None, "Whether the chair is there; offline is its last will.", 1, True
    ),
    Wire("meta", "meta", "send", ChairMeta, "What the chair is.", 1, True),
    Wire("state", "state", "send", ChairState, "What the chair is now: on change, at most once a second.", 1, True),
    Wire("config", "config", "send", ChairSettings, "The limits in force.", 1, True),
    Wire("frame", "frame", "send", LiveFrame, "A live frame, at most five a second; may be lost, never stored.", 0),
    Wire("minute", "minute", "send", Delivery, "The record of a minute, in its envelope: delivered exactly once."),
    Wire("event", "event", "send", Delivery, "What happened, in its envelope: delivered exactly once."),
    Wire("ack", "ack", "receive", Watermark, "How far the store is; the chair may delete up to there.", 1, True),
    Wire(
        "command",
        "cmd/{name}",
        "receive",
        AnyCommand,
        f"What a desk asks. Never retained; refused when older than {COMMAND_LIFE_S} s.",
    ),
    Wire("result", "result/{name}", "send", CommandResult, "The chair's answer to a command, with its id."),
)


def document() -> Tree:
    """Return the whole document."""
    kinds = [wire.kind for wire in WIRES if wire.kind is not None]
    schemas, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    payloads = iter(schemas)
    messages: Tree = {}
    for wire in WIRES:
        payload = {"type": "string", "enum": [ONLINE.decode(), OFFLINE.decode()]}
        messages[wire.name] = {
            "title": wire.name,
            "summary": wire.says,
            "contentType": "text/plain" if wire.kind is None else "application/json",
            "payload": payload if wire.kind is None else _plain(next(payloads)),
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Sitwell on the wire",
            "version": VERSION,
            "license": {"name": "MIT"},
            "description": "What a chair says and is told, over MQTT 5 in UTF-8 JSON, from the chair's side: `send` is "
            "what a chair publishes. Unknown keys are ignored, an unknown `version` is refused. "
            f"No message is longer than {MAX_BYTES} bytes. docs/wire.md explains the rules that no schema can say.",
        },
        "defaultContentType": "application/json",
        "channels": {wire.name: _channel(wire) for wire in WIRES},
        "operations": {f"{wire.action}_{wire.name}": _operation(wire) for wire in WIRES},
        "components": {"messages": messages, "schemas": {name: _plain(tree) for name, tree in components.items()}},
    }


def text() -> str:
    """Return the document as the text of its file."""
    return json.dumps(document(), indent=2, sort_keys=True) + "\n"


def _channel(wire: Wire) -> Tree:
    parameters = {"chair": {"description": "the chair's id: 1 to 32 of a-z, 0-9, _ and -"}}
    if "{name}" in wire.below:
        parameters["name"] = {"description": "the command, as in its `name`"}
    return {
        "address": f"{DEFAULT_PREFIX}/{{chair}}/{wire.below}",
        "description": wire.says,
        "messages": {wire.name: {"$ref": f"#/components/messages/{wire.name}"}},
        "parameters": parameters,
    }


def _operation(wire: Wire) -> Tree:
    return {
        "action": wire.action,
        "channel": {"$ref": f"#/channels/{wire.name}"},
        "messages": [{"$ref": f"#/channels/{wire.name}/messages/{wire.name}"}],
        "bindings": {"mqtt": {"qos": wire.qos, "retain": wire.retained, "bindingVersion": "0.2.0"}},
    }


def _plain(tree: Any) -> Any:  # noqa: ANN401 - any part of a JSON Schema
    """Return a schema without msgspec's discriminators: AsyncAPI writes them otherwise, and the tags say the same."""
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items() if key != "discriminator"}
    return [_plain(part) for part in tree] if isinstance(tree, list) else tree
