"""Notices two chairs that speak with one id. Pure.

A chair's spool file and boot change now and then, and never back. When one that was over comes back, and again, two
computers are at work, each with a file or a boot of its own:

    A A A B B B B        a new spool file, or a restart
    A B A B              two chairs

Only numbers above all earlier ones of their file count: what is sent again is an old boot's, and no sign of two.
"""

RETURNS = 2
MOST_CHAIRS, MOST_REMEMBERED = 1000, 16

Identity = tuple[str, str]
"""(epoch, boot)."""


class Twins:
    """Who spoke for each chair so far."""

    def __init__(self) -> None:
        self._newest: dict[tuple[str, str], int] = {}
        self._spoke: dict[str, list[Identity]] = {}
        self._returns: dict[str, int] = {}

    def notice(self, chair: str, epoch: str, boot: str, seq: int) -> bool:
        """Take a message in; return whether it shows that two chairs use this id."""
        if seq <= self._newest.get((chair, epoch), 0):
            return False
        self._newest[chair, epoch] = seq
        spoke = self._spoke.setdefault(chair, [])
        identity = (epoch, boot)
        if spoke and spoke[-1] == identity:
            return False
        if identity in spoke:
            spoke.remove(identity)
            self._returns[chair] = self._returns.get(chair, 0) + 1
        spoke.append(identity)
        del spoke[:-MOST_REMEMBERED]
        self._forget()
        return self._returns.get(chair, 0) >= RETURNS

    def _forget(self) -> None:
        """Whoever may publish anything shall not fill the memory."""
        if len(self._spoke) > MOST_CHAIRS or len(self._newest) > MOST_CHAIRS * MOST_REMEMBERED:
            self._newest.clear()
            self._spoke.clear()
            self._returns.clear()
