"""What people own in the work with partners, declared for the hand-over.

A hand-over is read by EOUSA too, which sees no note and no organization of an office: the lines name days only, and
what waits is told in words to those of the office.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import owned_groups, owned_projects  # noqa: F401 declared there
from partners.gap_words import title
from partners.models import Barrier, GapCare, NextStep, Partnership, ReadinessLink, Share
from partners.promises import due_words
from partners.readiness_words import link_words
from portal.access import OFFICE_DATABASE_ROLES, OUTREACH_ROLES
from portal.models import Person
from portal.ownership import Line, Owned, owns
from portal.tenancy import current


def is_of_the_office() -> bool:
    """Whether the one who asks runs as somebody of an office."""
    binding = current()
    return binding is not None and binding.role in OFFICE_DATABASE_ROLES


# --- next steps ----------------------------------------------------------------------------------------------------
def steps(person_id: int) -> QuerySet[NextStep]:
    return NextStep.objects.kept_by(person_id)


def counted_steps(number: int) -> str:
    return ngettext("%(n)d next step to keep", "%(n)d next steps to keep", number) % {"n": number}


def line_of_step(step: NextStep) -> Line:
    day = date_format(step.due_on, "DATE_FORMAT")
    return Line(step.pk, _("A next step due %(day)s") % {"day": day}, reverse("step-detail", args=[step.pk]))


def steps_pass_on(*, rows: Collection[NextStep], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands, or wait in the office's queue."""
    giver = next(row.owner_id for row in rows)
    NextStep.objects.pass_on(keys=[row.pk for row in rows], giver_id=giver or 0, to=to, by=by)


def steps_due(keys: Sequence[int], at: datetime) -> Iterator[Line]:
    """Those that are still open, the earliest first, in words."""
    if not is_of_the_office():
        return
    for step in NextStep.objects.open().filter(pk__in=keys).select_related("organization").order_by("due_on", "pk"):
        words = {"text": step.text, "due": due_words(step.due_on, localdate(at))}
        yield Line(step.pk, _("%(text)s: %(due)s") % words, reverse("step-detail", args=[step.pk]))


def steps_named(keys: Sequence[int]) -> dict[int, Line]:
    """What each is, with whom, and until when; to those of the office."""
    if not is_of_the_office():
        return {}
    found = NextStep.objects.filter(pk__in=keys).select_related("organization__merged_into")
    return {step.pk: named_step(step) for step in found}


def named_step(step: NextStep) -> Line:
    organization = step.organization and (step.organization.merged_into or step.organization)
    words = {"text": step.text, "day": date_format(step.due_on, "DATE_FORMAT")}
    said = _("%(text)s, due %(day)s") % words
    return Line(step.pk, f"{organization}: {said}" if organization else said, reverse("step-detail", args=[step.pk]))


NEXT_STEPS = owns(
    Owned(
        "next-step", OUTREACH_ROLES, counted_steps, steps, line_of_step, steps_pass_on, steps_due, steps_named,
        to_queue=True,
    )
)  # fmt: skip


# --- partnerships --------------------------------------------------------------------------------------------------
def partnerships(person_id: int) -> QuerySet[Partnership]:
    return Partnership.objects.kept_by(person_id)


def counted_partnerships(number: int) -> str:
    return ngettext("%(n)d partnership to keep", "%(n)d partnerships to keep", number) % {"n": number}


def line_of_partnership(partnership: Partnership) -> Line:
    day = date_format(partnership.began_on, "DATE_FORMAT")
    return Line(partnership.pk, _("A partnership since %(day)s") % {"day": day})


