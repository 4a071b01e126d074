"""What stands around the pages: bar, navigation, and a section for each page, of which one is shown."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element
from dashboard.web.components.header import header
from dashboard.web.components.navigation import navigation
from dashboard.web.components.toast import toast
from dashboard.web.pages.place import Place


def frame(pages: tuple[Place, ...], shown: Place | None = None) -> Component:
    """Return the whole document's content, a section for each page; all are hidden but the one that is `shown`.

    Without one it is said that there is no such page. assets/js/router.js shows another when the address changes.
    """
    skip = html.A("Skip to the page", href="#content", className="skip")
    sections = [_section(page, hidden=page is not shown) for page in pages]
    content = [*sections, _no_page(hidden=shown is not None), _no_chair()]
    main = element(html.Main, html.Div(content, className="frame"), id="content", className="page", tabIndex="-1")
    return html.Div([skip, header(), navigation(pages, shown), main, toast()])


def _section(page: Place, *, hidden: bool) -> Component:
    return element(
        html.Section,
        page.layout(),
        id=page.name,
        className="page-section",
        hidden=hidden,
        aria_busy="true",  # until what it shows has come
        data_path=page.path,
        data_title=page.title,
        data_module=f"/assets/js/{page.module}",
        data_style=f"/assets/{page.style}" if page.style else "",
    )


def _no_page(*, hidden: bool) -> Component:
    words = [
        element(html.H1, "There is no such page", tabIndex="-1"),
        html.P("The address may be misspelt, or the page has moved.", className="card-text"),
        html.P(html.A("Go to what your chair measures now", href="/", className="button"), className="card-text"),
    ]
    return element(
        html.Section, words, id="no-page", className="card nothing", hidden=hidden, data_title="No such page"
    )


def _no_chair() -> Component:
    words = [
        element(html.Span, className="logo logo-large", aria_hidden="true"),
        html.H2("No chair has been heard yet", className="card-title for-owners"),
        html.P(
            "Switch a chair on, or start a simulated one with scripts/demo. It appears here by itself.",
            className="card-text for-owners",
        ),
        html.H2("No chair of yours has been heard yet", className="card-title for-members"),
        html.P(
            "Switch yours on, and it appears here by itself. If it is on, ask whoever runs this desk to make it yours.",
            className="card-text for-members",
        ),
        html.H2("You look at groups, not at single chairs", className="card-title for-viewers"),
        html.P(id="no-chair-broker", className="card-text"),
        html.P(html.A("Look at your groups", href="/groups", className="button"), className="card-text for-viewers"),
    ]
    return element(html.Section, words, id="no-chair", className="card nothing", hidden=True, data_testid="no-chair")
