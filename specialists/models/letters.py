"""Mails between an office and OARM about a nomination: initials at most, never a reason, always where to read on."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import OFFICE_HEADS, DatabaseRole, Role
from portal.models import Membership, Message, Person
from portal.tenancy import Binding, bound, current
from specialists.models.contact import StaffContact


class Cause(models.TextChoices):
    """Why this app writes."""

    NOMINATION = "NOMINATION", gettext_lazy("nomination")
    REMARK = "REMARK", gettext_lazy("remark on a nomination")
    DIRECTIVE = "DIRECTIVE", gettext_lazy("directive")


def of_move(nomination: Any, move: Any) -> None:
    """Tell the other side that the nomination has moved. Part of the move's own transaction."""
    what = {"what": move.get_step_display(), "on": move.made_on}
    _post(nomination, Cause.NOMINATION, f"move:{move.pk}", by=move.recorded_by, **what)


def of_undoing(nomination: Any, move: Any) -> None:
    """Tell the other side that a move was taken back."""
    what = _("taken back: %(what)s") % {"what": move.get_step_display()}
    _post(nomination, Cause.NOMINATION, f"undone:{move.pk}", by=move.recorded_by, what=what, on=move.made_on)


def of_remark(nomination: Any, remark: Any) -> None:
    """Tell the other side that there is something to read."""
    _post(nomination, Cause.REMARK, f"remark:{remark.pk}", by=remark.by, what=_("there is a new remark"), on=None)


def _post(nomination: Any, cause: str, period: str, *, by: Person, **words: Any) -> None:
    office = nomination.office
    link = settings.SITE_URL + reverse("nomination-detail", args=[nomination.pk])
    words |= {"nomination": nomination, "office": office, "link": link, "by": by}
    subject = _("Nomination of %(initials)s, %(office)s: %(what)s") % {
        "initials": nomination.initials, "office": office.abbreviation, "what": words["what"],
    }  # fmt: skip
    for email, person in recipients(nomination, by):
        Message.objects.post(
            cause=cause,
            about=f"nomination:{nomination.pk}",
            period=period,
            recipient=email,
            subject=subject,
            text=render_to_string("mail/nomination.txt", words),
            person=person,
            office=office,
        )


def recipients(nomination: Any, by: Person) -> Iterable[tuple[str, Person | None]]:
    """The other side: OARM, if somebody of the office acts; the office, if OARM or EOUSA does."""
    heads = Membership.objects.in_force().filter(office_id=nomination.office_id, role__in=sorted(OFFICE_HEADS))
    people = [membership.person for membership in heads.select_related("person").order_by("pk")]
    if by in people:
        return [(person.email, person) for person in oarm(nomination)]
    if people:
        return list({person.email: (person.email, person) for person in people}.values())
    contacts = StaffContact.objects.standing().filter(office_id=nomination.office_id)
    return [(email, None) for email in sorted(set(contacts.values_list("email", flat=True)))]


def oarm(nomination: Any) -> Iterable[Person]:
    """Who at OARM has taken the nomination; everybody there, while nobody has.

    An office may not read who works there, so this one question is asked as OARM.
    """
    if nomination.claimed_by:
        return [nomination.claimed_by]
    before = current()
    with bound(Binding(DatabaseRole.OARM, request_id=before.request_id if before else "")):
        analysts = Membership.objects.in_force().filter(role=Role.OARM).select_related("person").order_by("pk")
        return list({each.person_id: each.person for each in analysts}.values())
