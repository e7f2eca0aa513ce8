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
    scope: str
    """The permission that a token has to name."""
    parameters: list[Parameter]
    fields: list[Parameter]
    """What its body may hold, where it takes one."""
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
                scope=found.get("x-scope", ""),
                needs_token={} not in found.get("security", [{}]),
                parameters=[parameter(p, schema) for p in found.get("parameters", [])],
                fields=fields_of(body_of(found, schema), schema),
                answers=[Answer(status, a["description"], status >= "400") for status, a in answers.items()],
                call=example_call(path, method, found, schema, at),
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


def body_of(found: Schema, schema: Schema) -> Schema:
    """The schema of the body; empty where the operation takes none."""
    return resolved(json_of(found.get("requestBody", {})).get("schema", {}), schema)


def json_of(carrying: Schema) -> Schema:
    return dict(carrying.get("content", {}).get("application/json", {}))


def fields_of(body: Schema, schema: Schema) -> list[Parameter]:
    """Each field of a body in words."""
    required = body.get("required", [])
    return [
        Parameter(name, "body", name in required, kind_of(part, schema), part.get("description", ""))
        for name, part in body.get("properties", {}).items()
    ]


def resolved(part: Schema, schema: Schema) -> Schema:
    """What a reference points to, the first of several choices; anything else as it is."""
    for way in ("allOf", "oneOf"):
        part = part[way][0] if way in part else part
    if "$ref" in part:
        return dict(schema["components"]["schemas"][part["$ref"].rpartition("/")[2]])
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


def example_call(path: str, method: str, found: Schema, schema: Schema, at: str) -> str:
    """A call that one can paste: an office, what is required or has an example, and of an act the body."""
    given = filter(is_shown, found.get("parameters", []))
    query = {one["name"]: example_of(one) or example_value(one["schema"], schema) for one in given}
    token = "" if {} in found.get("security", [{}]) else "-H 'Authorization: Bearer n94_…' "
    act = "" if method == "get" else f"-X {method.upper()} {example_data(found, schema)}"
    return f"curl {act}{token}'{at}{path.replace('{court_id}', 'txnd')}{'?' + urlencode(query) if query else ''}'"


def example_data(found: Schema, schema: Schema) -> str:
    """The body as curl takes it: the example of the document, else what is required."""
    body = body_of(found, schema)
    if not body:
        return ""
    examples = json_of(found["requestBody"]).get("examples", {}).values()
    said = next((one["value"] for one in examples), None) or {
        name: example_value(body["properties"][name], schema) for name in body.get("required", [])
    }
    written = json.dumps(said, ensure_ascii=False).replace("'", "\\u0027")
    return f"-H 'Content-Type: application/json' -d '{written}' "


def example_value(part: Schema, schema: Schema) -> Any:
    """A value that the field takes by its shape."""
    part = resolved(part, schema)
    if "enum" in part:
        return part["enum"][0]
    if part.get("type") == "array":
        return [example_value(part["items"], schema)]
    plain = {"integer": part.get("minimum", 1), "boolean": True, "object": {}}
    return plain.get(part.get("type", ""), "2026-11-18" if part.get("format") == "date" else "…")


def is_shown(given: Schema) -> bool:
    return given["in"] == "query" and bool(given.get("required") or example_of(given))


def example_of(given: Schema) -> Any:
    return given["schema"].get("example")


def example_answer(answers: Schema, schema: Schema) -> str:
    """The shape of the answer where all went well, as JSON with a word for each value."""
    content = json_of(next((answers[status] for status in ("200", "201") if status in answers), {}))
    return json.dumps(shape(content.get("schema", {}), schema), indent=2, ensure_ascii=False)


def shape(part: Schema, schema: Schema, depth: int = 0) -> Any:
    """A value of the kind that the schema describes, with a word for each plain value."""
    or_null = ", or null" if part.get("nullable") else ""
    part = resolved(part, schema)
    if depth < DEEPEST and "properties" in part:
        return {name: shape(inner, schema, depth + 1) for name, inner in part["properties"].items()}
    if part.get("type") == "array":
        return [shape(part["items"], schema, depth + 1)]
    if "additionalProperties" in part:
        return {"…": shape(part["additionalProperties"], schema, depth + 1)}
    return kind_of(part, schema) + or_null
