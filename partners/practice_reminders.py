"""Reminders of what is on record of agencies and nobody has looked at for a year: one for each office.

The ledger says how many and since when, and no agency.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.duty_audiences import AT_LAST, to_desk
from partners.follow_ups import COUNTS
from partners.models import AgencyPractice, Partnership
from partners.practice_counts import Noted, latest, noted
from partners.readiness import FRESH_FOR, is_stale, stale_on
from partners.readiness_reminders import keepers, may_read
from portal import gazetteer
from portal.ladder import Audience, Cause, Matter, Offices, Rung, Said, Unit
from specialists.audiences import DESK, LEADERSHIP

STALE = "PRACTICE_STALE"
Owners = dict[tuple[int, int], set[int | None]]
"""By office and agency: who keeps the partnership."""


def stale(day: date, offices: Offices) -> Iterator[Matter]:
    """The offices of which the list of agencies calls one old: two queries, one where nothing is."""
    old = old_at(day, offices) if may_read() else {}
    kept = owners(old) if old else {}
    for office, found in old.items():
        agencies = {one.agency for one in found}
        oldest = min(one.as_of for one in found)
        on = stale_on(oldest)
        whose = set().union(*(kept.get((office, agency), set()) for agency in agencies))
        facts = {"number": len(agencies), "oldest": oldest, "owners": whose}
        yield Matter(STALE, f"practices:{office}", oldest.isoformat(), on, on, office, facts=facts)


def old_at(day: date, offices: Offices) -> dict[int, list[Noted]]:
    """What counts of each agency and is old, by office."""
    standing = AgencyPractice.objects.standing().filter(office__in=offices)
    of_offices = standing.filter(office__in=standing.filter(as_of__lte=day - FRESH_FOR).values("office"))
    rows: dict[int, list[AgencyPractice]] = defaultdict(list)
    for row in of_offices.annotate(agency=COUNTS).order_by("office", "pk"):
        rows[row.office_id].append(row)
    old = {office: [one for one in latest(noted(of)) if is_stale(one.as_of, day)] for office, of in rows.items()}
    return {office: found for office, found in old.items() if found}


def owners(offices: Collection[int]) -> Owners:
    found: Owners = defaultdict(set)
    rows = Partnership.objects.standing().filter(office__in=offices).exclude(owner=None).annotate(agency=COUNTS)
    for office, agency, owner in rows.values_list("office", "agency", "owner"):
        found[office, agency].add(owner)
    return found


def said(matter: Matter, rung: Rung, _day: date) -> Said:
    """To those who keep the partnerships: look; to those who lead the office, and to EOUSA: that nobody has."""
    url = reverse("agency-practice-list")
    if rung.audience == DESK.key:
        office = next(office for office in gazetteer.offices().values() if office.pk == matter.office_id)
        return to_desk(office, _("nobody has looked for a year at what agencies have taken up"), matter.on, url)
    words = {"n": matter.facts["number"], "day": date_format(matter.facts["oldest"], "DATE_FORMAT")}
    title = ngettext(
        "Nobody has looked for a year at what %(n)d agency has taken up",
        "Nobody has looked for a year at what %(n)d agencies have taken up",
        matter.facts["number"],
    )
    ask = _("The oldest word is of %(day)s. Ask the agency, and save the day on which you asked, or what has changed.")
    if rung.audience == LEADERSHIP.key:
        ask = _("The oldest word is of %(day)s. Somebody of your office asks each agency once a year, and nobody has.")
    return Said(title % words, ask % words, f"{url}?stale=yes", _("Open the agencies"))


KEEPER = Audience("PRACTICE_KEEPER", gettext_lazy("whoever at the office keeps the partnership"), keepers)
CAUSES: tuple[Audience | Cause, ...] = (
    KEEPER,
    Cause(
        STALE,
        gettext_lazy("What agencies have taken up, and nobody has looked at for a year"),
        gettext_lazy("what an agency has taken up is asked once a year, and of one of these it was not"),
        (
            Rung(0, Unit.WORKING, KEEPER.key, limits=(0, 30)),
            Rung(20, Unit.WORKING, LEADERSHIP.key, limits=(5, 90)),
            AT_LAST,
        ),
        stale,
        said,
        unforeseen=gettext_lazy("what agencies have taken up"),
        order=98,
    ),
)
