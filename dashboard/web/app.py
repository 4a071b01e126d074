"""The Dash page: a skeleton of Mantine components that the page's own modules fill from the stream.

No Dash callback runs for a frame; the only one is the chair list's, and it runs in the browser.
"""

from pathlib import Path

import dash
import dash_mantine_components as dmc
from dash import ClientsideFunction, Input, Output

from dashboard.web.components.header import CHAIR_SELECT, header
from dashboard.web.pages import live

ASSETS = Path(__file__).parent / "assets"
MODULES = sorted(path.name for path in (ASSETS / "js").glob("*.js"))

UNUSED = ("/dash/dcc/", "/dash/dash_table/", "/deps/polyfill@")
"""Scripts that Dash always adds and this page never calls: 160 kB of 572, compressed."""


class LeanDash(dash.Dash):
    """Dash without the scripts that the page does not use."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it with these keywords
        """Return the first HTML of the page."""
        scripts = (line for line in parts["scripts"].splitlines() if not any(part in line for part in UNUSED))
        parts["scripts"] = "\n".join(scripts)
        index: str = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]  # Dash leaves it untyped
        return index


def create_page() -> dash.Dash:
    """Return the Dash application. It is the same for every browser: what differs comes by the stream."""
    page = LeanDash(
        "sitwell",
        title="Sitwell",
        update_title="",
        assets_folder=str(ASSETS),
        assets_ignore=r".*",  # named in index.html, because modules must not be loaded twice
        index_string=_index(),
        serve_locally=True,
    )
    page.layout = dmc.MantineProvider(
        dmc.AppShell([header(), dmc.AppShellMain(live.layout(), className="page")], header={"height": 60}),
        defaultColorScheme="auto",
        theme={"primaryColor": "teal", "fontFamily": "var(--font)", "respectReducedMotion": True},
    )
    page.clientside_callback(  # type: ignore[no-untyped-call]  # Dash leaves it untyped
        ClientsideFunction("sitwell", "choose"), Output(CHAIR_SELECT, "id"), Input(CHAIR_SELECT, "value")
    )
    return page


def _index() -> str:
    preload = "\n".join(f'        <link rel="modulepreload" href="/assets/js/{name}">' for name in MODULES)
    return (ASSETS / "index.html").read_text("utf-8").replace("<!-- modules -->", preload.strip())
