"""Who is asking, in which hat, bound to which rows: entered once, here, for every page and API call."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import cast
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.views.defaults import page_not_found

from portal import logs
from portal.access import Permission
from portal.accounts import token_in_force
from portal.carried import is_by_script
from portal.gates import gate
from portal.hats import VISITOR, Hat, PortalRequest
from portal.languages import in_english
from portal.models import AccessEvent
from portal.routes import permission_of
from portal.tenancy import Binding, bound

SAFE = {"GET", "HEAD", "OPTIONS"}
HEALTH = "/health/"
GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id that the audit trail, the logs and the answer carry, and its line in the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = monotonic()
        request.request_id = uuid4().hex  # type: ignore[attr-defined]
        with logs.asked_by(request):
            response = get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        if response.status_code >= 400 or not is_routine(request):
            logs.tell(request, response.status_code, monotonic() - began)
        return response

    return middleware


def is_routine(request: HttpRequest) -> bool:
    """Style sheets, pictures, and probes that find everything well: many, and they say nothing."""
    return request.path.startswith((settings.STATIC_URL, HEALTH))


def probes(get_response: GetResponse) -> GetResponse:
    """Health is told to whoever asks, before anybody is identified or bound, under any name of this server.

    So it can be told that the database is away, and a load balancer need not know the portal's name.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(HEALTH) or asked_for(request) is not Permission.HEALTH_VIEW:
            return get_response(request)
        plain, match = cast(PortalRequest, request), cast(ResolverMatch, request.resolver_match)
        plain.hat, plain.hats, plain.notes = VISITOR, [], []
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer

    return middleware


def private(get_response: GetResponse) -> GetResponse:
    """No page is kept by a browser or a proxy, and none may use the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        return response

    return middleware


class Sessions(SessionMiddleware):
    """What answers a script leaves the session's cookie alone: asked before a sign-in in another tab and answered
    after it, it would sign that tab out again."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = super().process_response(request, response)
        if is_by_script(request):
            answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return answer


class TenancyMiddleware:
    """Finds out who asks, and runs everything behind it in one transaction bound to that hat's rows.

    The membership is read from its table on every request. Sign-in routes run unbound; every other domain query
    outside a binding fails. Reads and refused requests are rolled back.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(PortalRequest, plain)
        permission = asked_for(request)
        identify(request)
        response = not_found(request) if permission is None else gate(request, permission)
        if response is None and request.method in SAFE:
            response = in_english(request)
        if response is None:
            is_unbound = permission is Permission.SESSION_USE
            response = self.get_response(request) if is_unbound else self.inside(request)
        keep_trail(request, response)
        if response.streaming and permission is not Permission.SESSION_USE:
            sent = cast(StreamingHttpResponse, response)
            sent.streaming_content = streamed(request, cast(Iterable[bytes], sent.streaming_content))
        return response

    def inside(self, request: PortalRequest) -> HttpResponse:
        hat = request.hat
        is_safe = request.method in SAFE
        with bound(binding_of(request, read_only=is_safe), durable=True):
            response = self.get_response(request)
            if is_safe or response.status_code >= 400:
                transaction.set_rollback(True)
        if hat.is_visitor:
            response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What is not there or not theirs gets our own page, also while developing: Django's would list the routes."""
        return not_found(request) if isinstance(exception, Http404) else None


def binding_of(request: PortalRequest, *, read_only: bool) -> Binding:
    """Whose rows the request may touch."""
    hat = request.hat
    return Binding(hat.database_role, hat.office_id, hat.organization_id, hat.person_id, request.request_id, read_only)


def streamed(request: PortalRequest, content: Iterable[bytes]) -> Iterator[bytes]:
    """What a page sends bit by bit, in a transaction of its own that only reads; what it notes joins the trail then."""
    request.notes = []
    try:
        with bound(binding_of(request, read_only=True), durable=True):
            yield from content
    finally:
        keep_notes(request)


def not_found(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404())


def asked_for(request: HttpRequest) -> Permission | None:
    """The permission of the route, which the log then names; None where the address leads nowhere."""
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return None
    return permission_of(request.resolver_match)


def identify(request: PortalRequest) -> None:
    """Set hat, hats and person: from the API token if there is one, else from the session."""
    request.notes = []
    request.hat, request.hats = VISITOR, []
    key = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if key.startswith("n94_"):
        wear_token(request, key)
    elif request.user.is_authenticated:
        user = request.user
        request.person = user.person
        request.hats = [Hat.of(row, user.person_id) for row in user.memberships]
        chosen = request.session.get("membership_id")
        request.hat = next((hat for hat in request.hats if hat.membership_id == chosen), (request.hats or [VISITOR])[0])


def wear_token(request: PortalRequest, key: str) -> None:
    """Act as the token's membership; a wrong, expired or revoked one leaves a visitor with `token_refused`."""
    token = token_in_force(hashlib.sha256(key.encode()).hexdigest(), at=timezone.now())
    request.token_refused = token is None  # type: ignore[attr-defined]
    if token is None:
        return
    token.touch(on=timezone.localdate())
    member = token.membership
    member.person.saw(on=timezone.localdate())
    request.user, request.person = member.person.user, member.person
    office = member.office
    row = {
        "id": member.pk,
        "role": member.role,
        "office_id": member.office_id,
        "court_id": office.court_id if office else "",
        "organization_id": member.organization_id,
        "place": member.place,
    }
    request.hat = Hat.of(row, member.person_id, frozenset(token.scope))
    request.hats = [request.hat]


def keep_trail(request: PortalRequest, response: HttpResponse) -> None:
    """Write what must be kept of this request in a second short transaction, whatever became of its own."""
    if response.status_code == 403 and not request.hat.is_visitor:
        request.notes.append((AccessEvent.Kind.REFUSED, {"status": response.status_code}))
    keep_notes(request)


def keep_notes(request: PortalRequest) -> None:
    if request.notes:
        AccessEvent.objects.bulk_create(
            AccessEvent(
                kind=kind,
                person_id=detail.get("person_id", request.hat.person_id),
                role=request.hat.role,
                office_id=detail.get("office_id", request.hat.office_id),
                request_id=request.request_id,
                path=path_of(request)[:500],
                detail=detail,
            )
            for kind, detail in request.notes
        )


def path_of(request: HttpRequest) -> str:
    """The path; a key in it, which opens something, is left out."""
    match = request.resolver_match
    key = match.kwargs.get("key") if match else None
    return request.path.replace(key, "…") if key else request.path
