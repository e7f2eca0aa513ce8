"""What is late in an office's work with partners: for those who lead it and have no week of their own here."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import quarters
from partners.models import NextStep, Report
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest


def late(request: PortalRequest) -> list[dict[str, Any]]:
    """A line ({text, url}) for each thing that is late and that the reader may see: two queries."""
    return [*overdue_steps(request), *missing_report(request)]


def overdue_steps(request: PortalRequest) -> Iterator[dict[str, Any]]:
    if not request.hat.may(Permission.NEXT_STEP_VIEW):
        return
    office = gazetteer.offices()[request.hat.court_id]
    found = NextStep.objects.open().filter(office=office, due_on__lt=local_day(now(), office.zone))
    if n := found.count():
        told = ngettext("%(n)d next step of your office is overdue", "%(n)d next steps of your office are overdue", n)
        yield {"text": told % {"n": n}, "url": f"{reverse('step-list')}?due=overdue"}


def missing_report(request: PortalRequest) -> Iterator[dict[str, Any]]:
    """The report on the last quarter that is over."""
    if not request.hat.may(Permission.REPORT_VIEW):
        return
    last = quarters.before(quarters.quarter_of(localdate()))
    if not Report.objects.submitted().filter(office=request.hat.office_id, quarter_on=last).exists():
        told = _("The report on %(quarter)s is not submitted")
        yield {"text": told % {"quarter": quarters.label(last)}, "url": reverse("report-list")}
