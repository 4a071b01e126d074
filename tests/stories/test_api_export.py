"""Files made by a process of their own, as the desk makes them."""

import asyncio
import io
import os
from pathlib import Path

import msgspec
import pytest
from fastapi import HTTPException
from pyarrow import parquet

from dashboard.errors import StoreError
from dashboard.exchange.order import Order, pieces
from dashboard.web.api import carrying
from dashboard.web.api.carrying import by_child
from dashboard.web.today import Reader
from tests.dashboard.api_desk import NOW_MS, filled
from tests.dashboard.messages import meta


@pytest.fixture(scope="module")
def order(tmp_path_factory):
    url = filled(tmp_path_factory.mktemp("desk"))
    return Order(url=url, meta=meta(), form="csv", kind="minutes", from_ms=0, to_ms=NOW_MS, made_ms=NOW_MS)


async def whole(order):
    return b"".join([piece async for piece in by_child(order)])


@pytest.mark.parametrize(("form", "kind"), [("csv", "days"), ("json", "events"), ("zip", "minutes")])
def test_a_child_makes_the_same_file_as_we_would(order, form, kind):
    ordered = msgspec.structs.replace(order, form=form, kind=kind)
    assert asyncio.run(whole(ordered)) == b"".join(pieces(ordered, Reader(order.url).open))


def test_a_child_makes_parquet(order):
    made = asyncio.run(whole(msgspec.structs.replace(order, form="parquet")))
    assert parquet.read_table(io.BytesIO(made)).num_rows == 61


def test_a_child_that_cannot_read_the_store_says_why(order, tmp_path):
    missing = msgspec.structs.replace(order, url=f"sqlite:///{tmp_path / 'missing.db'}")
    with pytest.raises(StoreError, match="there is none yet: start"):
        asyncio.run(whole(missing))


def test_a_reader_who_goes_away_takes_the_child_along_and_one_too_many_is_told_to_wait(order):
    def ours():
        return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split())

    async def story():
        others = ours()  # of tests that ran before
        made = [by_child(order) for _ in range(carrying.AT_ONCE)]
        for each in made:
            assert await anext(each)
        with pytest.raises(HTTPException, match="429"):
            await anext(by_child(order))
        children = ours() - others
        for each in made:
            await each.aclose()
        assert await whole(order)
        return children

    assert [child for child in asyncio.run(story()) if Path(f"/proc/{child}").exists()] == []
