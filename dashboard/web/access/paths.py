"""Paths that mean one thing to us and perhaps another to who stands behind: refused before anything looks at them."""

import re

_CROOKED = re.compile(r"//|/\.{1,2}(/|$)|[\x00-\x1f\x7f\\]|^[^/]|^$")
_DISGUISED = re.compile(rb"%(2e|2f|5c|25|0|1|7f)", re.IGNORECASE)


def crooked(path: str, raw_path: bytes) -> bool:
    """Say whether a path has dot segments, empty segments, backslashes, control signs, or hides one behind a percent.

    `path` is decoded, `raw_path` as it was sent. No address of ours needs any of them.
    """
    return bool(_CROOKED.search(path) or _DISGUISED.search(raw_path.partition(b"?")[0]))
