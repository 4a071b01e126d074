"""The OpenAPI document and what it promises, and that no answer holds anybody's weight."""

import json

import pytest
from jsonschema import Draft202012Validator

from contract.codec import encode
from dashboard.web.access.rights import TABLE, Right, rule_of
from tests.dashboard.api_desk import ApiSite, filled
from tests.dashboard.messages import frame, state

EXAMPLES = {"group": "1", "chair": "desk", "number": "1", "name": "tare", "on": "2026-07-22", "item": "feet"}
OURS = ("/api/v1/chairs", "/api/v1/groups", "/api/v1/me/")
DRIFT = "zero_kg"
"""The one mass that is told: how far each empty cell's zero has drifted. Nobody sits then."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = ApiSite(filled(tmp_path_factory.mktemp("desk")))
    made.hub.receive("chairs/v1/desk/state", encode(state(presence="occupied", sitting_s=60.0)))
    made.hub.receive("chairs/v1/desk/frame", encode(frame()))
    return made


@pytest.fixture(scope="module")
def document(site):
    return site.get("/api/v1/openapi.json").json


def schema_of(document, path, method="get", status="200"):
    content = document["paths"][path][method]["responses"][status]["content"]
    return {**content["application/json"]["schema"], "components": document["components"]}


def test_every_route_of_the_api_that_the_guard_lets_through_is_in_the_document(document):
    told = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    wanted = {
        (rule.method, rule.path)
        for rule in TABLE
        if (rule.path.startswith(OURS) and rule.right is not Right.OWNER_ACCOUNT)  # this desk has no accounts
        or rule.path in {"/metrics", "/healthz", "/live"}
    }
    missing = wanted - told
    assert missing <= {("GET", "/api/v1/chairs/{chair}/day/{on}")}, missing


def test_every_route_in_the_document_is_let_through_by_the_guard(document):
    for path, methods in document["paths"].items():
        for method in methods:
            assert rule_of(method.upper(), path.format(**EXAMPLES)), (method, path)


def test_every_refusal_has_the_one_shape(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for status, answer in operation["responses"].items():
                if not status.startswith("2"):
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Problem"}, (method, path, status)


def test_every_reference_in_the_document_leads_somewhere(document):
    text = json.dumps(document)
    names = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names == document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in text


def test_every_column_says_what_it_means(document):
    for name in ("Bout", "Quarter", "DayFigures"):
        for field, told in document["components"]["schemas"][name]["properties"].items():
            assert told["description"], (name, field)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/v1/chairs", ""),
        ("/api/v1/chairs/{chair}", ""),
        ("/api/v1/chairs/{chair}/minutes", "from=2026-07-22"),
        ("/api/v1/chairs/{chair}/events", "from=2026-07-22"),
        ("/api/v1/chairs/{chair}/bouts", ""),
        ("/api/v1/chairs/{chair}/quarters", ""),
        ("/api/v1/chairs/{chair}/days", ""),
        ("/api/v1/chairs/{chair}/figures", "against_from=2026-06-01&against_to=2026-06-30"),
        ("/api/v1/chairs/{chair}/jobs", ""),
        ("/api/v1/chairs/{chair}/today", ""),
    ],
)
def test_answers_are_what_the_document_says(site, document, path, query):
    answer = site.get(f"{path.format(**EXAMPLES)}?{query}")
    assert answer.status == 200
    Draft202012Validator(schema_of(document, path)).validate(answer.json)


def masses(told, path=""):
    """Yield each mass in an answer that is not null, with where it stands."""
    if isinstance(told, dict):
        for name, value in told.items():
            if name.endswith("_kg") and name != DRIFT and value is not None:
                yield f"{path}.{name}", value
            if name != DRIFT:
                yield from masses(value, f"{path}.{name}")
    elif isinstance(told, list):
        for each in told:
            yield from masses(each, path)


def test_with_defaults_no_answer_of_any_route_holds_a_mass(site, document):
    asked = 0
    for path, methods in document["paths"].items():
        if "get" not in methods or path == "/live":
            continue
        for query in ("", "?from=2026-07-01&kind=minutes", "?from=2026-07-01&kind=minutes&format=json"):
            answer = site.get(path.format(**EXAMPLES) + query)
            kind = answer.headers["content-type"].partition(";")[0]
            lines = answer.body.splitlines() if kind == "application/x-ndjson" else []
            lines = [answer.body] if kind == "application/json" else lines
            assert [each for line in lines for each in masses(json.loads(line))] == [], path
            if kind == "text/csv":
                heading, *rows = (row.split(",") for row in answer.body.decode().splitlines())
                assert {row[heading.index("mean_kg")] for row in rows} == {""}
            asked += answer.status == 200
    assert asked > 30


def test_a_mass_in_an_answer_would_be_found():
    assert list(masses({"rows": [{"mean_kg": None}, {"body": {"total_kg": 80.0}, DRIFT: {"rear_left": 1.0}}]})) == [
        (".rows.body.total_kg", 80.0)
    ]
