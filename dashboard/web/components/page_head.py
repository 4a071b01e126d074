"""The top of each page: its name, whose chair it is about, and what its sitter should know now."""

from dash import html
from dash.development.base_component import Component

from dashboard.web.components.element import element


def page_head(title: str, aside: Component | None = None) -> Component:
    """Return the heading of a page; `aside` stands beside it.

    The frame fills in the chair's name, whether it is simulated, and the warnings.
    """
    name = element(html.Span, className="chair-name")
    simulated = element(html.Span, "Simulated", className="tag chair-simulated", hidden=True)
    words = html.Div([element(html.H1, title, tabIndex="-1"), element(html.P, [name, simulated], className="subtitle")])
    head = html.Div([words, *([aside] if aside is not None else [])], className="page-head")
    warnings = element(html.Div, className="warnings", role="status", aria_live="polite")
    return html.Div([head, warnings])
