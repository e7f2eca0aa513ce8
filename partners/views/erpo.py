"""The law on extreme risk protection orders, state by state, as of any day; and what an office's page says of it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import erpo_words as words
from partners.erpo import JURISDICTIONS, Answer, Law, Standing, standing, standing_of
from partners.forms.erpo import UNVERIFIED, ErpoFilters
from partners.models import ErpoLaw, NextStep, erpo_of
from partners.models.law_steps import opened_for
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page
from portal.panels import Panel

Rows = Mapping[str, ErpoLaw]
"""The standing rows by their law's code: what is said of it besides its days."""


# --- all of them -----------------------------------------------------------------------------------------------------
def columns(rows: Rows) -> tuple[Column, ...]:
    """Each state's answer, with how sure it is and what it rests on."""

    def said(name: str) -> Any:
        """The column of the law that makes the answer."""
        return lambda found: getattr(rows[found.laws[0].code], name) if found.laws else ""

    def sure(found: Standing) -> str:
        return rows[found.laws[0].code].get_confidence_display() if found.laws else ""

    def sure_with_source(found: Standing) -> str:
        if not found.laws:
            return ""
        return format_html('{}<br><span class="quiet" lang="en">{}</span>', sure(found), said("source")(found))

    return (
        Column("name", gettext_lazy("State or territory"), lambda each: each.name, lambda each: each.name),
        Column("stands", gettext_lazy("Law"), lambda each: each.answer.label, by_answer),
        Column("order_name", gettext_lazy("Name of the order"), said("order_name"), said("order_name"), low=True),
        Column("since", gettext_lazy("In force since"), since, said("starts_on"), html=since),
        Column("askers", gettext_lazy("Who may petition"), words.askers_in_short, low=True),
        Column("confidence", gettext_lazy("How sure"), sure, sure, html=sure_with_source),
        Column("verified_on", gettext_lazy("Verified by EOUSA"), verified(rows), said("verified_on")),
        Column("starts_on", gettext_lazy("First day"), said("starts_on"), export_only=True),
        Column("precision", gettext_lazy("Precision"), said("precision"), export_only=True),
        Column("source", gettext_lazy("Source"), said("source"), export_only=True),
    )


def by_answer(found: Standing) -> tuple[int, str]:
    """Those with a law first, each kind by name."""
    return list(Answer).index(found.answer), found.name


def since(found: Standing) -> str:
    return words.first_day(found.laws[0]) if found.laws else ""


def verified(rows: Rows) -> Any:
    def told(found: Standing) -> str:
        if not found.laws:
            return ""
        day = rows[found.laws[0].code].verified_on
        return date_format(day, _("F j, Y")) if day else _("to verify")

    return told


@page(Permission.ERPO_VIEW)
def erpo_list(request: PortalRequest) -> HttpResponse:
    """How many states allow such orders on a day, then every state; also as CSV."""
    form = ErpoFilters(request.GET)
    is_good, day = form.is_valid(), day_of(form)
    rows = {row.code: row for row in ErpoLaw.objects.on_record()}
    found = list(standing(map(law_of, rows.values()), day).values())
    listing = listed(request, form, narrowed(found, form.asked("stands")), rows, day)
    if listing.wants_export and is_good:
        return listing.export(f"erpo-laws-{day.isoformat()}")
    shown = {
        "listing": listing,
        "sentence": words.counted_words(found, day, localdate()),
        "more": words.others_words(found),
        "waiting": waiting(rows.values(), is_of_today=day == localdate()),
        "problems": form.errors,
    }
    return render(request, "partners/erpo_list.html", shown, status=200 if is_good else 400)


def day_of(form: ErpoFilters) -> date:
    """As of which day; today where nothing that can be meant is asked."""
    day: date = form.asked("on") or localdate()
    return day


def law_of(row: ErpoLaw) -> Law:
    return row.law


def narrowed(found: list[Standing], asked: str | None) -> list[Standing]:
    """The jurisdictions that are asked for."""
    if asked == UNVERIFIED:
        return [each for each in found if each.is_to_verify]
    return [each for each in found if not asked or each.answer == asked]


def listed(request: PortalRequest, form: ErpoFilters, found: list[Standing], rows: Rows, day: date) -> Listing:
    asked = f"?on={day.isoformat()}" if form.asked("on") else ""
    return Listing(
        request,
        found,
        columns(rows),
        "stands",
        form,
        row_url=lambda each: reverse("erpo-detail", args=[each.state.lower()]) + asked,
        api_url=reverse("api-erpo-list") + asked,
        empty=_("No state is like that on this day. Choose another day, or any law."),
        sentence=ngettext("%(n)d jurisdiction", "%(n)d jurisdictions", len(found)) % {"n": len(found)},
        stamps={"on": day.isoformat()},
    )


