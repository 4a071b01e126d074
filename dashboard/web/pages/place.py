"""What a page is to the frame around it."""

from collections.abc import Callable
from typing import NamedTuple

from dash.development.base_component import Component


class Place(NamedTuple):
    """A page of the product, and all that the frame has to know of it.

    `path` is its address and `title` its name, in the navigation, as heading and as the window's title. `icon` names a
    file in assets/icons, `module` one in assets/js that exports a class `Page` (see assets/js/main.js) and `style` one
    in assets. A module and what lies beside it, and a style, are fetched when the page is first shown.

    `more`: on a phone its link is behind *More*, for there is room for five. `roles` are those of who it is for (see
    `access.who.Role`); others get no link, and the API tells them nothing. Empty: for everybody.
    """

    path: str
    title: str
    icon: str
    layout: Callable[[], Component]
    module: str
    style: str = ""
    more: bool = False
    roles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the id of the page's section."""
        return f"page-{self.path.strip('/') or 'live'}"
