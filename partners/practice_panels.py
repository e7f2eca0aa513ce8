"""What agencies have taken up beside other things: on the pages of the nation and of an office, and in a report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.chain import Practice, Status
from partners.follow_ups import Followed, followed, taught
from partners.parts import Part, Section, Table
from partners.practice_counts import answers_in, far, noted_at, stood_on
from partners.practices import adopted, counted
from partners.views.step_acts import today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.panels import Panel

Far = Mapping[str, Counter[str]]
TITLE = gettext_lazy("What agencies have taken up")
TEMPLATE = "partners/panel_practices.html"


# --- the page of the nation, and of an office ------------------------------------------------------------------------
def of_nation(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many agencies have adopted what, all offices together. Only as of today."""
    found: dict[str, Counter[str]] = {practice.value: Counter() for practice in Practice}
    offices = list(counted().values())
    for numbers in offices:
        for practice, statuses in numbers.items():
            found[practice] += statuses
    said = ngettext(
        "%(n)d office has put something on record.", "%(n)d offices have put something on record.", len(offices)
    )
    return {
        "sentence": said % {"n": len(offices)},
        "rows": rows(found),
        "url": reverse("agency-practice-list"),
        "label": _("Office by office"),
    }


def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many agencies of an office have adopted what; for its own people also the questions after trainings. Two
    queries, one for EOUSA."""
    office: Office = known["office"]
    if not request.hat.is_of_an_office:
        return panel("", counted().get(office.pk, {}))
    found, day = noted_at(office), today_at(office)
    return panel(asked_words(followed(taught(day, {office.pk}), answers_in(office, found), day)), far(found))


def panel(sentence: str, numbers: Far) -> Mapping[str, Any] | None:
    """Nothing on record and nothing to ask: no panel."""
    if not (numbers or sentence):
        return None
    url = reverse("agency-practice-list")
    return {"sentence": sentence, "rows": rows(numbers), "url": url, "label": _("Agency by agency")}


def rows(numbers: Far) -> list[dict[str, Any]]:
    """2 of 5 agencies, of each practice of which something is on record."""
    return [
        {"label": capfirst(str(practice.label)), "figure": words_of(numbers[practice])}
        for practice in Practice
        if numbers.get(practice)
    ]


def words_of(statuses: Counter[str]) -> str:
    said = ngettext("adopted by %(n)d of %(all)d agency", "adopted by %(n)d of %(all)d agencies", statuses.total())
    return said % {"n": adopted(statuses), "all": statuses.total()}


def asked_words(found: Followed) -> str:
    """3 agencies were to be asked what a training has changed: 2 have an answer on record, 1 has none."""
    if not sum(found):
        return ""
    said = ngettext(
        "%(n)d question was due ninety days after a training:",
        "%(n)d questions were due ninety days after trainings:",
        sum(found),
    )
    told = _("%(answered)d answered, %(open)d open.")
    return f"{said} {told}" % {"n": sum(found), **found._asdict()}


NATIONAL = Panel("practices", TITLE, Permission.READINESS_VIEW, TEMPLATE, of_nation, 61, True)
OFFICE = Panel("practices", TITLE, Permission.READINESS_VIEW, TEMPLATE, of_office, 61)


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: datetime) -> Mapping[str, Any]:
    """How many agencies stood how far at the quarter's end, and how many of the questions that were due by then were
    answered by then."""
    day = quarters.last_day(quarter)
    found = stood_on(office, day, known)
    asked = followed(taught(day, {office.pk}, known), answers_in(office, found), day)
    return {"far": {practice: dict(statuses) for practice, statuses in far(found).items()}, **asked._asdict()}


def told(counts: Mapping[str, Any]) -> list[Section]:
    nobody = _("No agency was to be asked after a training.")
    asked = asked_words(Followed(counts["open"], counts["answered"])) or nobody
    if not counts["far"]:
        return [Section(str(TITLE), 2, [_("Nothing is on record."), asked])]
    table = Table(
        _("Agencies by how far they are with each practice, at the end of the quarter"),
        (_("Practice"), *(capfirst(str(status.label)) for status in Status)),
        list(lines(counts["far"])),
    )
    return [Section(str(TITLE), 2, [asked], table)]


def lines(numbers: Mapping[str, Mapping[str, int]]) -> Iterable[tuple[str, ...]]:
    for practice in Practice:
        if statuses := numbers.get(practice.value):
            yield capfirst(str(practice.label)), *(str(statuses.get(status.value, 0)) for status in Status)


PRACTICES = Part("practices", count, told, order=41)
