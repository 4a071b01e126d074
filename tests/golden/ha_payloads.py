"""The payloads for Home Assistant of two chairs: one that keeps its weight to itself, one whose owner opted in."""

import json
from pathlib import Path

from contract.mqtt import BrokerSettings
from contract.state import ChairMeta
from edge.config import ChairTable, EdgeSettings, HomeAssistantTable
from edge.delivery.homeassistant import discovery

FOLDER = Path(__file__).parent
META = ChairMeta(
    chair="desk", name="Desk chair", model="Raspberry Pi, four HX711", software="sitwell 0.1.0", zone="Europe/Berlin"
)


def settings(*, enabled=True, prefix="homeassistant", **chair):
    """Return a chair's settings."""
    return EdgeSettings(
        chair=ChairTable(id="desk", name="Desk chair", **chair),
        mqtt=BrokerSettings(),
        homeassistant=HomeAssistantTable(enabled=enabled, discovery_prefix=prefix),
    )


def payloads():
    """Return each payload by the name of its file."""
    chairs = {"homeassistant": settings(), "homeassistant-weight": settings(shares_weight=True)}
    return {name: json.loads(discovery(each, META)) for name, each in chairs.items()}


def text(payload):
    """Return a payload as it stands in its file."""
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


def write(name):
    """Write a golden file; return its path."""
    path = FOLDER / f"{name}.json"
    path.write_text(text(payloads()[name]), "utf-8")
    return path
