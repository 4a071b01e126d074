"""What Home Assistant is told of a chair: one device with its entities, and how each is read and set.

    <discovery prefix>/device/<chair>/config    retained: this payload (device discovery, Home Assistant 2024.11 on)
    <prefix>/<chair>/state, config, result/+    read by value_template; nothing is published for Home Assistant alone
    <prefix>/<chair>/cmd/<name>                 written by command_template, which supplies id and sent_ms

Instants are rounded to ten seconds: they move by what went unmeasured, and each value that differs is a row in a
database. A component with nothing but its platform removes the entity that was there under this name.
"""

from typing import Any, get_args

import msgspec

from contract.scalars import Cue, Posture, Side
from contract.state import ChairMeta, QuietBecause
from contract.topics import Topics
from edge.config import EdgeSettings

Component = dict[str, Any]
"""One entity, in Home Assistant's words."""

INSTANT = (
    "{% set ms = value_json.KEY %}"
    "{{ ((ms / 10000) | round | int * 10) | as_datetime if ms and value_json.clock_synced else None }}"
)
"""While the chair's clock is not set, nobody knows the hour. `None` is Home Assistant's word for unknown."""

NOW_MS = "{{ (now().timestamp() * 1000) | int }}"
ID = f"ha-{NOW_MS}-{{{{ range(10000, 99999) | random }}}}"
"""Two chairs told in the same millisecond do not mind equal ids; one chair told twice does."""

LONGEST_MIN = 1440
"""Limits end at a day (`contract.commands.SetLimits`)."""


def discovery(settings: EdgeSettings, meta: ChairMeta) -> bytes:
    """Return the payload as JSON."""
    topics = Topics(settings.mqtt.prefix)
    entities = {**_measured(settings), **_answers(topics, meta.chair), **_told(settings, topics, meta.chair)}
    state, config = topics.of(meta.chair, "state"), topics.of(meta.chair, "config")
    for key, entity in entities.items():
        if len(entity) == 1:
            continue
        entity["unique_id"] = f"sitwell_{meta.chair}_{key}"
        if "value_template" in entity:
            entity.setdefault("state_topic", config if entity["platform"] == "number" else state)
        if "json_attributes_template" in entity:
            entity["json_attributes_topic"] = state
        if "command_topic" in entity:
            entity["qos"] = 1
    device = {"identifiers": [f"sitwell_{meta.chair}"], "name": meta.name, "manufacturer": "Sitwell"}
    return msgspec.json.encode(
        {
            "device": {**device, "model": meta.model, "sw_version": meta.software},
            "origin": {"name": "Sitwell", "sw_version": meta.software},
            "availability_topic": topics.of(meta.chair, "availability"),
            "components": entities,
        }
    )


def _measured(settings: EdgeSettings) -> dict[str, Component]:
    """Return what is read from the chair's state."""
    occupancy = "{{ {'occupied': 'ON', 'unknown': None}.get(value_json.presence, 'OFF') }}"
    uneven = "{{ (value_json.uneven or 'even') if value_json.presence == 'occupied' else None }}"
    ill = "{{ 'OFF' if value_json.cells.values() | reject('eq', 'ok') | list | count == 0 else 'ON' }}"
    postures = [each for each in get_args(Posture) if each != "unknown"]
    posture = "{{ value_json.posture if value_json.posture != 'unknown' else None }}"
    weight: Component = {"platform": "sensor"}
    if settings.chair.shares_weight:
        weight = _figure("Weight", "total_kg", "kg", "mdi:weight-kilogram") | {"device_class": "weight"}
    cells = {"json_attributes_template": "{{ value_json.cells | tojson }}", "entity_category": "diagnostic"}
    return {
        "occupancy": _binary("Occupancy", "occupancy", occupancy),
        "sitting_since": _instant("Sitting since", "bout_started_ms", "mdi:seat"),
        "next_break": _instant("Next break", "next_break_ms", "mdi:timer-outline"),
        "posture": _word("Posture", postures, posture, "mdi:seat-recline-normal"),
        "uneven": _word("Uneven load", ["even", *get_args(Side)], uneven, "mdi:scale-unbalanced"),
        "asymmetry": _figure("Asymmetry", "asymmetry_pct", "%", "mdi:scale-unbalanced"),
        "shifts": _figure("Shifts per hour", "shifts_per_h", "1/h", "mdi:swap-horizontal"),
        "cue": _word("Cue", list(get_args(Cue)), "{{ value_json.cue }}", "mdi:human-handsup"),
        "silence": _word(
            "Silence", ["off", *get_args(QuietBecause)], "{{ value_json.quiet_because or 'off' }}", "mdi:bell-sleep"
        ),
        "problem": _binary("Problem", "problem", ill) | cells,
        "weight": weight,
    }


