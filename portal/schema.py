"""The API in OpenAPI's words: how one signs in, which problems every address may answer, and the whole of it once."""

from functools import cache
from typing import Any

from django.utils.translation import override
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from portal.access import Role, may
from portal.problems import CONTENT_TYPE
from portal.serializers import Question

PROBLEMS = {
    "400": "A parameter is wrong or unknown; `errors` names it.",
    "401": "This needs a token or a session, or the token is unknown, expired or revoked.",
    "403": "The role, or the scope of the token, does not include this.",
    "404": "There is nothing here, or nothing that the caller may see.",
    "405": "This address is for reading only.",
    "406": "The answer is JSON; the caller asked for something else.",
    "409": "A rule refuses; `detail` says which.",
    "429": "Too many calls this minute; Retry-After says how many seconds to wait.",
}
ANSWERED = {"200": "The answer.", "201": "Done; this is how it stands now."}
PROBLEM = {"$ref": "#/components/schemas/Problem"}


class Operation(AutoSchema):
    """Reads the parameters off the view's `Question`, and tells the permission that a token's scope has to name."""

    def get_extensions(self) -> dict[str, Any]:
        return {"x-scope": str(self.view.permission)}  # type: ignore[attr-defined]

    def get_override_parameters(self) -> list[Any]:
        question: type[Question] = getattr(self.view, "question", Question)
        return [question] if question().fields else []


class Ways(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A token in the Authorization header, or the session of the portal's own pages."""

    target_class = "portal.api.FromMiddleware"
    name = ["token", "session"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, Any]]:
        """One of the ways, or none where the access table lets visitors in."""
        nobody: list[dict[str, Any]] = [{}] if may(Role.VISITOR, auto_schema.view.permission) else []
        return [{"token": []}, {"session": []}, *nobody]

    def get_security_definition(self, _auto_schema: Any) -> list[dict[str, Any]]:
        return [
            {"type": "http", "scheme": "bearer", "description": "A token that begins with n94_."},
            {"type": "apiKey", "in": "cookie", "name": "session", "description": "Signed in to the portal."},
        ]


def with_problems(result: dict[str, Any], **_about: Any) -> dict[str, Any]:
    """Every operation may answer with every problem, each in the same shape; visitors need no token."""
    result["components"]["schemas"]["Problem"] = problem_schema()
    for operation in operations_of(result):
        for status, description in PROBLEMS.items():
            content = {CONTENT_TYPE: {"schema": PROBLEM}}
            operation["responses"].setdefault(status, {"description": description, "content": content})
        for parameter in operation.get("parameters", []):
            parameter.setdefault("description", "Its number, as the list gives it.")
        operation["responses"]["429"]["headers"] = {
            "Retry-After": {"description": "Seconds until the next call is answered.", "schema": {"type": "integer"}}
        }
        for status, answer in operation["responses"].items():
            answer["description"] = answer["description"] or ANSWERED.get(status, "")
    return result


def problem_schema() -> dict[str, Any]:
    """RFC 9457, with our `errors`."""
    sentences = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    return {
        "type": "object",
        "description": "What went wrong, for people and for programs (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "description": "Always about:blank: the status says the kind."},
            "title": {"type": "string", "description": "The name of the status."},
            "status": {"type": "integer", "description": "The HTTP status."},
            "detail": {"type": "string", "description": "A sentence: what is wrong, and what to do."},
            "errors": sentences | {"description": "Sentences by parameter, where one is to blame."},
        },
    }


def operations_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Every operation of every path."""
    return [operation for path in schema["paths"].values() for operation in path.values()]


@cache
def whole_schema() -> dict[str, Any]:
    """The OpenAPI document, made once per process: it changes with the code only."""
    with override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made
