"""HTML elements with ARIA and data attributes written as Python writes names."""

from collections.abc import Callable, Mapping, Sequence

from dash.development.base_component import Component

NOTHING = "\N{EN DASH}"
"""What stands where a value is not known."""

Children = str | Component | Sequence[Component] | None


def element(
    kind: Callable[..., Component], children: Children = None, **attributes: str | bool | Component | Mapping[str, str]
) -> Component:
    """Return an element; `aria_label` becomes `aria-label`, `data_testid` becomes `data-testid`."""
    return kind(children, **{_name(name): value for name, value in attributes.items()})


def _name(name: str) -> str:
    return name.replace("_", "-") if name.startswith(("aria_", "data_")) else name
