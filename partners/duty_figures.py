"""How each of the five duties stands: one or two figures of an office or of the nation, when it was last done, and
what is best done next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import barriers, gap_words
from partners import readiness_words as words
from partners.agencies import Agency, agencies
from partners.chain import Basis, Status
from partners.chain_reading import Read, chains_of, read
from partners.duties import Duty
from partners.follow_ups import OF_DUTY_1
from partners.gap_reading import State, gaps_of
from partners.models import Barrier, Outreach
from partners.practices import ADOPTED
from partners.readiness import Chain
from partners.views.readiness import link_url
from partners.views.step_acts import today_at
from portal.access import Permission
from portal.hats import Hat
from portal.models import Office

A_YEAR = timedelta(days=365)


class Next(NamedTuple):
    """What is best done next, and where."""

    text: str
    url: str


class Stands(NamedTuple):
    """How a duty stands: its figures in sentences, what the log says, and the next thing to do."""

    figures: Sequence[str]
    logged: str
    next: Next


@dataclass(frozen=True)
class Reading:
    """One office as somebody reads it on a day."""

    hat: Hat
    office: Office
    day: date

    def open(self, permission: Permission, act: str, else_to: str, *args: Any) -> str:
        """Where the reader can do it; for whoever may not, where it stands."""
        return reverse(act, args=args) if self.hat.may(permission) else else_to


def of_office(hat: Hat, office: Office) -> dict[Duty, Stands]:
    """Each duty at one office: a dozen queries."""
    one = Reading(hat, office, today_at(office))
    logged, chains = in_log(one), read(office, one.day)
    told = {
        Duty.TRAUMA_INFORMED: trauma_informed(one),
        Duty.ERPO: erpo(one, chains),
        Duty.OUTREACH: outreach(one),
        Duty.ACCESS: access(one),
        Duty.FIREARMS: firearms(one, chains),
    }
    return {duty: Stands(figures, logged[duty], then) for duty, (figures, then) in told.items()}


Found = tuple[list[str], Next]


# --- the log ---------------------------------------------------------------------------------------------------------
def in_log(one: Reading) -> Mapping[Duty, str]:
    """How often within a year, and when last, by duty: one query."""
    rows = Outreach.objects.standing().filter(office=one.office).values("duty").order_by()
    lately = Count("pk", filter=Q(held_on__gt=one.day - A_YEAR))
    found = {row["duty"]: row for row in rows.annotate(n=lately, last=Max("held_on"))}
    return {duty: logged(**found[duty]) if duty in found else _("Nothing is in the log yet.") for duty in Duty}


def logged(duty: int, n: int, last: date) -> str:  # noqa: ARG001 as the row has it
    """6 entries within a year, the last on November 2, 2026."""
    words_said = {"n": n, "day": date_format(last, "DATE_FORMAT")}
    if not n:
        return _("No entry within a year; last done on %(day)s.") % words_said
    said = ngettext("%(n)d entry within a year; last done on %(day)s.", "%(n)d entries within a year; last done on "
                    "%(day)s.", n)  # fmt: skip
    return said % words_said


def log_something(one: Reading) -> Next:
    return Next(
        _("Log what you do for it"), one.open(Permission.OUTREACH_LOG, "outreach-create", reverse("outreach-list"))
    )


# --- duty 1 ----------------------------------------------------------------------------------------------------------
def trauma_informed(one: Reading) -> Found:
    found = agencies(one.office, one.day)
    done = sum(any(each.status(practice) in ADOPTED for practice in OF_DUTY_1) for each in found)
    said = ngettext(
        "%(done)d of %(n)d agency has adopted a practice of (a) to (d).",
        "%(done)d of %(n)d agencies have adopted a practice of (a) to (d).",
        len(found),
    )
    if not found:
        return [_("No agency is a partner of your office yet.")], Next(
            _("Find an agency"), reverse("organization-list")
        )
    return [said % {"done": done, "n": len(found)}], to_ask(one, found) or log_something(one)


def to_ask(one: Reading, found: Sequence[Agency]) -> Next | None:
    """The agency that was trained longest ago and not asked; else one at which nobody has looked for a year."""
    waiting = sorted((each for each in found if each.questions), key=lambda each: each.questions[0].on)
    old = [each for each in found if each.is_stale]
    told = _("Ask %(name)s what its training has changed") if waiting else _("Ask %(name)s again: it was a year ago")
    for each in [*waiting, *old]:
        pk = each.organization.pk
        beside = reverse("agency-practice-detail", args=[pk])
        url = one.open(Permission.READINESS_EDIT, "agency-practice-edit", beside, pk)
        return Next(told % {"name": each.organization.name}, url)
    return None


# --- duties 2 and 5 --------------------------------------------------------------------------------------------------
def erpo(one: Reading, found: Read) -> Found:
    if not found.has_erpo:
        return [words.why_no_chain(found.law)], Next(_("Read the law of each state"), reverse("erpo-list"))
    return of_chains(one, [chain for chain in chains_of(one.office, found) if chain.basis is Basis.ERPO])


def firearms(one: Reading, found: Read) -> Found:
    return of_chains(one, [chain for chain in chains_of(one.office, found) if chain.basis is not Basis.ERPO])


def of_chains(one: Reading, chains: Sequence[Chain]) -> Found:
    """The weakest link of each."""
    said = [f"{words.SHORT[chain.basis]}: {words.weakest_words(chain)}." for chain in chains]
    return said, next(chain_steps(one, chains), None) or log_something(one)


def chain_steps(one: Reading, chains: Sequence[Chain]) -> Iterator[Next]:
    """Enter what is not entered; look at what is old; strengthen the weakest link."""
    page = reverse("readiness-list")
    grid = one.open(Permission.READINESS_EDIT, "readiness-edit", page)
    if not all(chain.is_entered for chain in chains):
        yield Next(_("Fill the grid: say how far each link is"), grid)
    if any(chain.is_stale(one.day) for chain in chains):
        yield Next(_("Look again: of some links nobody has for a year"), page)
    for chain in sorted(
        chains, key=lambda chain: (chain.status != "", chain.status not in {Status.NONE, Status.DRAFT})
    ):
        if chain.weak:
            link = chain.weak[0]
            county = (*chain.alone.get(link, ()), "")[0]
            url = link_url(chain.basis, link, county) if one.hat.may(Permission.READINESS_EDIT) else page
            told = {"link": words.link_where(link, chain.alone.get(link, ())), "basis": words.SHORT[chain.basis]}
            yield Next(_("Strengthen the weakest link of %(basis)s: %(link)s") % told, url)


# --- duty 3 ----------------------------------------------------------------------------------------------------------
def outreach(one: Reading) -> Found:
    found = gaps_of(one.office)
    first = next((gap for gap in found if gap.state == State.OPEN), None)
    if first is None:
        return [gap_words.of_office(found)], log_something(one)
    key = first.spot.key
    url = one.open(Permission.GAP_EDIT, "gap-own", reverse("gap-detail", args=[key]), key)
    told = {"gap": gap_words.title(first.spot, one.office), "n": gap_words.times(first.number)}
    return [gap_words.of_office(found)], Next(_("See to the gap seen most often: %(gap)s (%(n)s)") % told, url)


# --- duty 4 ----------------------------------------------------------------------------------------------------------
def access(one: Reading) -> Found:
    found = [barriers.of_office(barriers.standing(one.hat), one.day)]
    first = Barrier.objects.open().filter(office=one.office).order_by("recheck_on", "pk").first()
    if first is None:
        url = one.open(Permission.BARRIER_EDIT, "barrier-create", reverse("barrier-list"))
        return found, Next(_("Put a barrier on record"), url)
    told = {"what": capfirst(first.what), "day": date_format(first.recheck_on, "DATE_FORMAT")}
    said = _("Look again at: %(what)s") if first.recheck_on <= one.day else _("Look again on %(day)s at: %(what)s")
    return found, Next(said % told, reverse("barrier-detail", args=[first.key]))
