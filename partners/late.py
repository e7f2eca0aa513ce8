"""What is late in an office's work with partners: for those who lead it and have no week of their own here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from partners import quarters
from partners.follow_ups import asked
from partners.groups import owed_by
from partners.models import ActionItem, Barrier, NextStep, NoticeForm, Report
from partners.readiness_reminders import stale
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import Hat, PortalRequest
from portal.models import Office


def late(request: PortalRequest) -> list[dict[str, Any]]:
    """A line ({text, url}) for each thing that is late and that the reader may see: one query each, two for chains and
    agencies where something is."""
    office = gazetteer.offices()[request.hat.court_id]
    day = local_day(now(), office.zone)
    counted = (line for one in LINES if request.hat.may(one.permission) for line in one.line(request.hat, office, day))
    return [*counted, *missing_report(request)]


@dataclass(frozen=True)
class Counted:
    """Something of which so many are late: who may see it, how many, in words, and the list that shows them."""

    permission: Permission
    number: Callable[[Hat, Office, date], int]
    one: Any
    many: Any
    address: Callable[[Office], str]

    def line(self, hat: Hat, office: Office, day: date) -> Iterator[dict[str, Any]]:
        if n := self.number(hat, office, day):
            yield {"text": ngettext(self.one, self.many, n) % {"n": n}, "url": self.address(office)}


def steps(_hat: Hat, office: Office, day: date) -> int:
    return NextStep.objects.open().filter(office=office, due_on__lt=day).count()


def chains(_hat: Hat, office: Office, day: date) -> int:
    return len(list(stale(day, {office.pk})))


def trained(_hat: Hat, office: Office, day: date) -> int:
    return len({question.training.agency for question in asked(day, {office.pk})})


def barriers(_hat: Hat, office: Office, day: date) -> int:
    return Barrier.objects.waiting(day).filter(office=office).count()


def forms(_hat: Hat, office: Office, day: date) -> int:
    return NoticeForm.objects.old(day).filter(office=office).count()


def items(hat: Hat, _office: Office, day: date) -> int:
    return ActionItem.objects.open().filter(owed_by(hat), due_on__lt=day).count()


LINES = (
    Counted(
        Permission.NEXT_STEP_VIEW, steps,
        gettext_noop("%(n)d next step of your office is overdue"),
        gettext_noop("%(n)d next steps of your office are overdue"),
        lambda _office: f"{reverse('step-list')}?due=overdue",
    ),
    Counted(
        Permission.READINESS_VIEW, chains,
        gettext_noop("%(n)d chain of relinquishment has a link that nobody has looked at for a year"),
        gettext_noop("%(n)d chains of relinquishment have links that nobody has looked at for a year"),
        lambda office: reverse("readiness-detail", args=[office.court_id]),
    ),
    Counted(
        Permission.READINESS_VIEW, trained,
        gettext_noop("%(n)d agency is to be asked what it has taken up since a training"),
        gettext_noop("%(n)d agencies are to be asked what they have taken up since a training"),
        lambda _office: reverse("agency-practice-list"),
    ),
    Counted(
        Permission.BARRIER_VIEW, barriers,
        gettext_noop("%(n)d barrier to a service waits for another look"),
        gettext_noop("%(n)d barriers to services wait for another look"),
        lambda _office: f"{reverse('barrier-list')}?due=yes",
    ),
    Counted(
        Permission.NOTICE_VIEW, forms,
        gettext_noop("%(n)d form of a court is to be seen again"),
        gettext_noop("%(n)d forms of courts are to be seen again"),
        lambda _office: f"{reverse('notice-list')}?old=yes&mine=yes",
    ),
    Counted(
        Permission.GROUP_VIEW, items,
        gettext_noop("%(n)d action item of a working group is late"),
        gettext_noop("%(n)d action items of working groups are late"),
        lambda _office: reverse("group-list"),
    ),
)  # fmt: skip


def missing_report(request: PortalRequest) -> Iterator[dict[str, Any]]:
    """The report on the last quarter that is over."""
    if not request.hat.may(Permission.REPORT_VIEW):
        return
    last = quarters.before(quarters.quarter_of(localdate()))
    if not Report.objects.submitted().filter(office=request.hat.office_id, quarter_on=last).exists():
        told = _("The report on %(quarter)s is not submitted")
        yield {"text": told % {"quarter": quarters.label(last)}, "url": reverse("report-list")}