def partnerships_pass_on(*, rows: Collection[Partnership], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands; the organizations are told to turn to the successor."""
    row = next(iter(rows))
    Partnership.objects.pass_on(keys=[each.pk for each in rows], giver_id=row.owner_id or 0, to=to, by=by)
    Share.objects.answered_by(to, office_id=row.office_id, before=Person.objects.get(pk=row.owner_id or 0))


def partners_known(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 a partnership has no clock
    """The partners by name."""
    if not is_of_the_office():
        return
    found = Partnership.objects.standing().filter(pk__in=keys).select_related("organization__merged_into")
    yield from (named_partner(partnership) for partnership in found.order_by("organization__name"))


def named_partner(partnership: Partnership) -> Line:
    since = date_format(partnership.began_on, "DATE_FORMAT")
    words = _("%(name)s, a partner since %(day)s") % {"name": partnership.partner, "day": since}
    return Line(partnership.pk, words, reverse("organization-detail", args=[partnership.partner.pk]))


def partnerships_named(keys: Sequence[int]) -> dict[int, Line]:
    """The partners by name, also where the partnership has ended since; to those of the office."""
    if not is_of_the_office():
        return {}
    found = Partnership.objects.filter(pk__in=keys).select_related("organization__merged_into")
    return {partnership.pk: named_partner(partnership) for partnership in found}


PARTNERSHIPS = owns(
    Owned(
        "partnership", OUTREACH_ROLES, counted_partnerships, partnerships, line_of_partnership, partnerships_pass_on,
        partners_known, partnerships_named, to_queue=True,
    )
)  # fmt: skip


# --- barriers ------------------------------------------------------------------------------------------------------
def barriers(person_id: int) -> QuerySet[Barrier]:
    return Barrier.objects.kept_by(person_id)


def counted_barriers(number: int) -> str:
    return ngettext("%(n)d barrier to look at again", "%(n)d barriers to look at again", number) % {"n": number}


def line_of_barrier(barrier: Barrier) -> Line:
    day = date_format(barrier.recheck_on, "DATE_FORMAT")
    url = reverse("barrier-detail", args=[barrier.key])
    return Line(barrier.pk, _("A barrier to look at again on %(day)s") % {"day": day}, url)


def barriers_pass_on(*, rows: Collection[Barrier], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands, or wait in the office's queue; the organizations read who looks again."""
    giver = next(row.owner_id for row in rows)
    Barrier.objects.pass_on(keys=[row.pk for row in rows], giver_id=giver or 0, to=to, by=by)


def barriers_due(keys: Sequence[int], at: datetime) -> Iterator[Line]:
    """Those that are still open, the earliest first, in words."""
    if not is_of_the_office():
        return
    for barrier in Barrier.objects.open().filter(pk__in=keys).order_by("recheck_on", "pk"):
        words = {"what": barrier.what, "due": due_words(barrier.recheck_on, localdate(at))}
        yield Line(barrier.pk, _("%(what)s: %(due)s") % words, reverse("barrier-detail", args=[barrier.key]))


def barriers_named(keys: Sequence[int]) -> dict[int, Line]:
    """What each is and at whom, to those of the office."""
    if not is_of_the_office():
        return {}
    found = Barrier.objects.filter(pk__in=keys).select_related("organization__merged_into")
    return {barrier.pk: named_barrier(barrier) for barrier in found}


def named_barrier(barrier: Barrier) -> Line:
    words = {"name": barrier.partner, "what": barrier.what, "day": date_format(barrier.recheck_on, "DATE_FORMAT")}
    said = _("%(name)s: %(what)s, to look at again on %(day)s") % words
    return Line(barrier.pk, said, reverse("barrier-detail", args=[barrier.key]))


BARRIERS = owns(
    Owned(
        "barrier", OUTREACH_ROLES, counted_barriers, barriers, line_of_barrier, barriers_pass_on, barriers_due,
        barriers_named, to_queue=True,
    )
)  # fmt: skip


# --- gaps ------------------------------------------------------------------------------------------------------------
def gaps_kept(person_id: int) -> QuerySet[GapCare]:
    return GapCare.objects.kept_by(person_id)


def counted_gaps(number: int) -> str:
    """No number: it would tell of a gap that only the office knows."""
    return ngettext("a gap in services to see to", "gaps in services to see to", number)


def line_of_gaps(first: GapCare) -> Line:
    return Line(first.pk, _("The gaps in services that this person sees to"))


def gaps_pass_on(*, rows: Collection[GapCare], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands together; with nobody to take them they are open again."""
    for row in rows:
        GapCare.objects.pass_on(office_id=row.office_id, giver_id=row.owner_id or 0, to=to, by=by)


def gaps_open(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 a gap has no clock
    """Each of them, for those of the office."""
    if not is_of_the_office():
        return
    handed = GapCare.objects.filter(pk__in=keys).values("office_id", "owner_id")
    for place in handed:
        kept = GapCare.objects.standing().filter(owner__isnull=False, **place).select_related("office")
        for care in kept.order_by("need", "population", "county"):
            yield Line(care.pk, title(care.spot, care.office), reverse("gap-detail", args=[care.spot.key]))


GAPS = owns(Owned("gap", OUTREACH_ROLES, counted_gaps, gaps_kept, line_of_gaps, gaps_pass_on, gaps_open, to_queue=True))


# --- links of the chains of relinquishment ---------------------------------------------------------------------------
def links_kept(person_id: int) -> QuerySet[ReadinessLink]:
    return ReadinessLink.objects.kept_by(person_id)


def counted_links(number: int) -> str:
    words = ngettext("%(n)d link of the readiness chains", "%(n)d links of the readiness chains", number)
    return words % {"n": number}


def line_of_link(link: ReadinessLink) -> Line:
    return Line(link.pk, link_words(link), reverse("readiness-list"))


def links_pass_on(*, rows: Collection[ReadinessLink], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """All of them change hands, or wait in the office's queue."""
    giver = next(row.owner_id for row in rows)
    ReadinessLink.objects.pass_on(keys=[row.pk for row in rows], giver_id=giver or 0, to=to, by=by)


def links_open(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 the ladder says which are old
    """How they stand now, whatever has been written anew since."""
    if not is_of_the_office():
        return
    handed = {(row.county, row.basis, row.link) for row in ReadinessLink.objects.filter(pk__in=keys)}
    for row in ReadinessLink.objects.standing().filter(basis__in={basis for _c, basis, _l in handed}).order_by("pk"):
        if (row.county, row.basis, row.link) in handed:
            words = {"link": link_words(row), "status": row.get_status_display()}
            yield Line(row.pk, _("%(link)s: %(status)s") % words, reverse("readiness-list"))


LINKS = owns(
    Owned(
        "readiness-link", OUTREACH_ROLES, counted_links, links_kept, line_of_link, links_pass_on, links_open,
        to_queue=True,
    )
)  # fmt: skip
