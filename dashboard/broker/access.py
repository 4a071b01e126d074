"""Who may say and hear what at the broker, one rule for each direction.

Every user's rules are written out. mosquitto's `pattern ... %u ...` would be shorter, but a pattern holds for every
user: whoever got the page's password could then speak as a chair called "dashboard".
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

DISCOVERY = "homeassistant"
"""The prefix under which Home Assistant looks for devices."""

SERVICES = ("ingest", "dashboard", "homeassistant", "health")
"""The users that are no chair; a chair cannot have such a name."""

ALIVE_TOPIC = "$SYS/broker/version"
"""What a health check reads: retained, always there, nobody's secret."""

Way = Literal["write", "read"]


class Rule(NamedTuple):
    """One user may `way` what matches `topic`."""

    way: Way
    topic: str


def rules_of(user: str, prefix: str) -> tuple[Rule, ...]:
    """Return the rules of a service or of the chair with this name; nothing else is allowed to it."""
    heard: tuple[str, ...]
    if user == "ingest":
        heard = ("availability", "meta", "state", "config", "minute", "event")
        return (*_rules("read", f"{prefix}/+", heard), Rule("write", f"{prefix}/+/ack"))
    if user == "dashboard":
        heard = ("availability", "meta", "state", "config", "frame", "result/+")
        return (*_rules("read", f"{prefix}/+", heard), Rule("write", f"{prefix}/+/cmd/+"))
    if user == "homeassistant":
        heard = ("availability", "meta", "state", "config", "result/+")
        return (
            *_rules("read", f"{prefix}/+", heard),
            Rule("write", f"{prefix}/+/cmd/+"),
            Rule("read", f"{DISCOVERY}/device/+/config"),
            Rule("write", f"{DISCOVERY}/status"),
            Rule("read", f"{DISCOVERY}/status"),
        )
    if user == "health":
        return (Rule("read", ALIVE_TOPIC),)
    said = ("availability", "meta", "state", "config", "frame", "minute", "event", "result/+")
    return (
        *_rules("write", f"{prefix}/{user}", said),
        *_rules("read", f"{prefix}/{user}", ("ack", "cmd/+")),
        Rule("write", f"{DISCOVERY}/device/{user}/config"),
        Rule("read", f"{DISCOVERY}/status"),
    )


def acl_text(chairs: Iterable[str], prefix: str) -> str:
    """Return mosquitto's ACL file for the services and these chairs."""
    lines = ["# Made by `sitwell-dashboard broker-config` and `chair`; made anew by each of them."]
    for user in (*SERVICES, *chairs):
        lines += ["", f"user {user}"]
        lines += [f"topic {rule.way} {rule.topic}" for rule in rules_of(user, prefix)]
    return "\n".join(lines) + "\n"


def _rules(way: Way, above: str, channels: Iterable[str]) -> tuple[Rule, ...]:
    return tuple(Rule(way, f"{above}/{channel}") for channel in channels)
