"""Pages that the server draws by itself: plain HTML, every value escaped, no script needed."""

from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse

from dashboard.locale.catalogue import LANGUAGES, Catalogue, catalogue
from dashboard.web.language import VARY, language_of
from dashboard.web.served import prefix
from dashboard.words import Filled, Message

_TEMPLATES = Environment(
    loader=PackageLoader("dashboard.web.access"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


_DEFAULTS = {"wide": False, "wrong": "", "right": "", "here": ""}


def page(
    asked: Headers, name: str, values: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the page `name` in the language of who sent the headers `asked`, of which nobody keeps a copy.

    `title` is among the values; `here` is where the choice of a language leads back to, without it there is none. A
    value that is a `Message` or `Filled` is translated; other strings are names and stay as they are.
    """
    said = language_of(asked)
    told = {key: said.said(each) if isinstance(each, Message | Filled) else each for key, each in values.items()}
    words = {"_": _translator(said), "language": said.language, "languages": _names(), "assets": prefix()}
    html = _TEMPLATES.get_template(f"{name}.html").render(_DEFAULTS | words | told)
    kept = {"cache-control": "no-store", "vary": VARY}
    return HTMLResponse(html, status, kept | dict(headers or {}))


def _translator(said: Catalogue) -> Callable[..., Markup]:
    """Return what templates call: a text in the reader's language, its values escaped unless they are markup."""

    def translate(text: str, **values: object) -> Markup:
        return Markup(escape(said.text(text))).format_map(values)  # noqa: S704 - the text is escaped, so are the values

    return translate


def _names() -> list[tuple[str, str]]:
    return [(each, catalogue(each).name) for each in LANGUAGES]
