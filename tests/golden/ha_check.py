"""Home Assistant's own judgement of the golden payloads; `scripts/ha-check` runs it where there is a Home Assistant.

It knows nothing of Sitwell but the golden files: this Python need not have Sitwell's libraries.

    payload  -> device schema -> each component through its platform's schema, as MQTT discovery does
    messages -> value_template  -> what an entity of that kind accepts, and what homeassistant-read.json says
    presses  -> command_template -> JSON with an id and a time
"""

import asyncio
import json
import logging
import re
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import voluptuous as vol
from homeassistant.components.mqtt import discovery
from homeassistant.components.mqtt.models import MqttCommandTemplate, MqttValueTemplate
from homeassistant.components.mqtt.schemas import DEVICE_DISCOVERY_SCHEMA
from homeassistant.const import __version__
from homeassistant.core import HomeAssistant
from homeassistant.helpers import template
from homeassistant.util import dt

FOLDER = Path(__file__).parent
CASES = json.loads((FOLDER / "homeassistant-read.json").read_text("utf-8"))
COMMAND_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
PLATFORM = "platform"
READ_ONLY = ("sensor", "binary_sensor")
PRESSED = {"button": ["PRESS"], "switch": ["ON", "OFF"], "number": [1, 27.5]}


class Complaints(logging.Handler):
    """Keeps what Home Assistant warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


def validated(payload):
    """Return the components as Home Assistant keeps them. Raises `vol.Invalid`, with its words."""
    discovery._replace_all_abbreviations(payload)
    DEVICE_DISCOVERY_SCHEMA(payload)
    components = {}
    for key, component in payload["components"].items():
        platform = component.pop(PLATFORM)
        if not component:
            continue  # takes the entity away
        component |= {"device": payload["device"], "origin": payload["origin"]}
        discovery._merge_common_device_options(component, payload)
        schema = import_module(f"homeassistant.components.mqtt.{platform}").DISCOVERY_SCHEMA
        try:
            kept = schema(dict(component))
        except vol.Invalid as error:
            raise vol.Invalid(f"{key}: {error}") from error
        if platform in READ_ONLY and kept.get("entity_category") == "config":
            raise vol.Invalid(
                f"{key}: nothing that is only read may be of the category config; the schema lets it pass"
            )
        lost = component.keys() - kept.keys()
        if lost:
            raise vol.Invalid(f"{key}: {platform} does not know {sorted(lost)}")
        components[key] = kept | {PLATFORM: platform}
    return components


def shown_wrong(key, component, case):
    """Return what is wrong with what an entity shows of a case, empty for nothing."""
    message = next(case[name] for name in ("result", "config", "state") if f"/{name}" in component["state_topic"])
    text = MqttValueTemplate(component["value_template"]).async_render_with_possible_json_value(json.dumps(message))
    if text != case["shows"][key]:
        return f"{case['case']}: {key} shows {text!r} and should show {case['shows'][key]!r}"
    platform = component[PLATFORM]
    wrong = ""
    if text == "None":
        return ""
    if platform in ("binary_sensor", "switch"):
        wrong = "" if text in ("ON", "OFF") else "neither ON nor OFF"
    elif platform == "number":
        wrong = "" if component["min"] <= float(text) <= component["max"] else "outside of its range"
    elif component.get("device_class") == "timestamp":
        at = dt.parse_datetime(text)
        wrong = "" if at and at.tzinfo else "no time with a zone"
    elif component.get("options"):
        wrong = "" if text in component["options"] else "not among its options"
    elif component.get("state_class"):
        float(text)
    elif len(text) > 255:
        wrong = "longer than a state may be"
    return f"{case['case']}: {key} shows {text!r}: {wrong}" if wrong else ""


def pressed_wrong(key, component):
    """Return what is wrong with the commands that an entity sends, empty for nothing."""
    for value in PRESSED[component[PLATFORM]]:
        text = MqttCommandTemplate(component["command_template"]).async_render(value)
        try:
            sent = json.loads(text)
        except ValueError:
            return f"{key} sends {text!r}, which is no JSON"
        name = component["command_topic"].rpartition("/")[2]
        if not COMMAND_ID.fullmatch(sent["id"]) or not isinstance(sent["sent_ms"], int) or sent["name"] != name:
            return f"{key} sends {text!r}, which no chair takes"
    return ""


async def faults(path):
    """Return what Home Assistant has against a golden payload."""
    with tempfile.TemporaryDirectory() as folder:
        hass = HomeAssistant(folder)
        try:
            components = validated(json.loads(path.read_text("utf-8")))
        except vol.Invalid as error:
            return [str(error)]
        for component in components.values():
            for value in component.values():
                if isinstance(value, template.Template):
                    value.hass = hass
        found = [pressed_wrong(key, each) for key, each in components.items() if "command_template" in each]
        found += [
            shown_wrong(key, each, case)
            for case in CASES
            for key, each in components.items()
            if "value_template" in each
        ]
        await hass.async_stop(force=True)
        print(f"{path.name}: {len(components)} entities")
        return [each for each in found if each]


async def main():
    """Check every payload; end with 1 when anything is wrong."""
    complaints = Complaints()
    logging.getLogger("homeassistant").addHandler(complaints)
    found = []
    for path in sorted(FOLDER.glob("homeassistant*.json")):
        if path.name != "homeassistant-read.json":
            found += [f"{path.name}: {each}" for each in await faults(path)]
    found += [f"it warns: {each}" for each in complaints.said]
    print(f"Home Assistant {__version__}: {'accepts all of it' if not found else 'has this against it:'}")
    for each in found:
        print(f"  {each}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