def waiting(rows: Collection[ErpoLaw], *, is_of_today: bool) -> str:
    """How many laws EOUSA has not compared with the statute, and how many of them no document stands behind. On
    another day too this is the record as it is today."""
    left = [row.law for row in rows if row.verified_on is None]
    if not left:
        return ""
    believed = sum(law.is_believed for law in left)
    said = ngettext(
        "%(n)d law is to verify: nobody of EOUSA has compared it with the statute yet.",
        "%(n)d laws are to verify: nobody of EOUSA has compared them with the statute yet.",
        len(left),
    )
    more = ngettext(
        "For %(n)d of them the days, or who may petition, are only believed.",
        "For %(n)d of them the days, or who may petition, are only believed.",
        believed,
    )
    told = [said % {"n": len(left)}] + ([more % {"n": believed}] if believed else [])
    if not is_of_today:
        told.append(_("That is the record as it stands today, whatever day is asked."))
    return " ".join(told)


# --- one state -------------------------------------------------------------------------------------------------------
def state_or_404(state: str) -> str:
    """The two letters as they are kept."""
    if state.upper() not in JURISDICTIONS or state != state.lower():
        raise Http404
    return state.upper()


@page(Permission.ERPO_VIEW)
def erpo_detail(request: PortalRequest, state: str) -> HttpResponse:
    """What the law of a state is, who may petition since when, what it rests on, and what was on record before."""
    code, form = state_or_404(state), ErpoFilters(request.GET)
    is_good, day = form.is_valid(), day_of(form)
    rows = list(ErpoLaw.objects.filter(state=code).select_related("recorded_by").order_by("-recorded_at", "-pk"))
    shown = on_record(code, rows, day) | {
        "dateline": _(JURISDICTIONS[code]),
        "day": day,
        "is_past": day != localdate(),
        "state": state,
        "may_verify": request.hat.may(Permission.ERPO_VERIFY),
        "steps": steps_about(request, rows) if day == localdate() else [],
        "api_url": reverse("api-erpo-detail", args=[state]),
    }
    return render(request, "partners/erpo_detail.html", shown, status=200 if is_good else 400)


def steps_about(request: PortalRequest, rows: Collection[ErpoLaw]) -> Collection[NextStep]:
    """The open steps of the reader's office that a change of this law has opened."""
    if not request.hat.may(Permission.NEXT_STEP_VIEW):
        return []
    keys = [opened_for(row) for row in rows if row.change]
    found = NextStep.objects.open().filter(office=request.hat.office_id, opened_for__in=keys)
    return found.order_by("due_on", "pk") if keys else []


def on_record(code: str, rows: list[ErpoLaw], day: date) -> dict[str, Any]:
    """The answer of that day, the laws as they stand, and what was on record before."""
    stand = [row for row in rows if row.superseded_at is None]
    found = standing_of(code, map(law_of, stand), day)
    return told(found) | {
        "laws": [about(row, day) for row in stand],
        "earlier": [about(row, day) for row in rows if row.superseded_at],
    }


def told(found: Standing) -> dict[str, Any]:
    """The answer, who may petition, and the advice."""
    asking = " ".join(filter(None, [words.who_may_ask(found), words.doubt(found)]))
    said = {"sentence": words.stands(found), "advice": words.advice(found), "to_verify": words.to_verify(found)}
    return {"found": found, "asking": asking} | said


def about(row: ErpoLaw, day: date) -> dict[str, Any]:
    """One law as it stands, or once stood, on record."""
    return {
        "row": row,
        "since": words.first_day(row.law),
        "is_in_force": row.law.is_in_force(day),
        "askers": [words.asker_words(each) for each in row.law.petitioners],
        "why_not": words.not_to_be_verified(row.law),
        "who": who_recorded(row),
    }


def who_recorded(row: ErpoLaw) -> str:
    """By name, where the reader may know who it was."""
    if row.recorded_by_id is None:
        return _("the portal, at its start")
    return row.recorded_by.name if row.recorded_by else _("EOUSA")


# --- on an office's page -----------------------------------------------------------------------------------------
def law_of_the_state(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the law of the office's state is today, and whether that is to verify."""
    found = erpo_of(known["office"], localdate())
    return told(found) | {"url": reverse("erpo-detail", args=[found.state.lower()])}


PANEL = Panel(
    "erpo", gettext_lazy("Extreme risk protection orders"), Permission.ERPO_VIEW, "partners/panel_erpo.html",
    law_of_the_state, 30,
)  # fmt: skip
