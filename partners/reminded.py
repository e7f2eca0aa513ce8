"""Where reminders to an organization go, as its own page and an office's say it; `step_audiences` does so."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from partners.dossier import Dossier
from partners.models import RoleContact
from partners.taxonomy import Post
from portal.models import Organization


def to_them(dossier: Dossier) -> str:
    """The main address; else that it is an account, and no office reads whose. Of a confidential one nothing."""
    if dossier.organization.is_confidential:
        return ""
    if email := main_address(dossier.organization, dossier.contacts):
        return _("Reminders of next steps, barriers and action items go to %(email)s.") % {"email": email}
    if dossier.has_members:
        return _("No main address is on record: reminders go to the account of its manager, else of an advocate.")
    return _("Reminders reach nobody there: no main address is on record, and nobody signs in for it.")


def to_you(organization: Organization, contacts: Iterable[RoleContact]) -> str:
    """To the organization's own people."""
    if email := main_address(organization, contacts):
        return _("Reminders to your organization go to %(email)s.") % {"email": email}
    return _("Your main address is not on record: reminders go to the account of your manager, else of an advocate.")


def main_address(organization: Organization, contacts: Iterable[RoleContact]) -> str:
    """As the open directory has it."""
    own = [one for one in contacts if one.organization_id == organization.pk and not one.is_confidential]
    return next((one.email for one in own if one.post == Post.MAIN and one.email), "")
