"""How often somebody may try: ten wrong passwords at once, then one more every so often.

    full  |##########|   ten tries            a failure takes one, time gives them back, success gives its own back
    empty |          |   wait `refill_s`

Memory is bounded: beyond `MOST` names and addresses those that failed longest ago are forgotten.
"""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable

MOST = 10_000


class Limit:
    """Tries left for each key. `clock_s` is monotonic."""

    def __init__(self, tries: int, refill_s: float, clock_s: Callable[[], float]) -> None:
        self._tries = tries
        self._refill_s = refill_s
        self._clock_s = clock_s
        self._full_s: OrderedDict[str, float] = OrderedDict()

    def wait_s(self, key: str) -> int:
        """Return for how long this key has to wait before it may try; 0: it may now."""
        over_s = self._full_s.get(key, 0.0) - self._clock_s() - self._refill_s * (self._tries - 1)
        return max(0, math.ceil(over_s))

    def take(self, key: str) -> None:
        """Count a try, before it is known how it ends."""
        self._full_s[key] = max(self._full_s.get(key, 0.0), self._clock_s()) + self._refill_s
        self._full_s.move_to_end(key)
        while len(self._full_s) > MOST:
            self._full_s.popitem(last=False)

    def give_back(self, key: str) -> None:
        """Take a try back, because it was none that failed."""
        if key in self._full_s:
            self._full_s[key] -= self._refill_s

    def __len__(self) -> int:
        return len(self._full_s)


class TryLimits:
    """Limits for log-in: by account, so that one is not guessed from many places; by address, so that nobody tries
    one password on all. Names that nobody has are counted too: the answer tells nothing about them.
    """

    def __init__(self, clock_s: Callable[[], float]) -> None:
        self._by_account = Limit(10, 60.0, clock_s)
        self._by_address = Limit(30, 20.0, clock_s)

    def wait_s(self, account: str, address: str) -> int:
        """Return for how long nobody may try this account from this address; 0: it may be tried now."""
        return max(self._by_account.wait_s(account), self._by_address.wait_s(network_of(address)))

    def take(self, account: str, address: str) -> None:
        """Count a try."""
        self._by_account.take(account)
        self._by_address.take(network_of(address))

    def give_back(self, account: str, address: str) -> None:
        """Take a try back after success."""
        self._by_account.give_back(account)
        self._by_address.give_back(network_of(address))

    def __len__(self) -> int:
        return len(self._by_account) + len(self._by_address)


def network_of(address: str) -> str:
    """Return what is limited for an address: itself, or the /64 of an IPv6 address, which one person has whole."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "?"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
