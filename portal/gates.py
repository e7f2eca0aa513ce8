"""What stands between sign-in and the inside: time-outs, a role, consent, second factor."""

from time import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.carried import carried, is_by_script, is_to_be_carried
from portal.hats import VISITOR, PortalRequest
from portal.problems import problem_response

UNGATED = {Permission.PUBLIC_VIEW, Permission.SESSION_USE}
"""Public pages, and the way in and out itself."""
TOUCH_SECONDS = 60
"""How often a session is written only because somebody is active."""


def gate(request: PortalRequest, permission: Permission) -> HttpResponse | None:
    """The page that has to come first, or None where the way is free.

    Runs before anybody is bound, so it may write the session. A token passes every gate but its own.
    """
    if getattr(request, "token_refused", False):
        return refused(401, _("This API token is wrong, expired or revoked. Ask for a new one."))
    if not request.user.is_authenticated or request.hat.scope is not None:
        return None
    sentence = time_is_up(request.session, now=int(time()))
    if sentence:
        forget(request)
        request.ended = sentence  # type: ignore[attr-defined]
    else:
        request.person.saw(on=localdate())
    route = "sign-in"
    if not sentence:
        sentence, route = what_is_missing(request)
    if not sentence:
        return None
    if permission in UNGATED:
        as_a_visitor(request, permission)
        tell_of_end(request)
        return None
    return turned_away(request, sentence, route)


def begin(session: SessionBase, *, now: int) -> None:
    """Start both clocks of a session."""
    session["signed_in_at"] = session["touched_at"] = now


def touch(session: SessionBase, *, now: int) -> None:
    """Somebody is there."""
    session["touched_at"] = now


def time_is_up(session: SessionBase, *, now: int) -> str:
    """Why the session has ended, in a sentence, or ''; a session in force is kept awake."""
    if "signed_in_at" not in session:
        begin(session, now=now)
    if now - session["signed_in_at"] >= settings.SESSION_COOKIE_AGE:
        hours = settings.SESSION_COOKIE_AGE // 3600
        return _("You were signed out after %(hours)d hours. Sign in to go on.") % {"hours": hours}
    if now - session["touched_at"] >= settings.SESSION_IDLE_SECONDS:
        return nothing_happened()
    if now - session["touched_at"] >= TOUCH_SECONDS:
        touch(session, now=now)
    return ""


def nothing_happened() -> str:
    minutes = settings.SESSION_IDLE_SECONDS // 60
    return _("You were signed out because nothing happened for %(minutes)d minutes. Sign in to go on.") % {
        "minutes": minutes
    }


def what_is_missing(request: PortalRequest) -> tuple[str, str]:
    """The sentence and the route of what a signed-in person still has to do; ('', '') for nothing."""
    if not request.hats:
        return _("You hold no role in this portal."), "no-role"
    if not request.hat.is_government or is_demonstration(request):
        return "", ""
    if "consented_at" not in request.session:
        return _("Please read and accept the conditions of use first."), "consent"
    if not request.user.has_second_factor:  # type: ignore[union-attr]
        return _("Government roles sign in with a second factor. Set yours up to go on."), "mfa_activate_totp"
    return "", ""


def is_demonstration(request: HttpRequest) -> bool:
    """Whether the one-click sign-in of the demonstration made this session."""
    return settings.DEMO and bool(request.session.get("demo"))


def forget(request: PortalRequest) -> None:
    """End the session on the server and go on as nobody."""
    request.session.flush()
    request.user = AnonymousUser()
    request.hat, request.hats = VISITOR, []


def tell_of_end(request: PortalRequest) -> None:
    """Whoever was signed out just now is told on the page that comes next, which may be one that everybody sees."""
    sentence = getattr(request, "ended", "")
    if sentence and not is_by_script(request):
        messages.info(request, sentence)


def as_a_visitor(request: PortalRequest, permission: Permission) -> None:
    """Until every gate is passed, a public page shows what it shows to everybody."""
    if permission is not Permission.SESSION_USE:
        request.hat = VISITOR


def turned_away(request: PortalRequest, sentence: str, route: str) -> HttpResponse:
    """To the page that comes first and back afterwards. A program cannot follow to a form and is told instead.

    A form that was sent comes back to be sent again, where its page asks for that.
    """
    status = 403 if request.user.is_authenticated else 401
    if request.path.startswith("/api/"):
        return refused(status, sentence)
    if is_to_be_carried(request):
        return carried(request, sentence, status=status, route=route)
    messages.info(request, sentence)
    if is_by_script(request):
        return refused(status, sentence)  # a script, which will load a whole page: that one shows the sentence
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    query = f"?{urlencode(back)}" if back else ""
    return HttpResponseRedirect(reverse(route) + query)


def refused(status: int, sentence: str) -> HttpResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return problem_response(status, sentence, headers=headers)
