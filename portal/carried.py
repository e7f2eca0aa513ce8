"""A form that could not be taken: the page that says so carries what was typed, and sends it when all is well again.

Nothing of it is kept on the server. Only the portal's own pages (`@page`), never those that ask for a password, and
only what a form of this very site sent: another site's form would come back with our token in it. A file cannot come
back, so a form with one does not.
"""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 the name of a field
NOT_TO_BE_SENT = "no-role"
"""The route of those for whom no sign-in helps: what they typed is shown to be copied, and cannot be sent."""
SCRIPT = {"cors", "same-origin"}
"""What a browser says of a request that a script made, and no form or link."""


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script asks, which reads the answer itself."""
    return request.headers.get("Sec-Fetch-Mode") in SCRIPT


def is_to_be_carried(request: HttpRequest) -> bool:
    """Whether somebody has sent a form here that must not be lost."""
    match = request.resolver_match
    keeps = match is not None and getattr(match.func, "keeps_typed", False)
    is_sent = request.method == "POST" and not is_by_script(request) and is_from_here(request)
    return bool(keeps) and is_sent and not request.FILES and not any("password" in name for name in request.POST)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as the browser says."""
    here = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Referer", "").startswith(f"{here}/")
    return origin in {here, *settings.CSRF_TRUSTED_ORIGINS}


def carried(request: HttpRequest, sentence: str, *, status: int, route: str = "sign-in") -> HttpResponse:
    """The page with everything that was typed, a way to `route` (if any), and the button that sends it again."""
    first = reverse(route) if route else ""
    facts = {"sentence": sentence, "first": first, "back": reverse("session-back"), "typed": [*typed(request)]}
    if route == NOT_TO_BE_SENT:
        facts["words"] = [value for name, value in facts["typed"] if " " in value.strip()]
    response = render(request, "portal/carried.html", facts, status=status)
    response.headers["Referrer-Policy"] = "same-origin"  # a visitor's pages name no origin, and CSRF refuses that
    return response


def typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Each value of each field, in the order of the form."""
    for name, values in request.POST.lists():
        if name != TOKEN:
            yield from ((name, str(value)) for value in values)
