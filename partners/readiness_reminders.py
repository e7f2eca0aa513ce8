"""Reminders of chains that nobody has looked at for a year, and of agencies to be asked after a training.

Like those of next steps they do not wait for EOUSA to begin an office's ladder. The ledger says the basis and the
day, and of an agency that everybody may know of its name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.chain import Basis, Practice
from partners.chain_reading import codes_of, has_erpo
from partners.duty_audiences import AT_LAST, to_desk
from partners.entry_audiences import TEAM_OF_OFFICE, held_at, teams
from partners.follow_ups import Question, asked, named
from partners.models import ErpoLaw, ReadinessLink
from partners.models.readiness_word import STANDS
from partners.practices import asked_words
from partners.readiness import FRESH_FOR, Stands, bases, old_rows, stale_on
from portal import gazetteer
from portal.access import OFFICE_DATABASE_ROLES, OUTREACH_ROLES, DatabaseRole
from portal.calendar import local_day
from portal.ladder import Audience, Cause, Matter, Offices, Recipient, Rung, Said, Unit
from portal.models import Office
from portal.tenancy import current
from specialists.audiences import DESK, LEADERSHIP, recipient

STALE, FOLLOW_UP = "READINESS_STALE", "PRACTICE_FOLLOW_UP"
READ_CHAINS = OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS}
A_DAY = timedelta(days=1)
Told = Mapping[Matter, Sequence[Recipient]]
Owners = Mapping[Stands, int | None]
"""Each link of an office, and whose it is."""


def may_read() -> bool:
    binding = current()
    return binding is not None and binding.role in READ_CHAINS


# --- chains ----------------------------------------------------------------------------------------------------------
def stale(day: date, offices: Offices) -> Iterator[Matter]:
    """The chains at these offices that their page calls stale: two queries."""
    if not may_read():
        return
    old = with_old_links(day, offices)
    laws = ErpoLaw.objects.on_record().laws() if old else []
    for office in gazetteer.offices().values():
        if office.pk in old:
            yield from stale_at(office, old[office.pk], day, allows=has_erpo(laws, office, day))


def stale_at(office: Office, owners: Owners, day: date, *, allows: bool) -> Iterator[Matter]:
    """The stale chains of one office, by basis."""
    counties = codes_of(office.court_id)
    for basis in bases(has_erpo=allows):
        if links := old_rows(owners, counties, basis, day):
            yield matter_of(office, basis, {link: owners[link] for link in links})


def with_old_links(day: date, offices: Offices) -> dict[int, Owners]:
    """All links of the offices that have an old one; whether it counts anywhere is for the chain to say."""
    standing = ReadinessLink.objects.standing().filter(office__in=offices)
    old = standing.filter(as_of__lte=day - FRESH_FOR).values("office")
    found: dict[int, dict[Stands, int | None]] = defaultdict(dict)
    rows = standing.filter(office__in=old).order_by("pk")
    for office, owner, *stands in rows.values_list("office", "owner", *STANDS):
        found[office][Stands(*stands)] = owner
    return dict(found)


def matter_of(office: Office, basis: Basis, links: Owners) -> Matter:
    """Counted from the day on which its oldest link had stood for a year."""
    oldest = min(link.as_of for link in links)
    on = stale_on(oldest)
    facts = {"basis": basis, "oldest": oldest, "number": len(links), "owners": {*links.values()}, "office": office}
    about = f"readiness:{office.pk}:{basis.value}"
    return Matter(STALE, about, oldest.isoformat(), on, on, office.pk, facts=facts, name=str(basis.label))


def keepers(matters: Collection[Matter]) -> Told:
    """Who sees to the old links, still in role; where nobody does, the office's specialists and staff."""
    held, team = held_at(matters, OUTREACH_ROLES), teams(matters)
    found: dict[Matter, Sequence[Recipient]] = {}
    for matter in matters:
        kept = [one for one in held[matter.office_id or 0] if one.person_id in matter.facts["owners"]]
        found[matter] = list({one.person_id: recipient(one) for one in kept}.values()) or team[matter]
    return found


def of_chain(matter: Matter, rung: Rung, day: date) -> Said:  # noqa: ARG001 every cause is told the day
    """How many links, since when, and what to do; to EOUSA: whose."""
    basis: Basis = matter.facts["basis"]
    if rung.audience == DESK.key:
        what, court = _("nobody has looked for a year whether a chain still holds"), matter.facts["office"].court_id
        return to_desk(matter.facts["office"], what, matter.on, reverse("readiness-detail", args=[court]))
    number: int = matter.facts["number"]
    words = {"basis": basis.label, "n": number, "day": date_format(matter.facts["oldest"], "DATE_FORMAT")}
    title = _("Nobody has looked for a year whether the chain still holds: %(basis)s") % words
    text = ngettext(
        "%(n)d link was last looked at a year ago or earlier, on %(day)s.",
        "%(n)d links were last looked at a year ago or earlier, the first on %(day)s.",
        number,
    )
    more = _("Ask those who keep it; then say that it is still so, or what has changed.")
    if rung.audience == LEADERSHIP.key:
        more = _("Somebody of your office looks at each link once a year, and nobody has.")
    return Said(title, f"{text % words} {more}", reverse("readiness-list"), _("Open the chains"))


