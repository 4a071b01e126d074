"""What followed a chair's prompts."""

from fastapi import FastAPI
from fastapi.responses import Response

from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import Document
from dashboard.web.day_view import BREAK_S
from dashboard.web.prompts_view import Prompts, prompts_view


def add_prompts(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the route to the server."""

    @server.get("/api/v1/chairs/{chair}/prompts", responses=document.answers(Prompts, "What followed prompts."))
    def what_followed(chair: ChairPath) -> Response:
        """Return what followed the prompts of the last four weeks: who got up, how soon, who snoozed, who did not."""
        desk.chair(chair)
        config = desk.hub.chair(chair).config
        with desk.reader.reading(desk.hub, chair, desk.now_ms()) as (connection, now):
            return answer(prompts_view(connection, chair, now, config.break_s if config else BREAK_S))
