"""What the guard finds in a text while somebody types it. Nothing of the text is stored or logged."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from portal.access import Permission
from portal.guard import Level, findings, worst
from portal.guard_words import sentence, to_nobody
from portal.hats import PortalRequest
from portal.pages import page

MOST = 20_000
"""Characters that are looked at; the longest field takes 8,000. The server looks at all when the form is sent."""


@page(Permission.TEXT_CHECK)
@require_POST
def text_check(request: PortalRequest) -> HttpResponse:
    """The level of what was found, and the sentence about it; both empty where nothing was. `strict`: of a field that
    takes no reason."""
    found = findings(request.POST.get("text", "")[:MOST])
    if request.POST.get("strict"):
        return JsonResponse({"level": Level.HARD if found else "", "sentence": to_nobody(found)})
    return JsonResponse({"level": worst(found) or "", "sentence": sentence(found)})
