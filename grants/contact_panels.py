"""What EOUSA is told of the contacts of federal agencies that nobody has verified."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from grants.models import FederalContact
from portal.access import Permission
from portal.hats import PortalRequest


def to_verify(request: PortalRequest) -> list[dict[str, Any]]:
    """Among what EOUSA has to do: the agencies whose contact nobody has tried yet."""
    if not request.hat.may(Permission.GRANT_FACTS_EDIT):
        return []
    waiting = list(FederalContact.objects.unverified().values_list("agency", flat=True))
    if not waiting:
        return []
    said = ngettext(
        "%(n)d contact of a federal agency to verify: %(names)s",
        "%(n)d contacts of federal agencies to verify: %(names)s",
        len(waiting),
    )
    address = reverse("federal-contact-edit", args=[waiting[0].lower()])
    return [{"what": said % {"n": len(waiting), "names": ", ".join(waiting)}, "url": address}]
