"""Everything that the document allows, and some that it does not, asked of the API: no crash, and no answer that it
does not promise. The same requests each time, few enough for the unit suite."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dashboard.web.access.accounts import Accounts
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.rights import TABLE
from tests.dashboard.api_desk import ApiSite, filled
from tests.dashboard.doors import FAST, OWNER
from tests.dashboard.test_server import NOW_MS

ASKED = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    # Not those about log-in, which is the guard's and open here, nor that whatever a schema allows is accepted: no
    # schema says that `from` is before `to`, or that `confirm` is the chair's id.
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
HEADERS = {"host": "127.0.0.1"}
ROUTES = [
    (rule.method, rule.path)
    for rule in TABLE
    if rule.path.startswith(tuple(f"/api/v1/{part}" for part in ("chairs", "people", "de", "groups", "me/")))
    or rule.path in {"/metrics", "/healthz"}
]


NOTHING_TO_GET_WRONG = {
    "/healthz", "/metrics", "/api/v1/chairs", "/api/v1/people", "/api/v1/desk", "/api/v1/devices", "/api/v1/groups",
}  # fmt: skip


@schemathesis.serializer("application/x-ndjson", "application/zip")
def as_bytes(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()


class LetIn(AccountDoor):
    """Lets everybody in as an owner who logged in: nothing is kept from whoever asks."""

    async def who(self, _request):
        return OWNER


@pytest.fixture(scope="module")
def promised(tmp_path_factory):
    url = filled(tmp_path_factory.mktemp("desk"))
    site = ApiSite(url, LetIn(Accounts(url, lambda: NOW_MS, FAST), lambda: 0.0, ""))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", site.application, headers=HEADERS)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_api_keeps_what_its_document_promises(promised, method, path, mode):
    if path not in promised.raw_schema["paths"]:
        pytest.skip("is in the table of rights and not made yet")
    if path in NOTHING_TO_GET_WRONG and mode is schemathesis.GenerationMode.NEGATIVE:
        return

    @ASKED
    @given(case=promised[path][method].as_strategy(generation_mode=mode))
    def ask(case):
        if "chair" in case.path_parameters:
            case.path_parameters["chair"] = "desk"
        case.call_and_validate(headers=HEADERS, checks=CHECKS)

    ask()
