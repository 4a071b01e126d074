"""A spool in a folder of its own."""

import pytest

from edge.delivery.spool import Spool


@pytest.fixture
def path(tmp_path):
    return tmp_path / "chair" / "spool.db"


@pytest.fixture
def spool(path):
    with Spool(path) as spool:
        yield spool
