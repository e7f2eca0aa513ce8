"""Naming somebody by name and e-mail, who may or may not be known to the portal."""

from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.models import Person


def person_called(*, name: str, email: str) -> Person | None:
    """The person with this address, None for somebody new. Refused where address and name are not of one person."""
    person = Person.objects.filter(email__iexact=email).first()
    if person and person.organization_id:
        raise Refused(_("This e-mail address belongs to somebody at a partner organization."), field="email")
    if person and person.name.casefold() != name.strip().casefold():
        raise Refused(
            _("This e-mail address belongs to %(name)s. Correct one of the two.") % {"name": person.name}, field="email"
        )
    return person
