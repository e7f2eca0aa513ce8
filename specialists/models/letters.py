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
from specialists.stages import StepKey

Recipient = tuple[str, Person | None]
"""An address, and whose it is where that is known."""


class Cause(models.TextChoices):
    """Why this app writes."""

    NOMINATION = "NOMINATION", gettext_lazy("nomination")
    REMARK = "REMARK", gettext_lazy("remark on a nomination")
    DIRECTIVE = "DIRECTIVE", gettext_lazy("directive")


TOLD = frozenset({
    StepKey.NOMINATE, StepKey.TAKE_BACK, StepKey.RETURN, StepKey.APPROVE, StepKey.APPROVE_WITH_CONDITIONS,
    StepKey.DECLINE,
})  # fmt: skip
"""The steps of a nomination, each of which the other side is told of. The subject of a mail stands in lists that
more people read than the mail itself: it says neither who nor what."""


def of_move(nomination: Any, move: Any) -> None:
    """Tell the other side that the nomination has moved. Part of the move's own transaction."""
    what = {"what": move.get_step_display(), "on": move.made_on}
    _post(nomination, Cause.NOMINATION, f"move:{move.pk}", by=move.recorded_by, **what)


def of_undoing(nomination: Any, move: Any) -> None:
    """Tell the other side that a move was taken back, if they had been told of it."""
    if move.step not in TOLD:
        return
    what = _("taken back: %(what)s") % {"what": move.get_step_display()}
    _post(nomination, Cause.NOMINATION, f"undone:{move.pk}", by=move.recorded_by, what=what, on=move.made_on)


def of_remark(nomination: Any, remark: Any) -> None:
    """Tell the other side that there is something to read."""
    _post(nomination, Cause.REMARK, f"remark:{remark.pk}", by=remark.by, what=_("there is a new remark"), on=None)


def of_extension(nomination: Any, clearance: Any) -> None:
    """Tell the office that the temporary appointment lasts longer. More people read the key, so it says nothing."""
    what = {"what": _("temporary appointment extended"), "on": clearance.not_to_exceed_on}
    _post(nomination, Cause.NOMINATION, f"news:{clearance.pk}", by=clearance.recorded_by, **what)


def _post(nomination: Any, cause: str, period: str, *, by: Person, **words: Any) -> None:
    office = nomination.office
    link = settings.SITE_URL + reverse("nomination-detail", args=[nomination.pk])
    words |= {"nomination": nomination, "office": office, "link": link, "by": by}
    subject = _("Nomination, %(office)s: there is something new") % {"office": office.abbreviation}
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


def recipients(nomination: Any, by: Person) -> list[Recipient]:
    """The other side: OARM, if somebody of the office acts; the office, if OARM does; both, if EOUSA does."""
    heads = holders(office_id=nomination.office_id, role__in=sorted(OFFICE_HEADS))
    analysts = analysts_in_force()
    to_office = [] if by in heads else office_side(nomination, heads)
    to_oarm = [] if by in analysts else oarm_side(nomination, analysts)
    return list({email: (email, person) for email, person in to_office + to_oarm}.values())


def office_side(nomination: Any, heads: Iterable[Person]) -> list[Recipient]:
    """Leadership and officers; where none has an account, the contacts that came with the roster."""
    found: list[Recipient] = [(person.email, person) for person in heads]
    if found:
        return found
    contacts = StaffContact.objects.standing().filter(office_id=nomination.office_id)
    return [(email, None) for email in sorted(set(contacts.values_list("email", flat=True)))]


def analysts_in_force() -> list[Person]:
    """An office may not read who works at OARM, so this one question is asked as OARM, for the mail to them only."""
    before = current()
    with bound(Binding(DatabaseRole.OARM, request_id=before.request_id if before else "")):
        return holders(role=Role.OARM)


def oarm_side(nomination: Any, analysts: Iterable[Person]) -> list[Recipient]:
    """Who has taken the nomination; everybody, while nobody has."""
    everybody = [(person.email, person) for person in analysts]
    taken = [(email, person) for email, person in everybody if person.pk == nomination.claimed_by_id]
    return list(taken or everybody)


def holders(**where: Any) -> list[Person]:
    """Active people who hold such a role, each once."""
    held = Membership.objects.in_force().filter(person__is_active=True, **where)
    return list({each.person_id: each.person for each in held.select_related("person").order_by("pk")}.values())
