"""What grant guidance needs besides answers: state agencies to verify, a back-up to name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.administrators import Post, first_of, named, posts
from grants.backups import next_to_answer, to_name
from grants.models import Backup
from partners.erpo import JURISDICTIONS
from partners.week import Waits
from portal import gazetteer
from portal.access import OUTREACH_ROLES, Permission, Role
from portal.hats import PortalRequest
from portal.models import Membership, Office
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
    """Among what EOUSA has to do: those that only EOUSA can verify, since no office of the state has anybody for it."""
    if not request.hat.may(Permission.GRANT_FACTS_EDIT):
        return []
    waiting = with_nobody(localdate())
    if not waiting:
        return []
    state = waiting[0].state if len({each.state for each in waiting}) == 1 else ""
    address = f"{reverse('administrator-list')}?state={state}&stands=TO_VERIFY"
    return [{"what": with_nobody_words(waiting), "url": address}]


def with_nobody(day: date) -> list[Post]:
    """What is to verify where no office of the state has anybody whose task it could be."""
    states = sorted(JURISDICTIONS.keys() - states_with_somebody())
    return [each for each in posts(day, states) if each.is_to_verify] if states else []


def with_nobody_words(waiting: Sequence[Post]) -> str:
    """The same on EOUSA's first page and above the list."""
    said = ngettext(
        "%(n)d state agency to verify where no office has anybody with an account to do it: %(places)s",
        "%(n)d state agencies to verify where no office has anybody with an account to do it: %(places)s",
        len(waiting),
    )
    places = list(dict.fromkeys(each.state_name for each in waiting))
    return said % {"n": len(waiting), "places": first_of(places)}


def states_with_somebody() -> set[str]:
    """Where somebody at an office is asked to verify them: as `next_to_answer` decides it, for all offices at once."""
    people = Membership.objects.in_force().filter(person__is_active=True)
    answering = people.filter(role__in=[Role.SPECIALIST, Role.STAFF]).values_list("office_id", flat=True)
    here = people.filter(office=OuterRef("office"), person=OuterRef("person"), role__in=sorted(OUTREACH_ROLES))
    named = Backup.objects.filter(Exists(here), ended_at=None).values_list("office_id", flat=True)
    staffed = {*answering, *named}
    return {office.state for office in gazetteer.offices().values() if office.pk in staffed}
