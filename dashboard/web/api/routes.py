"""All of the API, and the counting of requests."""

from collections import Counter

from fastapi import FastAPI

from dashboard.web.api.chairs import add_chairs
from dashboard.web.api.desk import Desk
from dashboard.web.api.diary import add_diary, add_workplace
from dashboard.web.api.document import Document
from dashboard.web.api.figures import add_figures
from dashboard.web.api.files import add_files
from dashboard.web.api.groups import add_groups
from dashboard.web.api.letters import add_letters
from dashboard.web.api.metrics import Requests, add_metrics
from dashboard.web.api.past import add_past
from dashboard.web.api.problem import add_problems
from dashboard.web.api.taking import add_jobs, add_taking
from dashboard.web.backs import add_back


def add_api(server: FastAPI, desk: Desk) -> Document:
    """Add the API's routes to the server, and return its document, for what others add to `/api/v1`."""
    document = Document(server)
    add_problems(server)
    add_chairs(server, desk, document)
    add_past(server, desk, document)
    add_figures(server, desk, document)
    add_letters(server, desk, document)
    add_files(server, desk)
    add_groups(server, desk, document)
    add_taking(server, desk, document)
    add_jobs(server, desk, document)
    add_diary(server, desk, document)
    add_workplace(server, desk, document)
    add_back(server, desk, document)
    counted: Counter[tuple[str, str, int]] = Counter()
    add_metrics(server, desk, counted)
    server.state.counted = counted
    return document


def count_requests(server: FastAPI) -> None:
    """Count every answer; to be called last, so that nothing is in front of it."""
    server.add_middleware(Requests, counted=server.state.counted)
