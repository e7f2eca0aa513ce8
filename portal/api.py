"""What every API view has without asking: who calls, whether they may, how lists are cut, how a fault is told.

`rest_framework.views` reads its defaults from here while it is being imported, so nothing here may import it.
"""

import time
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from portal.errors import Refused
from portal.hats import Hat, PortalRequest
from portal.keyset import keyset_page
from portal.models import Person, User
from portal.problems import problem_response
from portal.routes import every_route

MINUTE = 60


def hat_of(request: Request) -> Hat:
    """The hat that the middleware found, before any view ran."""
    return cast(PortalRequest, request._request).hat


def person_of(request: Request) -> Person:
    """Who calls. Only for routes whose permission visitors lack."""
    return cast(PortalRequest, request._request).person


def note(request: Request, kind: str, detail: dict[str, Any]) -> None:
    """What the access trail keeps of this call."""
    cast(PortalRequest, request._request).notes.append((kind, detail))


class FromMiddleware(BaseAuthentication):
    """Hands over whom `portal.middleware` has found: by token or by session. It runs too late to find anybody."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        plain = request._request
        is_by_token = hat_of(request).scope is not None
        if plain.headers.get("Authorization") and not is_by_token:
            raise exceptions.AuthenticationFailed(_("This token is unknown, has expired or was revoked."))
        if not plain.user.is_authenticated:
            return None
        if not is_by_token:
            self.check_form_token(request)
        return plain.user, None

    def check_form_token(self, request: Request) -> None:
        """A session is sent along by the browser whoever asks it to, so a change needs the form's own token."""
        check = CSRFCheck(lambda _request: None)  # type: ignore[arg-type]
        check.process_request(request._request)
        reason = check.process_view(request._request, None, (), {})  # type: ignore[arg-type]
        if reason:
            raise exceptions.PermissionDenied(_("The form token is missing or wrong: %(why)s") % {"why": reason})

    def authenticate_header(self, _request: Request) -> str:
        return 'Bearer realm="Ninety-Four"'


class ByTable(BasePermission):
    """Asks the one access table for the permission that the view declares."""

    def has_permission(self, request: Request, view: Any) -> bool:
        sentence = _("Your role, or the scope of your token, does not include %(permission)s.")
        self.message = sentence % {"permission": view.permission}
        return hat_of(request).may(view.permission)


class Pages(PageNumberPagination):
    """Short lists: {count, next, previous, results}."""

    page_size = 100
    max_page_size = 500
    page_size_query_param = "page_size"
    invalid_page_message = gettext_lazy("This list has no such page.")  # type: ignore[assignment]


class Cursors(BasePagination):
    """Lists that grow without end: {next, previous, results}, without a count, equally quick on every page.

    The rows come ordered by one field that is never empty.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        size = int(request.query_params.get("page_size") or Pages.page_size)
        try:
            self.page = keyset_page(
                queryset, queryset.query.order_by[0], request.query_params.get("cursor") or "", size
            )
        except Refused as refusal:
            raise exceptions.ValidationError({"cursor": [str(refusal)]}) from refusal
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        ends = {"next": self._address(self.page.next), "previous": self._address(self.page.previous)}
        return Response(ends | {"results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, _view: Any) -> list[dict[str, Any]]:
        """The view's `Question` describes them."""
        return []

    def _address(self, mark: str) -> str | None:
        if not mark:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = mark
        return self.request.build_absolute_uri(f"?{query.urlencode()}")


def rate(name: str) -> int:
    """Calls allowed in a minute."""
    return int(str(api_settings.DEFAULT_THROTTLE_RATES[name]).partition("/")[0])


class Throttle(BaseThrottle):
    """So many calls a minute: a visitor by address, everybody else by person. Never the reason for a 500."""

    def allow_request(self, request: Request, _view: Any) -> bool:
        hat = hat_of(request)
        minute = int(time.time()) // MINUTE
        if hat.person_id is None:
            return counted(f"calls:{self.get_ident(request)}:{minute}") <= rate("visitor")
        return counted(f"calls:person:{hat.person_id}:{minute}") <= rate("signed_in")

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE - time.time() % MINUTE


def counted(key: str) -> int:
    """Which call of this minute this one is. A count lost between two steps (`portal.cache`) begins again."""
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key)
    except ValueError:
        return 1


def problem(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Every fault that a caller can do something about, as application/problem+json; None leaves it a fault."""
    if isinstance(error, Refused):
        return problem_response(409, str(error))
    if isinstance(error, exceptions.MethodNotAllowed) and "request" in context:
        error.detail = reading_only(context["request"].path)
    told = in_words(error)
    if told is None:
        return None
    errors = _errors(told.detail)
    sentence = " ".join(f"{name}: {' '.join(said)}" for name, said in errors.items()) or str(told.detail)
    return problem_response(told.status_code, sentence, errors=errors, headers=_headers(told))


def in_words(error: Exception) -> exceptions.APIException | None:
    """The framework's exceptions with sentences that say what to do; None for any other."""
    if isinstance(error, Http404):
        return exceptions.NotFound(_("There is nothing at this address, or nothing that you may see."))
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, exceptions.NotAuthenticated):
        sentence = _("This needs a token, or the session of somebody who may see it. /api/docs/ says how.")
        error.detail = exceptions.ErrorDetail(sentence)
    return error if isinstance(error, exceptions.APIException) else None


def reading_only(path: str) -> exceptions.ErrorDetail:
    """What to say of an address that only reads; what can be done there has addresses of its own beneath it."""
    known = ((f"/{route}", pattern.callback) for route, pattern in every_route())
    acts = [route for route, view in known if route.startswith(path) and is_act(route, view)]
    if not acts:
        return exceptions.ErrorDetail(_("This address is for reading only."), "method_not_allowed")
    told = _("This address is for reading only. To write, POST to %(addresses)s.") % {"addresses": ", ".join(acts)}
    return exceptions.ErrorDetail(told, "method_not_allowed")


def is_act(route: str, view: Any) -> bool:
    return "<" not in route and hasattr(getattr(view, "cls", None), "post")


def _errors(detail: Any) -> dict[str, list[str]]:
    """Sentences by field or parameter, of what stands within another by its place as in the request:
    “parties.0.name”. Empty where the fault is about no single one."""
    errors: dict[str, list[str]] = {}
    if isinstance(detail, dict | list):
        for place, said in _placed(detail, ()):
            errors.setdefault(".".join(place) or "request", []).append(said)
    return errors


def _placed(detail: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each sentence with the names and numbers under which it stands."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _placed(inner, (*place, str(name)))
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            yield from _placed(inner, (*place, str(number)) if isinstance(inner, dict | list) else place)
    else:
        yield place, str(detail)


def _headers(error: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(vars(error)["auth_header"])
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(vars(error)["wait"] or 1)
    return headers