def _answers(topics: Topics, chair: str) -> dict[str, Component]:
    """Return how the chair's last answer to a command is read: a refusal that nobody sees looks like a fault."""
    answer = _sensor("Last answer", "{{ value_json.why or 'done' }}", "mdi:message-reply-text")
    return {"answer": answer | {"state_topic": topics.every_result(chair), "entity_category": "diagnostic"}}


def _told(settings: EdgeSettings, topics: Topics, chair: str) -> dict[str, Component]:
    """Return what the chair can be told. Snooze and pause last as long as those of the button on the chair."""
    outputs = settings.outputs
    quiet = "{{ 'ON' if value_json.quiet_because == 'do_not_disturb' else 'OFF' }}"
    paused = "{{ 'ON' if value_json.paused_until_ms else 'OFF' }}"
    pause = f"\"pause_s\": {{{{ {outputs.pause_s!r} if value == 'ON' else 0 }}}}"
    every = {
        "tare": ("tare", _button("Tare", "mdi:scale", "config"), ""),
        "baseline": ("baseline", _button("Take this as even", "mdi:target", "config"), ""),
        "identify": ("identify", _button("Identify", "mdi:crosshairs-question", "config"), ""),
        "snooze": ("snooze", _button("Snooze", "mdi:alarm-snooze"), f'"snooze_s": {outputs.snooze_s!r}'),
        "do_not_disturb": (
            "do_not_disturb",
            _switch("Do not disturb", "mdi:minus-circle", quiet),
            "\"quiet\": {{ 'true' if value == 'ON' else 'false' }}",
        ),
        "pause": ("pause", _switch("Pause", "mdi:pause-circle", paused), pause),
        "nudge": ("limits", _minutes("Nudge after", "nudge_s"), _seconds("nudge_s")),
        "alert": ("limits", _minutes("Alert after", "alert_s"), _seconds("alert_s")),
        "uneven_points": (
            "limits",
            _number("Uneven load from", "{{ value_json.uneven_points }}", "%", 1, 100),
            '"uneven_points": {{ value }}',
        ),
        "uneven_time": ("limits", _minutes("Uneven load after", "uneven_s"), _seconds("uneven_s")),
    }
    return {
        key: entity | {"command_topic": topics.command(chair, name), "command_template": _command(name, fields)}
        for key, (name, entity, fields) in every.items()
    }


def _command(name: str, fields: str) -> str:
    """Return the template of a command: made anew with each press, so that no two have one id."""
    return f'{{"name": "{name}", "id": "{ID}", "sent_ms": {NOW_MS}{fields and ", " + fields}}}'


def _sensor(name: str, value: str, icon: str) -> Component:
    return {"platform": "sensor", "name": name, "value_template": value, "icon": icon}


def _instant(name: str, key: str, icon: str) -> Component:
    return _sensor(name, INSTANT.replace("KEY", key), icon) | {"device_class": "timestamp"}


def _figure(name: str, key: str, unit: str, icon: str) -> Component:
    value = f"{{{{ value_json.{key} | round | int if value_json.{key} is number else None }}}}"
    return _sensor(name, value, icon) | {"unit_of_measurement": unit, "state_class": "measurement"}


def _word(name: str, options: list[str], value: str, icon: str) -> Component:
    return _sensor(name, value, icon) | {"device_class": "enum", "options": options}


def _binary(name: str, device_class: str, value: str) -> Component:
    return {"platform": "binary_sensor", "name": name, "device_class": device_class, "value_template": value}


def _button(name: str, icon: str, category: str = "") -> Component:
    return {"platform": "button", "name": name, "icon": icon} | ({"entity_category": category} if category else {})


def _switch(name: str, icon: str, value: str) -> Component:
    return {"platform": "switch", "name": name, "icon": icon, "value_template": value}


def _number(name: str, value: str, unit: str, least: float, most: float) -> Component:
    limits = {"min": least, "max": most, "step": least, "mode": "box", "unit_of_measurement": unit}
    return {"platform": "number", "name": name, "value_template": value, "entity_category": "config"} | limits


def _minutes(name: str, key: str) -> Component:
    return _number(name, f"{{{{ (value_json.{key} / 60) | round(1) }}}}", "min", 0.5, LONGEST_MIN)


def _seconds(key: str) -> str:
    return f'"{key}": {{{{ (value * 60) | round | int }}}}'
