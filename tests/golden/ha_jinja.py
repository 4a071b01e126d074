"""As much of Home Assistant's templates as ours use, on plain Jinja; `scripts/ha-check` renders with the real one."""

import datetime as dt
import json

import jinja2.sandbox


def render(template, *, now=None, **variables):
    """Return what a template gives. A name or key that does not exist is an error, sooner than there."""
    environment = jinja2.sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    environment.filters["as_datetime"] = lambda at_s: dt.datetime.fromtimestamp(at_s, dt.UTC)
    environment.globals["now"] = lambda: now or dt.datetime.now(dt.UTC)
    return environment.from_string(template).render(**variables)


def command(component, value="PRESS", now=None):
    """Return what Home Assistant publishes when a button is pressed, a switch is turned or a number is set."""
    return render(component["command_template"], value=value, now=now).encode()


def shown(component, message):
    """Return what Home Assistant shows after a message, a tree of JSON."""
    return render(component["value_template"], value=json.dumps(message), value_json=message)
