"""The API's routes for findings and reports."""

from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, Path, Query
from fastapi.responses import Response

from dashboard.reports.shapes import Noticed, Report
from dashboard.reports.span import Kind
from dashboard.web.api.document import Document
from dashboard.web.days import CHAIR
from dashboard.web.histories import OneDay, day_of, told
from dashboard.web.live import Hub
from dashboard.web.report_view import Reports
from dashboard.web.today import Reader


def add_reports(server: FastAPI, hub: Hub, reader: Reader, now_ms: Callable[[], int], document: Document) -> None:
    """Add the routes. `now_ms` is the desk's clock, for chairs whose own is not known."""
    reports = Reports(hub, reader, now_ms)

    @server.get("/api/v1/chairs/{chair}/insights", responses=document.answers(Noticed, "What was noticed."))
    def insights(chair: Annotated[str, Path(pattern=CHAIR)]) -> Response:
        """Return what is to be said about how somebody sat in the weeks before this one; mostly nothing.

        `text` is a sentence with places in braces, `values` what stands in them; a place's last word is its unit.
        """
        return told(lambda: reports.noticed(chair))

    @server.get("/api/v1/chairs/{chair}/report", responses=document.answers(Report, "The report."))
    def report(
        chair: Annotated[str, Path(pattern=CHAIR)], kind: Annotated[Kind, Query()] = "week", on: OneDay = None
    ) -> Response:
        """Return a week or a month in which the day `on` lies; without it the last one that is over."""
        return told(lambda: reports.report(chair, kind, day_of(on)))
