"""What grant guidance needs besides answers: state agencies to verify, a back-up to name."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.administrators import named, posts
from grants.backups import next_to_answer, to_name
from partners.erpo import JURISDICTIONS
from partners.week import Waits
from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line


def to_do(request: PortalRequest, day: date) -> Waits | None:
    """What grant guidance needs of the office besides answers: somebody who gives them, and facts for them."""
    if not request.hat.may(Permission.BACKUP_NAME):
        return None
    office = gazetteer.offices()[request.hat.court_id]
    answering = next_to_answer(office)
    naming = to_name(office, answering)
    verifying = to_verify(office, day) if answering and answering[0].pk == request.person.pk else None
    lines = [line for line in (naming, verifying) if line]
    sentence = _("Nobody is named to answer questions about money.") if naming else ""
    return Waits(sentence, _("So that questions about money are answered"), lines) if lines else None


def to_verify(office: Office, day: date) -> Line | None:
    """3 agencies of Texas to verify: STOP, SASP and JAG. For the one person at the office whose task it is."""
    waiting = [each for each in posts(day, [office.state]) if each.is_to_verify]
    if not waiting:
        return None
    words = {"n": len(waiting), "what": named(waiting), "state": _(JURISDICTIONS[office.state])}
    text = ngettext(
        "%(n)d agency of %(state)s to verify: %(what)s", "%(n)d agencies of %(state)s to verify: %(what)s", len(waiting)
    )
    address = f"{reverse('administrator-list')}?state={office.state}&stands=TO_VERIFY"
    return Line(office.pk, text % words, address)


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
