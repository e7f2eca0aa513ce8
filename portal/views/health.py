"""Two addresses for probes. Reached by `portal.middleware.probes`, before anybody is identified."""

from django.http import HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from portal.access import Permission
from portal.hats import PortalRequest
from portal.health import examine
from portal.pages import page


@page(Permission.HEALTH_VIEW)
@require_safe
def health(_request: PortalRequest) -> HttpResponse:
    """The process answers: restart it where this does not come. It asks neither database nor broker."""
    return JsonResponse({"status": "ok"})


@page(Permission.HEALTH_VIEW)
@require_safe
def health_ready(_request: PortalRequest) -> HttpResponse:
    """Everything does its work: wake somebody up where this is not 200. No reason to take the web out of service."""
    found = examine(at=now())
    return JsonResponse(found.as_json(), status=200 if found.ok else 503)
