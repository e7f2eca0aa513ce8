"""Whom working groups turn to, declared for the hand-over: who takes over is named there, or nobody is.

EOUSA reads that an office has such a contact, and of a local group neither its name nor another member.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.models import Participant
from portal.access import OFFICE_ROLES, Role
from portal.models import Person
from portal.ownership import Line, Owned, owns
from portal.tenancy import current


def contacts(person_id: int, *, nationally: bool) -> QuerySet[Participant]:
    return Participant.objects.turned_to(person_id, nationally=nationally)


def counted(number: int) -> str:
    words = ngettext(
        "%(n)d working group that turns to this person", "%(n)d working groups that turn to this person", number
    )
    return words % {"n": number}


def line(member: Participant) -> Line:
    """Without the group's name, which EOUSA does not read of a local one."""
    url = reverse("group-detail", args=[member.group_id])
    return Line(member.pk, _("Whom a working group turns to at %(name)s") % {"name": member.name}, url)


def pass_on(*, rows: Collection[Participant], to: Person | None, by: Person, at: datetime) -> None:  # noqa: ARG001 every kind is told when
    """The groups read at once whom to turn to now."""
    giver = next(row.contact_id for row in rows)
    Participant.objects.pass_on(keys=[row.pk for row in rows], giver_id=giver or 0, to=to)


def known(keys: Sequence[int], at: datetime) -> Iterator[Line]:  # noqa: ARG001 it has no clock
    """The groups by name, to those who sit in them."""
    if current() is None:
        return
    found = Participant.objects.filter(pk__in=keys, left_on=None).select_related("group")
    for member in found.filter(group__ended_on=None).order_by("group__name", "pk"):
        url = reverse("group-detail", args=[member.group_id])
        words = _("%(group)s turns to %(who)s") % {
            "group": member.group.name,
            "who": member.contact_name or _("nobody"),
        }
        yield Line(member.pk, words, url)


OFFICES = owns(
    Owned("group-contact", OFFICE_ROLES, counted, partial(contacts, nationally=False), line, pass_on, known,
          to_queue=True)
)  # fmt: skip
NATION = owns(
    Owned("group-contact-eousa", frozenset({Role.EOUSA}), counted, partial(contacts, nationally=True), line, pass_on,
          known, to_queue=True)
)  # fmt: skip
