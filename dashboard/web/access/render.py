"""Pages that the server draws by itself: plain HTML, every value escaped, no script needed."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

_TEMPLATES = Environment(
    loader=PackageLoader("dashboard.web.access"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


_DEFAULTS = {"wide": False, "wrong": "", "right": ""}


def page(
    name: str, values: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the page `name`, of which nobody keeps a copy. `title` is among the values."""
    html = _TEMPLATES.get_template(f"{name}.html").render(_DEFAULTS | dict(values))
    return HTMLResponse(html, status, {"cache-control": "no-store"} | dict(headers or {}))
