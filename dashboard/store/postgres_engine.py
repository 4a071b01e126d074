"""PostgreSQL: whoever writes takes one advisory lock for the length of its transaction, as BEGIN IMMEDIATE in SQLite.

So a batch of ingest is computed from what it sees, and no other writer changes that meanwhile.
"""

from sqlalchemy import URL, Connection, Engine, create_engine, event

from dashboard.errors import StoreError

DRIVER = "postgresql+psycopg"

LOCK = 7_316_492_583
"""Number of the writers' advisory lock in the database; any that nobody else uses."""

CONNECT_S = 10
LOCK_MS = 5000

_REMEDIES = {
    "08": "the connection broke: look whether PostgreSQL runs",
    "28": "it does not let this user in: look at the user in url and at password_file in [store]",
    "3D": "the server has no database of that name: make it with createdb",
    "42P01": "it has no tables yet: start `sitwell-dashboard ingest` once, it makes them",
    "42501": "this user may not do that there: make it the owner of the database",
    "25006": "it cannot be written: the server is a copy, or its disk is full",
    "53": "the server has no room left, on its disk or for connections; the chairs keep their messages until then",
    "55P03": "another program keeps it locked: end that program",
    "57": "the server is shutting down or starting: it is tried again",
}

# libpq gives no state when a connection is refused.
_OF_CONNECTING = {"does not exist": "3D", "password": "28", "authentication": "28"}


def writer(url: URL) -> Engine:
    """Return an engine whose transactions wait for each other. Raises `StoreError` where its driver is missing."""
    engine = _engine(url, f"-c lock_timeout={LOCK_MS}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    return engine


def reader(url: URL) -> Engine:
    """Return an engine that cannot write. Raises `StoreError` where its driver is missing."""
    return _engine(url, "-c default_transaction_read_only=on")


def remedy(error: BaseException | None) -> str:
    """Return what to do about an error of PostgreSQL's. Nothing of it holds a password."""
    state = str(getattr(error, "sqlstate", None) or "")
    for known, words in _REMEDIES.items():
        if state.startswith(known):
            return words
    said = str(error).strip()
    for known, meant in _OF_CONNECTING.items():
        if not state and known in said:
            return _REMEDIES[meant]
    first = said.partition("\n")[0]
    if not state:
        return f"the server cannot be reached: look whether PostgreSQL runs and url in [store] is right ({first})"
    return f"the database refused: {first}"


def _engine(url: URL, options: str) -> Engine:
    words = {"connect_timeout": CONNECT_S, "application_name": "sitwell", "options": options}
    try:
        # pool_pre_ping: a server that was started again has closed the connections that we hold.
        return create_engine(url, connect_args=words, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError("PostgreSQL needs its driver: pip install 'sitwell[postgres]'") from error
