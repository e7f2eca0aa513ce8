"""Questions about federal money in the week, among what is late, at EOUSA, and in the quarterly report."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import clocks, guidance
from grants import guidance_words as words
from grants.models import GuidanceRequest
from partners import quarters
from partners.forms.steps import MINE
from partners.parts import Part, Section
from partners.week import Waits, how_many
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line


# --- the week --------------------------------------------------------------------------------------------------------
def waiting(request: PortalRequest, day: date) -> Waits | None:
    """What waits for one's own answer, the first due on top."""
    mine = guidance.answerable(request.hat).filter(state=guidance.State.WAITING, owner=request.hat.person_id)
    number, found = how_many(mine.order_by("due_on", "pk"))
    if not number:
        return None
    longest = min(row.waits_since for row in found)
    url = f"{reverse('guidance-list')}?owner={MINE}"
    lines = [line_of(row, day) for row in found]
    title = _("Questions that wait for your answer")
    return Waits(words.waits_in_week(number, longest, day), title, lines, url, is_first=True)


def line_of(row: Any, day: date) -> Line:
    said = {"about": words.about_words(row.need, row.county), "due": clocks.due_words(row.due_on, day)}
    return Line(row.pk, _("%(about)s: %(due)s") % said, reverse("guidance-detail", args=[row.pk]))


def own(request: PortalRequest) -> list[dict[str, Any]]:
    """On the first page of those who lead an office: the questions that are theirs to answer."""
    if not request.hat.is_of_an_office or not request.hat.may(Permission.GUIDANCE_ANSWER):
        return []
    found = waiting(request, guidance.today_of(request.hat))
    return [{"text": found.sentence, "url": found.url}] if found else []


# --- what is late ----------------------------------------------------------------------------------------------------
def late(request: PortalRequest) -> list[dict[str, Any]]:
    """On the first page of those who lead an office: how many questions are late."""
    if not request.hat.is_of_an_office:
        return []
    rows = GuidanceRequest.objects.filter(office=request.hat.office_id, is_central=False)
    number = rows.filter(guidance.late_on(guidance.today_of(request.hat))).count()
    told = ngettext(
        "%(n)d question about federal money is late.", "%(n)d questions about federal money are late.", number
    )
    url = f"{reverse('guidance-list')}?overdue=yes"
    return [{"text": told % {"n": number}, "url": url}] if number else []


def central(request: PortalRequest) -> list[dict[str, Any]]:
    """Among what EOUSA has to do: the questions that no office can answer. Its readers are told of them too."""
    if not request.hat.may(Permission.GUIDANCE_VIEW):
        return []
    number = GuidanceRequest.objects.filter(is_central=True, state=guidance.State.WAITING).count()
    told = ngettext("%(n)d question about federal money", "%(n)d questions about federal money", number)
    return [{"what": told % {"n": number}, "url": reverse("guidance-list")}] if number else []


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: datetime) -> dict[str, Any]:
    """How many were asked and first answered in the quarter, and how many working days the first answer took."""
    until = min(quarters.last_day(quarter), local_day(known, office.zone))
    rows = GuidanceRequest.objects.filter(office=office, asked_at__lte=known)
    number = rows.filter(asked_on__gte=quarter, asked_on__lte=until).count()
    first = rows.filter(Q(answered_at__lte=known), answered_on__gte=quarter, answered_on__lte=until)
    took = [clocks.days_to_answer(asked, day) for asked, day in first.values_list("asked_on", "answered_on") if day]
    return {"asked": number, "answered": len(took), "days": clocks.typical(took)}


def told(counted: Mapping[str, Any]) -> Sequence[Section]:
    """In one sentence or two; nothing where nobody asked and nothing was answered."""
    if not counted["asked"] and not counted["answered"]:
        return []
    asked = ngettext("%(n)d question was asked.", "%(n)d questions were asked.", counted["asked"])
    answered = ngettext(
        "%(n)d was answered for the first time, %(when)s.",
        "%(n)d were answered for the first time, half of them %(when)s or sooner.",
        counted["answered"],
    )
    said = [asked % {"n": counted["asked"]} if counted["asked"] else _("Nobody asked.")]
    if counted["answered"]:
        said.append(answered % {"n": counted["answered"], "when": clocks.after_words(counted["days"])})
    else:
        said.append(_("None was answered."))
    return [Section(_("Grant guidance"), paragraphs=[" ".join(said)])]


PART = Part("guidance", count, told, order=78)
