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

from partners.models import NextStep, Partnership, Share
from partners.promises import due_words
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


NEXT_STEPS = owns(
    Owned("next-step", OUTREACH_ROLES, counted_steps, steps, line_of_step, steps_pass_on, steps_due, to_queue=True)
)


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
    for partnership in found.order_by("organization__name"):
        since = date_format(partnership.began_on, "DATE_FORMAT")
        words = _("%(name)s, a partner since %(day)s") % {"name": partnership.partner, "day": since}
        yield Line(partnership.pk, words, reverse("organization-detail", args=[partnership.partner.pk]))


PARTNERSHIPS = owns(
    Owned(
        "partnership", OUTREACH_ROLES, counted_partnerships, partnerships, line_of_partnership, partnerships_pass_on,
        partners_known, to_queue=True,
    )
)  # fmt: skip
