"""docs/api.md: each of its examples is run."""

import io
import os
import re
import shlex
import urllib.request
from pathlib import Path

import pytest

from dashboard.exchange.columns import TABLES
from tests.dashboard.api_desk import ApiSite, filled

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)
CURLS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
ORIGIN = "http://127.0.0.1:8050"


class Curl:
    """Does what a line of curl would, with files in a folder."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder

    def __call__(self, line):
        words, headers, sent = iter(shlex.split(line)[1:]), {}, {"method": "GET"}
        for word in words:
            if word == "-H":
                name, _, value = next(words).partition(": ")
                headers[name.lower()] = value
            elif word == "-X":
                sent["method"] = next(words)
            elif word in {"-d", "--data-binary"}:
                data = next(words)
                sent["body"] = (self.folder / data[1:]).read_bytes() if data.startswith("@") else data.encode()
                sent["method"] = "POST" if sent["method"] == "GET" else sent["method"]
            elif word == "-o":
                file = self.folder / next(words)
                sent["file"] = file
            else:
                assert word.startswith(f"{ORIGIN}/"), line
                target = word.removeprefix(ORIGIN)
        file = sent.pop("file", None)
        answer = self.site.get(target, **sent, **headers)
        if file:
            file.write_bytes(answer.body)
        return answer


@pytest.fixture(scope="module")
def curl(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    return Curl(ApiSite(filled(folder)), folder)


def test_each_curl_of_the_page_does_what_it_says(curl):
    assert len(CURLS) >= 10
    answers = [(line, curl(line)) for line in CURLS]
    assert [(line, answer.status, answer.body) for line, answer in answers if answer.status not in {200, 202}] == []
    told = {line.rpartition("/")[2]: answer for line, answer in answers}
    assert told["import"].json["messages"] == 65
    assert len(told['minutes?from=2026-07-22T09:00&limit=60"'].json["rows"]) == 60
    assert (curl.folder / "days.parquet").read_bytes()[:4] == b"PAR1"


def test_the_python_of_the_page_tells_sitting_hours(curl, monkeypatch):
    (code,) = [block for kind, block in BLOCKS if kind == "python"]

    def urlopen(request):
        headers = {name.lower(): value for name, value in request.header_items()}
        return io.BytesIO(curl.site.get(request.full_url.removeprefix(ORIGIN), **headers).body)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    monkeypatch.setitem(os.environ, "TOKEN", "secret")
    names = {}
    exec(code, names)  # noqa: S102 - the page's own example
    assert names["sat_h"] == {"2026-07-20": 0.0, "2026-07-21": None, "2026-07-22": pytest.approx(2400 / 3600)}


def test_the_address_for_grafana_is_answered(curl):
    (line,) = re.findall(rf"{ORIGIN}(\S+\$\{{__from\}}\S+)", PAGE)
    answer = curl.site.get(line.replace("${__from}", "1784671200000").replace("${__to}", "1784757600000"))
    assert len(answer.json["rows"]) == 4


def test_each_metric_that_is_told_is_on_the_page_and_the_other_way_round(curl):
    told = set(re.findall(r"^# TYPE (\w+)", curl.site.get("/metrics").body.decode(), re.MULTILINE))
    assert told == set(re.findall(r"`(sitwell_\w+)", PAGE))


def test_the_page_names_every_route_and_kind(curl):
    document = curl.site.get("/api/v1/openapi.json").json
    for path in document["paths"]:
        if path.startswith("/api/v1/chairs/{chair}/") and not path.endswith("{number}"):
            assert path.removeprefix("/api/v1/chairs").partition("{on}")[0] in PAGE, path
    assert all(f"`{kind}`" in PAGE for kind in TABLES)
