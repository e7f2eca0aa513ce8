"""Who is told of a barrier or of a form of a court: whoever saw to it last, else the office's own team."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.entry_audiences import Told, held_at, teams
from partners.models import Barrier, NoticeForm
from partners.step_audiences import main_mailboxes
from portal.access import OUTREACH_ROLES
from portal.ladder import Audience, Matter, Rung, Said, Unit
from portal.models import Office
from specialists.audiences import DESK, recipient


def barrier_of(matter: Matter) -> Barrier:
    barrier = matter.facts["barrier"]
    assert isinstance(barrier, Barrier)
    return barrier


def form_of(matter: Matter) -> NoticeForm:
    """The one of its state that was seen longest ago."""
    form = matter.facts["form"]
    assert isinstance(form, NoticeForm)
    return form


def keepers(matters: Collection[Matter]) -> Told:
    """Whoever looks again at a barrier, still in role; of one in the queue, the office's specialists and staff."""
    return in_role_or_team(matters, {matter: barrier_of(matter).owner_id for matter in matters})


def seers(matters: Collection[Matter]) -> Told:
    """Whoever saw the form last, still in role; else the office's specialists and staff."""
    return in_role_or_team(matters, {matter: form_of(matter).seen_by_id for matter in matters})


def in_role_or_team(matters: Collection[Matter], people: dict[Matter, int | None]) -> Told:
    held, team = held_at(matters, OUTREACH_ROLES), teams(matters)
    found = {}
    for matter in matters:
        own = [one for one in held[matter.office_id or 0] if one.person_id == people[matter]]
        found[matter] = [recipient(own[0])] if own else team[matter]
    return found


def main_addresses(matters: Collection[Matter]) -> Told:
    """The organization's main mailbox, where everybody may know of the organization."""
    return main_mailboxes({matter: open_partner(barrier_of(matter)) for matter in matters})


def open_partner(barrier: Barrier) -> int | None:
    return None if barrier.partner.is_confidential else barrier.partner.pk


# --- the center ------------------------------------------------------------------------------------------------------
AT_LAST = Rung(40, Unit.WORKING, DESK.key, limits=(15, 120))
"""Two months on EOUSA hears of it; at once, where nobody of the office can be told."""


def to_desk(office: Office, what: str, since: date, path: str = "") -> Said:
    """To EOUSA: that something waits at an office, and no word that only the office reads.

    `path`: what EOUSA may read of it; else the page of the office.
    """
    words = {"office": office.abbreviation, "what": what, "day": date_format(since, "DATE_FORMAT")}
    title = gettext("%(office)s: %(what)s") % words
    text = gettext(
        "It has waited since %(day)s. Whoever of the office could be reached has been told. Ask who sees to it there."
    )
    path = path or reverse("office-staffing", args=[office.court_id])
    return Said(title, text % words, path, gettext("Open it"))


KEEPER = Audience("BARRIER_KEEPER", _("whoever at the office looks at the barrier again"), keepers)
PARTNER = Audience(
    "BARRIER_PARTNER",
    _("the organization, at its main address or its manager’s"),
    main_addresses,
    is_of_the_office=False,
)
SEER = Audience("NOTICE_SEER", _("whoever at the office saw the form last"), seers)
