"""State agencies that nobody has verified: in the week of whoever's task it is, and on EOUSA's first page."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.administrators import named, posts
from grants.backups import next_to_answer
from partners.erpo import JURISDICTIONS
from partners.week import Waits
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.ownership import Line


def to_verify(request: PortalRequest, day: date) -> Waits | None:
    """3 state agencies to verify: STOP, SASP and JAG. For the one person at the office whose task it is."""
    if not request.hat.may(Permission.ADMINISTRATOR_VERIFY):
        return None
    office = gazetteer.offices()[request.hat.court_id]
    waiting = [each for each in posts(day, [office.state]) if each.is_to_verify]
    person, _role = next_to_answer(office) or (None, None)
    if not waiting or person is None or person.pk != request.person.pk:
        return None
    words = {"n": len(waiting), "what": named(waiting), "state": _(JURISDICTIONS[office.state])}
    text = ngettext(
        "%(n)d agency of %(state)s to verify: %(what)s", "%(n)d agencies of %(state)s to verify: %(what)s", len(waiting)
    )
    address = f"{reverse('administrator-list')}?state={office.state}&stands=TO_VERIFY"
    return Waits("", _("State agencies to verify"), [Line(office.pk, text % words, address)])


def of_eousa(request: PortalRequest) -> list[dict[str, Any]]:
    """Among what EOUSA has to do: those that only EOUSA verifies, since no office lies there."""
    if not request.hat.may(Permission.GRANT_FACTS_EDIT):
        return []
    served = {office.state for office in gazetteer.offices().values()}
    waiting = [each for each in posts(localdate(), sorted(JURISDICTIONS.keys() - served)) if each.is_to_verify]
    if not waiting:
        return []
    places = ", ".join(dict.fromkeys(each.state_name for each in waiting))
    said = ngettext(
        "%(n)d state agency to verify where no office lies: %(places)s",
        "%(n)d state agencies to verify where no office lies: %(places)s",
        len(waiting),
    )
    address = f"{reverse('administrator-list')}?state={waiting[0].state}&stands=TO_VERIFY"
    return [{"what": said % {"n": len(waiting), "places": places}, "url": address}]
