"""What no hand-over passes on: drafts of the log, which only whoever began them reads."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import Draft
from portal.access import OUTREACH_ROLES
from portal.hats import PortalRequest
from portal.models import Membership


def drafts(request: PortalRequest, membership: Membership) -> Iterator[dict[str, str]]:
    """To oneself how many there are; to others that there may be some."""
    if membership.role not in OUTREACH_ROLES:
        return
    name = {"name": membership.person.name}
    if membership.person_id != request.person.pk:
        yield {
            "text": _("Drafts of the log are private: nobody but %(name)s reads them, and they end with the role.")
            % name
            + " "
            + _("Ask %(name)s to save or discard them first.") % name
        }
    elif number := Draft.objects.of_new_entries(request.person).filter(office=membership.office_id).count():
        said = ngettext(
            "%(n)d draft of your log is not handed over, since only you read it: save or discard it first.",
            "%(n)d drafts of your log are not handed over, since only you read them: save or discard them first.",
            number,
        )
        yield {"text": said % {"n": number}, "url": reverse("draft-list"), "label": _("Your drafts")}
