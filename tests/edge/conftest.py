"""Chairs on a bench, closed at the end of the test."""

import pytest

from tests.edge.bench import Bench


@pytest.fixture
def bench(tmp_path):
    made = []

    def bench(**options):
        made.append(Bench(tmp_path, **options))
        return made[-1]

    yield bench
    for each in made:
        each.spool.__exit__(None, None, None)
