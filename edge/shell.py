"""What every composition of a chair needs, real or simulated: stop signals, and what a chair says of itself."""

import signal
from importlib.metadata import version

from contract.state import ChairMeta
from edge.config import EdgeSettings


class StopSignals:
    """True once SIGTERM or SIGINT came; the loop ends at its next turn."""

    def __init__(self) -> None:
        self._stopped = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def __call__(self) -> bool:
        """Say whether to stop."""
        return self._stopped

    def _note(self, _number: int, _frame: object) -> None:
        self._stopped = True


def meta_of(settings: EdgeSettings, model: str, *, simulated: bool = False) -> ChairMeta:
    """Return what the chair says of itself."""
    chair = settings.chair
    return ChairMeta(
        chair=chair.id,
        name=chair.name,
        model=model,
        software=f"sitwell {version('sitwell')}",
        zone=chair.zone,
        simulated=simulated,
    )
