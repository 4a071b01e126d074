"""The skeleton as HTML."""

from dash import html

from dashboard.web.components.element import element
from dashboard.web.components.frame import frame
from dashboard.web.components.markup import markup
from dashboard.web.pages import PAGES


def test_an_element_is_written_with_its_attributes_and_children():
    part = element(html.P, ["a ", html.B("b"), None], className="card", aria_hidden="true", hidden=True, id="x")
    assert markup(part) == '<p id="x" class="card" hidden aria-hidden="true">a <b>b</b></p>'


def test_text_stays_text():
    assert markup(html.P("<script>", title='"')) == '<p title="&quot;">&lt;script&gt;</p>'


def test_what_is_off_is_not_written_and_an_element_without_content_is_not_closed():
    assert markup(html.Div([html.Img(src="a.svg", alt=""), html.Br()], hidden=False)) == (
        '<div><img alt="" src="a.svg"><br></div>'
    )


def test_the_whole_frame_can_be_written():
    written = markup(frame(PAGES))
    for page in PAGES:
        assert f'data-path="{page.path}"' in written
    assert "[object" not in written
    assert "None" not in written
