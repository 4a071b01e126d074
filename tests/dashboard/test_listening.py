"""How the web process listens."""

import socket
import sys

import pytest

from dashboard.config import WebSettings
from dashboard.web.service import TAKES_NOTHING_MS, listen


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows how long nothing may be taken")
def test_a_browser_that_takes_nothing_any_more_is_let_go_after_some_seconds():
    with listen(WebSettings(port=0)) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == TAKES_NOTHING_MS == 20_000


def test_an_answer_is_sent_at_once_and_does_not_wait_for_more():
    with listen(WebSettings(port=0)) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