# --- agencies --------------------------------------------------------------------------------------------------------
def follow_ups(day: date, offices: Offices) -> Iterator[Matter]:
    """The agencies that took part in a training ninety days ago and of which nothing was heard since: three queries."""
    if may_read():
        yield from (matter_of_question(question, agency) for question, agency in named(asked(day, offices)))


def matter_of_question(question: Question, agency: Any) -> Matter:
    """Whoever has just logged it is not asked on the same day. No ledger names whom only an office knows."""
    training = question.training
    office = next(office for office in gazetteer.offices().values() if office.pk == training.office)
    since = max(question.on, local_day(training.recorded_at, office.zone) + A_DAY)
    facts = {"held_on": training.held_on, "agency": agency, "office": office, "left": question.left}
    return Matter(
        FOLLOW_UP, f"training:{training.entry}:{training.agency}", training.held_on.isoformat(), question.on, since,
        training.office, facts=facts, name="" if agency.is_confidential else agency.name,
    )  # fmt: skip


def of_agency(matter: Matter, rung: Rung, day: date) -> Said:  # noqa: ARG001 every cause is told the day
    """Was it adopted? To those who lead the office: that nobody has asked; to EOUSA the same, and no agency."""
    agency = matter.facts["agency"]
    if rung.audience == DESK.key:
        what = _("an agency has not been asked what a training of ninety days ago has changed")
        return to_desk(matter.facts["office"], what, matter.on)
    name = str(SECRET) if agency.is_confidential else agency.name
    words = {"name": name, "day": date_format(matter.facts["held_on"], "DATE_FORMAT")}
    words["practices"] = asked_words(matter.facts["left"], dict(Practice.choices))
    if rung.audience == LEADERSHIP.key:
        return Said(
            _("Nobody has asked %(name)s what it has taken up since its training") % words,
            _("It took part in a training of your office on %(day)s. Ninety days later somebody of your office asks, "
              "and puts the answer on record.") % words,
            reverse("agency-practice-list"),
            _("Open the agencies"),
        )  # fmt: skip
    return Said(
        _("What has %(name)s taken up since its training?") % words,
        _("It took part in a training of your office on %(day)s. Ask whether what was taught was adopted, and put the "
          "answer on record: also that nothing was. Asked about: %(practices)s.") % words,
        reverse("agency-practice-edit", args=[agency.pk]),
        str(capfirst(_("record the answer"))),
    )  # fmt: skip


def lines(open_questions: Iterable[tuple[Question, Any]]) -> Iterator[tuple[int, str, str]]:
    """Each for the page of the week: key, words, address."""
    for question, agency in open_questions:
        words = {"name": agency.name, "day": date_format(question.training.held_on, "DATE_FORMAT")}
        words["practices"] = asked_words(question.left)
        text = _("%(name)s, trained on %(day)s: was it adopted? (%(practices)s)") % words
        yield agency.pk, text, reverse("agency-practice-edit", args=[agency.pk])


SECRET = gettext_lazy("a partner that your office keeps confidential")
KEEPER = Audience("READINESS_KEEPER", gettext_lazy("whoever at the office sees to the links"), keepers)
CAUSES: tuple[Audience | Cause, ...] = (
    KEEPER,
    TEAM_OF_OFFICE,
    Cause(
        STALE,
        gettext_lazy("A chain of relinquishment that nobody has looked at for a year"),
        gettext_lazy("each link is looked at once a year, and one of these was not"),
        (
            Rung(0, Unit.WORKING, KEEPER.key, limits=(0, 30)),
            Rung(20, Unit.WORKING, LEADERSHIP.key, limits=(5, 90)),
            AT_LAST,
        ),
        stale,
        of_chain,
        unforeseen=gettext_lazy("chains of relinquishment"),
        order=96,
    ),
    Cause(
        FOLLOW_UP,
        gettext_lazy("An agency to be asked ninety days after a training"),
        gettext_lazy("ninety days after a training each agency that took part is asked what has changed"),
        (
            Rung(0, Unit.WORKING, TEAM_OF_OFFICE.key, limits=(0, 30)),
            Rung(20, Unit.WORKING, LEADERSHIP.key, limits=(5, 90)),
            AT_LAST,
        ),
        follow_ups,
        of_agency,
        unforeseen=gettext_lazy("what agencies have taken up"),
        order=97,
    ),
)
