"""Names of the directory while somebody types one."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from partners.directory import suggested
from portal.access import Permission
from portal.hats import PortalRequest
from portal.pages import page

MOST = 200
"""Characters that are looked at: as long as a name can be."""


@page(Permission.ORGANIZATION_VIEW)
@require_safe
def organization_suggest(request: PortalRequest) -> HttpResponse:
    """The entries that may be meant by `?q=`: {"results": [{id, name, detail, ours}]}."""
    found = suggested(request.GET.get("q", "")[:MOST], office_id=request.hat.office_id)
    rows = [{"id": one.pk, "name": one.name, "detail": one.detail, "ours": one.is_ours} for one in found]
    return JsonResponse({"results": rows})
