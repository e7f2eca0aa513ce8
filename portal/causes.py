"""Why the portal itself reminds somebody: an account that nobody uses. It is warned; closing it is a person's act."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.ladder import Audience, Cause, Matter, Offices, Recipient, Rung, Said, Unit, join
from portal.models import Membership, Message, Person

ACCOUNT_IDLE = "ACCOUNT_IDLE"
LEAST = 30
"""The fewest days without use after which a warning may come; before that nothing waits."""


def in_use() -> QuerySet[Any]:
    """Active people who hold a role, with `last_on`: when they were last there, signed in, by a token or by a link
    in a reminder; who never was, since the first role that still holds."""
    held = Membership.objects.in_force().filter(person=OuterRef("pk")).order_by()
    first = Subquery(held.values("person").annotate(day=TruncDate(Min("started_at"))).values("day"))
    replied = Message.objects.filter(person=OuterRef("pk")).exclude(replied_at=None).order_by()
    last = Subquery(replied.values("person").annotate(day=TruncDate(Max("replied_at"))).values("day"))
    people = Person.objects.filter(is_active=True, pk__in=Membership.objects.in_force().values("person"))
    found: QuerySet[Any] = people.annotate(last_on=Greatest(F("seen_on"), first, last, output_field=DateField()))
    return found


def idle(day: date, _offices: Offices) -> Iterator[Matter]:
    """Accounts that nobody has used for some time, by the last day on which they were used: one query."""
    for person in in_use().filter(last_on__lte=day - timedelta(days=LEAST)).order_by("pk"):
        last = person.last_on
        yield Matter(
            ACCOUNT_IDLE, f"person:{person.pk}", last.isoformat(), last, last, person_id=person.pk,
            facts={"person": person},
        )  # fmt: skip


def owners(matters: Collection[Matter]) -> Mapping[Matter, Sequence[Recipient]]:
    """The person whose account it is."""
    people = Person.objects.filter(is_active=True).in_bulk([matter.person_id for matter in matters])
    found = {matter: people.get(matter.person_id or 0) for matter in matters}
    return {matter: [Recipient(one.email, one.name, one.pk)] for matter, one in found.items() if one}


def of_idleness(matter: Matter, _rung: Rung, day: date) -> Said:
    """Since when, and how it stays open."""
    number = (day - matter.on).days
    words = {"day": date_format(matter.on, "DATE_FORMAT"), "n": number}
    title = ngettext(
        "You have not used your account for %(n)d day", "You have not used your account for %(n)d days", number
    )
    last = _("You last used it on %(day)s.")
    if matter.facts["person"].seen_on is None:
        last = _("No use of it is on record since %(day)s, when you got your role.")
    text = _(
        "Sign in once, and this reminder ends. An account that nobody uses is a risk: after 90 days it may be closed. "
        "If you no longer need it, tell whoever gave you your role."
    )
    return Said(title % words, f"{last % words} {text}", reverse("sign-in"), _("Sign in"))


join(
    Audience("OWNER", gettext_lazy("the person whose account it is"), owners, is_of_the_office=False),
    Cause(
        ACCOUNT_IDLE,
        gettext_lazy("An account that nobody uses"),
        gettext_lazy("your account has not been used for a while"),
        (
            Rung(60, Unit.CALENDAR, "OWNER", limits=(LEAST, 70)),
            Rung(80, Unit.CALENDAR, "OWNER", limits=(71, 89)),
        ),
        idle,
        of_idleness,
        is_national=True,
        order=90,
    ),
)
