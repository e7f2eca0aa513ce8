"""What of the staffing goes on when somebody's role in the portal ends."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Membership
from specialists.models import Appointment


def appointments_go_on(request: PortalRequest, membership: Membership) -> Iterator[dict[str, str]]:
    """The holder's appointments at the office: a role is about this portal, an appointment about the post."""
    if membership.office is None or not request.hat.may(Permission.APPOINTMENT_VIEW):
        return
    lasting = Q(ends_on=None) | Q(ends_on__gt=localdate())
    of_both = Appointment.objects.standing().filter(lasting, office=membership.office, person=membership.person)
    words = {"name": membership.person.name, "office": membership.office.abbreviation}
    for appointment in of_both.order_by("starts_on"):
        yield line(request, membership, appointment, words)


def line(
    request: PortalRequest, membership: Membership, appointment: Appointment, words: dict[str, str]
) -> dict[str, str]:
    """With the way to end it for those who may, and whom to ask for the others."""
    goes_on = _("The appointment of %(name)s as a specialist of %(office)s goes on, and so does coverage.") % words
    if request.hat.may(Permission.APPOINTMENT_EDIT):
        url = reverse("appointment-end", args=[membership.office.court_id, appointment.pk])  # type: ignore[union-attr]
        return {"text": goes_on, "url": url, "label": _("End the appointment")}
    asked = _("Does %(name)s leave the post as well? EOUSA records the end of an appointment: tell EOUSA.") % words
    return {"text": f"{goes_on} {asked}", "url": "", "label": ""}
