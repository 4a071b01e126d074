"""What we tell people who write their own chair is what our own code says and takes."""

import json
import re
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from contract import asyncapi
from contract.codec import decode, encode
from contract.commands import AnyCommand, CommandResult
from contract.delivery import Delivery, Watermark
from contract.schemas import FOLDER
from contract.state import OFFLINE, ONLINE, ChairMeta
from contract.topics import Channel
from tests.contract.conversation import conversation

SPECIFICATION = json.loads((Path(__file__).parent / "asyncapi-3.0.0.json").read_text("utf-8"))
DOCUMENT = json.loads((FOLDER / "asyncapi.json").read_text("utf-8"))
PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
KINDS = {
    "meta": (ChairMeta, "meta"),
    "event": (Delivery, "delivery"),
    "minute": (Delivery, "delivery"),
    "ack": (Watermark, "ack"),
    "cmd": (AnyCommand, "command"),
    "result": (CommandResult, "result"),
}


def within(part, whole):
    """Whether `whole` holds everything of `part`; what is not said has a default."""
    if isinstance(part, dict):
        return all(key in whole and within(value, whole[key]) for key, value in part.items())
    return part == whole


def test_the_asyncapi_document_is_valid_by_the_specification():
    validator = jsonschema.Draft7Validator(SPECIFICATION)
    assert [error.message for error in validator.iter_errors(DOCUMENT)] == []
    assert list(validator.iter_errors(DOCUMENT | {"channels": {"x": {"adress": "y"}}})), "it refuses nothing"


def test_every_reference_in_the_asyncapi_document_leads_somewhere():
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(DOCUMENT)):
        place = DOCUMENT
        for step in reference.split("/"):
            place = place[step]


def test_every_channel_of_the_code_is_in_the_asyncapi_document_and_no_other():
    addresses = {channel["address"] for channel in DOCUMENT["channels"].values()}
    below = {*get_args(Channel), "cmd/{name}", "result/{name}"}
    assert addresses == {f"chairs/v1/{{chair}}/{each}" for each in below}


def test_the_table_of_the_page_says_what_the_asyncapi_document_says():
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \| (\d) \| (yes|no|never) \|", PAGE, re.MULTILINE)
    said = {
        name.replace("<name>", "{name}"): (int(qos), retained == "yes")
        for names, qos, retained in rows
        for name in re.findall(r"`([^`]+)`", names)
    }
    assert said == {wire.below: (wire.qos, wire.retained) for wire in asyncapi.WIRES}


def test_every_command_has_a_schema():
    names = {
        name
        for schema in DOCUMENT["components"]["schemas"].values()
        for name in schema.get("properties", {}).get("name", {}).get("enum", [])
    }
    assert names == {kind.__struct_config__.tag for kind in get_args(AnyCommand)}


@pytest.mark.parametrize("line", conversation(), ids=lambda line: f"{line.who} {line.below}")
def test_every_line_of_the_conversation_is_a_message_of_ours(line):
    if line.below == "availability":
        assert line.body in (ONLINE, OFFLINE)
        return
    kind, schema = KINDS[line.below.partition("/")[0]]
    message = decode(line.body, kind, line.below)
    jsonschema.validate(json.loads(line.body), json.loads((FOLDER / f"{schema}.json").read_text("utf-8")))
    assert within(json.loads(line.body), json.loads(encode(message))), "a key that nobody knows"
