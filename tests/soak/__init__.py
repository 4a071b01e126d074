"""What holds over months: long simulated stretches, seeded, with invariants. `scripts/soak` runs them by hand.

Each soak is a function that returns figures, or raises `BrokenError` at the first thing that does not hold. Short forms
of the same functions run with the stories, in tests/stories/test_soak.py.
"""


class BrokenError(AssertionError):
    """Something that has to hold over any length of time did not."""
