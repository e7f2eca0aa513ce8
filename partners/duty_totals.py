"""How each of the five duties stands in the nation, as far as EOUSA reads it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import barrier_counts, gap_words, nation_panels
from partners.chain import Basis
from partners.duties import Duty
from partners.duty_figures import Next, Stands
from partners.erpo import standing
from partners.erpo_words import counted_words
from partners.forms.erpo import UNVERIFIED
from partners.forms.readiness import NOT_ENTERED
from partners.gap_panels import largest
from partners.gap_reading import lacks_of_nation
from partners.models import ErpoLaw, Figure
from partners.practices import counted
from partners.views.readiness import answer, rows_of
from portal.hats import PortalRequest

A_YEAR = timedelta(days=365)


def of_nation(request: PortalRequest) -> dict[Duty, Stands]:
    day = localdate()
    logged = in_logs(day)
    told = {
        Duty.TRAUMA_INFORMED: (practices(), Next(_("Look office by office"), reverse("agency-practice-list"))),
        Duty.ERPO: erpo(request, day),
        Duty.OUTREACH: gaps(),
        Duty.ACCESS: (
            barrier_counts.of_nation(barrier_counts.totals()),
            Next(_("Look by kind of barrier"), reverse("barrier-totals")),
        ),
        Duty.FIREARMS: (
            answer(rows_of(day)),
            Next(
                _("See which offices have entered nothing"),
                f"{reverse('readiness-list')}?basis={Basis.ORDER.value}&status={NOT_ENTERED}",
            ),
        ),
    }
    return {duty: Stands([said], logged[duty], then) for duty, (said, then) in told.items()}


def in_logs(day: date) -> Mapping[Duty, str]:
    """How often in twelve months, and in which month last, by duty: figures, no entry. One query."""
    rows = Figure.objects.filter(measure=Figure.Measure.ENTRIES, number__gt=0).values("duty").order_by()
    lately = Sum("number", filter=Q(month__gt=day - A_YEAR), default=0)
    found = {row["duty"]: row for row in rows.annotate(n=lately, last=Max("month"))}
    return {duty: logged(found[duty]) if duty in found else _("Nothing is in the logs yet.") for duty in Duty}


def logged(row: Mapping[str, Any]) -> str:
    said = ngettext(
        "%(n)d entry in the logs within twelve months; last done in %(month)s.",
        "%(n)d entries in the logs within twelve months; last done in %(month)s.",
        row["n"],
    )
    return said % {"n": row["n"], "month": date_format(row["last"], "F Y")}


def practices() -> str:
    number = len(counted())
    said = ngettext(
        "%(n)d office has put on record what agencies have taken up.",
        "%(n)d offices have put on record what agencies have taken up.",
        number,
    )
    return said % {"n": number}


def erpo(request: PortalRequest, day: date) -> tuple[str, Next]:
    said = counted_words(standing(ErpoLaw.objects.on_record().laws(), day).values(), day, day)
    left, url = nation_panels.to_verify(request), reverse("erpo-list")
    return said, Next(left, f"{url}?stands={UNVERIFIED}") if left else Next(_("Read the law of each state"), url)


def gaps() -> tuple[str, Next]:
    found, url = lacks_of_nation(), reverse("gap-list")
    said = gap_words.of_nation(found)
    for first in largest(found):
        told = {
            "need": gap_words.need(first.need), "people": gap_words.population(first.population),
            "place": gap_words.told_place(first),
        }  # fmt: skip
        return said, Next(_("Look at the gap seen most often: %(need)s, %(people)s, %(place)s") % told, url)
    return said, Next(_("Look at the gaps"), url)
