"""The OpenAPI document: FastAPI's, with the answers' shapes from the same structs that write the answers."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import msgspec
from fastapi import FastAPI

from dashboard.web.access.rights import Right, rule_of
from dashboard.web.api.problem import Problem

REFERENCE = "#/components/schemas/{name}"
JSON = "application/json"
BINARY = {"schema": {"type": "string", "format": "binary"}}

DESCRIPTION = """\
What a Sitwell desk knows of its chairs. Times are milliseconds since 1970-01-01T00:00Z; days are those of the chair's
zone. The unit is the last word of a name. **null was not measured, and is never zero.**

Send a token as `Authorization: Bearer ...`, or be logged in in the same browser. Whatever does not work is answered
with `detail`, which names the remedy, and often with `field`, the parameter that it is about.
"""

PROBLEMS = {
    "401": "Nobody is logged in, and there is no token that holds.",
    "404": "There is no such thing, or not for you.",
    "422": "A parameter cannot be what it is; `field` names it.",
    "503": "The store or the broker cannot be reached; `detail` says what to do.",
}

Responses = dict[int | str, dict[str, Any]]


class Document:
    """Collects the shapes of answers while routes are made, and puts them into the server's document."""

    def __init__(self, server: FastAPI) -> None:
        self._server = server
        self._components: dict[str, Any] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._problem = self.schema(Problem)
        server.openapi = self._make  # type: ignore[method-assign]  # FastAPI's documented way to extend it

    def schema(self, shape: Any) -> dict[str, Any]:  # noqa: ANN401 - a union is no type to mypy
        """Return the schema of a shape, which refers to its parts."""
        (schema,), parts = msgspec.json.schema_components([shape], ref_template=REFERENCE)
        names = {name: self._name(name, part) for name, part in parts.items()}
        for node in (schema, *parts.values()):
            _rename(node, names)
        self._components |= {names[name]: part for name, part in parts.items()}
        return schema

    def _name(self, name: str, part: dict[str, Any]) -> str:
        """Return a name that no other shape has: two rooms may have one of the same, generic ones have long ones."""
        return self._names.setdefault((name, repr(part)), self._free(name.partition("_")[0]))

    def _free(self, name: str) -> str:
        taken = set(self._names.values())
        return name if name not in taken else next(each for n in count(2) if (each := f"{name}{n}") not in taken)

    def answers(self, shape: Any, description: str, status: int = 200) -> Responses:  # noqa: ANN401 - as above
        """Return what a route answers with, for its `responses`."""
        return {status: {"description": description, "content": {JSON: {"schema": self.schema(shape)}}}}

    def takes(self, shape: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        """Return what a route takes as its body, for its `openapi_extra`."""
        return {"requestBody": {"required": True, "content": {JSON: {"schema": self.schema(shape)}}}}

    def _make(self) -> dict[str, Any]:
        if self._server.openapi_schema is None:
            made = FastAPI.openapi(self._server)
            made["info"]["description"] = DESCRIPTION
            for path, operations in made["paths"].items():
                for method, operation in operations.items():
                    self._add_problems(method.upper(), path, operation)
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own shape, which nobody gets to see
                schemas.pop(name, None)
            schemas.update(self._components)
            made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        return self._server.openapi_schema or made

    def _add_problems(self, method: str, path: str, operation: dict[str, Any]) -> None:
        found = rule_of(method, path.replace("{", "").replace("}", ""))
        public = found is not None and found[0].right is Right.PUBLIC
        problem = {"content": {JSON: {"schema": self._problem}}}
        for status, description in PROBLEMS.items():
            if not public or status in operation["responses"]:
                operation["responses"][status] = {"description": description, **problem}
        operation["responses"]["default"] = {"description": "It did not work; `detail` says why.", **problem}
        if not public:
            operation["security"] = [{"token": []}]


def _rename(node: Any, names: Mapping[str, str]) -> None:  # noqa: ANN401 - JSON
    """Let everything in a schema refer to its parts by their new names."""
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _rename(each, names)
    if isinstance(node, dict) and isinstance(target := node.get("$ref"), str):
        node["$ref"] = REFERENCE.format(name=names[target.removeprefix(REFERENCE.format(name=""))])
