"""The API's reference for people, read off the OpenAPI document. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Schema = dict[str, Any]
DEEPEST = 8
"""No answer of ours is nested deeper; a schema that refers to itself ends here."""


@dataclass(frozen=True)
class Parameter:
    """One thing that an address may carry."""

    name: str
    place: str
    required: bool
    kind: str
    description: str


@dataclass(frozen=True)
class Answer:
    """One status that an operation may answer."""

    status: str
    description: str
    is_problem: bool


@dataclass(frozen=True)
class Operation:
    """One address and method, with everything that a caller has to know."""

    key: str
    method: str
    path: str
    summary: str
    description: str
    needs_token: bool
    parameters: list[Parameter]
    answers: list[Answer]
    call: str
    shape: str


def operations(schema: Schema, *, at: str) -> Iterator[Operation]:
    """Every operation in the order of the document; `at` is the address of this site."""
    for path, methods in schema["paths"].items():
        for method, found in methods.items():
            answers = found["responses"]
            yield Operation(
                key=found["operationId"],
                method=method.upper(),
                path=path,
                summary=found.get("summary", ""),
                description=found.get("description", ""),
                needs_token={} not in found.get("security", [{}]),
                parameters=[parameter(p, schema) for p in found.get("parameters", [])],
                answers=[Answer(status, a["description"], status >= "400") for status, a in answers.items()],
                call=example_call(path, found, at),
                shape=example_answer(answers, schema),
            )


def parameter(found: Schema, schema: Schema) -> Parameter:
    """A parameter in words."""
    return Parameter(
        name=found["name"],
        place=found["in"],
        required=found.get("required", False),
        kind=kind_of(found["schema"], schema),
        description=found.get("description", ""),
    )


def resolved(part: Schema, schema: Schema) -> Schema:
    """What a reference points to; anything else as it is."""
    if "allOf" in part and len(part["allOf"]) == 1:
        part = part["allOf"][0]
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return dict(schema["components"]["schemas"][name])
    return part


def kind_of(part: Schema, schema: Schema) -> str:
    """The type in words: "integer from 1 to 500", "one of: AZ, AR"."""
    part = resolved(part, schema)
    if "enum" in part:
        return "one of: " + ", ".join(str(value) for value in part["enum"])
    words = {"date": "day, like 2026-11-01", "date-time": "instant", "uri": "address"}
    kind = words.get(part.get("format", "")) or part.get("type", "text")
    if "minimum" in part and "maximum" in part:
        return f"{kind} from {part['minimum']} to {part['maximum']}"
    return "text" if kind == "string" else str(kind)


def example_call(path: str, found: Schema, at: str) -> str:
    """A call that one can paste: path parameters and those query parameters that have an example filled in."""
    query = {}
    for given in found.get("parameters", []):
        example = given.get("example", given["schema"].get("example"))
        if given["in"] == "path":
            path = path.replace("{" + given["name"] + "}", str(example or "txnd"))
        elif given.get("required") or example:
            query[given["name"]] = example or "…"
    token = "" if {} in found.get("security", [{}]) else "-H 'Authorization: Bearer n94_…' "
    return f"curl {token}'{at}{path}{'?' + urlencode(query) if query else ''}'"


def example_answer(answers: Schema, schema: Schema) -> str:
    """The shape of the answer with status 200, as JSON with a word for each value."""
    content = answers.get("200", {}).get("content", {}).get("application/json", {})
    return json.dumps(shape(content.get("schema", {}), schema), indent=2, ensure_ascii=False)


def shape(part: Schema, schema: Schema, depth: int = 0) -> Any:
    """A value of the kind that the schema describes: its example, or a word for it."""
    can_be_null = part.get("nullable", False)
    part = resolved(part, schema)
    if "example" in part:
        return part["example"]
    if "properties" in part and depth < DEEPEST:
        return {name: shape(inner, schema, depth + 1) for name, inner in part["properties"].items()}
    if part.get("type") == "array":
        return [shape(part["items"], schema, depth + 1)]
    if isinstance(part.get("additionalProperties"), dict):
        return {"…": shape(part["additionalProperties"], schema, depth + 1)}
    if "oneOf" in part:
        return shape(part["oneOf"][0], schema, depth + 1)
    kind = kind_of(part, schema)
    return f"{kind}, or null" if can_be_null or part.get("nullable") else kind
