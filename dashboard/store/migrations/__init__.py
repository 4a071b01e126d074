"""The steps from each schema to the next, run by ingest when it starts."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from dashboard.errors import StoreError

HEAD = "0012"
"""The newest revision; a test says when it is forgotten."""


def migrate(connection: Connection) -> None:
    """Bring the database to `HEAD`. Raises `StoreError` when a newer version made it.

    Alembic is loaded only when there is something to do: it costs 0.2 s.
    """
    if inspect(connection).has_table("alembic_version"):
        at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if at == HEAD:
            return
    from alembic import command  # noqa: PLC0415  # see the docstring: not needed on most starts
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(f"the database is of a version unknown here ({error}): install a newer Sitwell") from error
