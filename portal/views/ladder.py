"""The table of causes and rungs, its tuning within limits, and a look at any day to come."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer, ladder
from portal.access import Permission
from portal.calendar import CENTER, add_working_days, local_day
from portal.forms.ladder import DaysForm, DryRunForm
from portal.hats import PortalRequest
from portal.ladder import Cause, Rung
from portal.ladder_words import audience, left_out, moment, ordinal, rung_words, when
from portal.listing import Column, Listing
from portal.models import Coming, Reminder, RungSetting, coming, outlook
from portal.pages import page, taken
from portal.views.steering import sent


# --- the table -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """One rung as it holds now."""

    cause: Cause
    number: int
    rung: Rung
    setting: RungSetting | None

    @property
    def place(self) -> int:
        """Its place in the table: causes in their order, the rungs of each from the first."""
        return ladder.causes().index(self.cause) * 100 + self.number

    @property
    def limits(self) -> str:
        return _("%(least)d to %(most)d") % {"least": self.rung.limits[0], "most": self.rung.limits[1]}

    @property
    def set_by(self) -> str:
        """Who set it and when; else that nobody has."""
        if self.setting is None:
            return _("as built")
        return f"{self.setting.recorded_by}, {moment(self.setting.recorded_at)}"

    @property
    def url(self) -> str:
        return reverse("rung-detail", args=[self.cause.key, self.number + 1])


COLUMNS = (
    Column("cause", gettext_lazy("Why somebody is reminded"), lambda row: row.cause.label, lambda row: row.place),
    Column("rung", gettext_lazy("Rung"), lambda row: ordinal(row.number + 1), lambda row: row.number),
    Column("when", gettext_lazy("When"), lambda row: when(row.rung)),
    Column("whom", gettext_lazy("Whom"), lambda row: audience(row.rung.audience), lambda row: row.rung.audience),
    Column("days", gettext_lazy("Days"), lambda row: row.rung.days, export_only=True),
    Column("unit", gettext_lazy("Unit"), lambda row: row.rung.unit.label, export_only=True),
    Column("limits", gettext_lazy("Limits"), lambda row: row.limits, low=True),
    Column("set_by", gettext_lazy("Set by"), lambda row: row.set_by, low=True),
)


def rows() -> list[Row]:
    """Every rung of every cause: two queries."""
    ladders = RungSetting.objects.ladders()
    standing = RungSetting.objects.standing().select_related("recorded_by")
    settings = {(row.cause, row.rung): row for row in standing}
    return [
        Row(cause, number, rung, settings.get((cause.key, number)))
        for cause in ladder.causes()
        for number, rung in enumerate(ladders[cause.key])
    ]


@page(Permission.LADDER_VIEW)
def rung_list(request: PortalRequest) -> HttpResponse:
    """Why and when somebody is reminded, and who: one table."""
    found = rows()
    listing = Listing(request, found, COLUMNS, "cause", row_url=lambda row: row.url, api_url=reverse("api-ladder"))
    if listing.wants_export:
        return listing.export("ladder")
    words = {"causes": len(ladder.causes()), "rungs": len(found)}
    shown = {"listing": listing, "sentence": _("%(causes)d reasons to remind, %(rungs)d rungs.") % words}
    shown |= {"may_steer": request.hat.may(Permission.LADDER_STEER), "sees": request.hat.may(Permission.MESSAGE_VIEW)}
    return render(request, "portal/rung_list.html", shown)


def row_of(cause: str, nth: int) -> Row:
    found = next((row for row in rows() if (row.cause.key, row.number + 1) == (cause, nth)), None)
    if found is None:
        raise Http404
    return found


@page(Permission.LADDER_VIEW)
def rung_detail(request: PortalRequest, cause: str, nth: int) -> HttpResponse:
    """One rung: when and whom it tells, why, and how it was set before."""
    row = row_of(cause, nth)
    history = RungSetting.objects.filter(cause=cause, rung=row.number).select_related("recorded_by")
    shown = {
        "row": row,
        "sentence": rung_words(row.number, row.rung),
        "built": row.cause.rungs[row.number].days,
        "history": history.order_by("-recorded_at", "-pk"),
        "may_steer": request.hat.may(Permission.LADDER_STEER),
    }
    return render(request, "portal/rung_detail.html", shown)


# --- tuning --------------------------------------------------------------------------------------------------------
@page(Permission.LADDER_STEER)
def rung_edit(request: PortalRequest, cause: str, nth: int) -> HttpResponse:
    """Other days for a rung: first what they move, then the button."""
    row = row_of(cause, nth)
    asked = DaysForm(request.GET if "days" in request.GET else None, rung=row.rung, initial={"days": row.rung.days})
    form = DaysForm(sent(request), rung=row.rung)
    named = {"cause": cause, "rung": row.number}
    if taken(form, RungSetting.objects.tune, by=request.person, **named):
        messages.success(request, _("The rung is set. What was told stays told; what is still to come has moved."))
        return redirect("rung-detail", cause, nth)
    shown: dict[str, Any] = {"row": row, "asked": form if form.errors else asked}
    if shown["asked"].is_valid():
        shown |= {"days": asked.cleaned_data["days"], "moves": moves(row, asked.cleaned_data["days"])}
    return render(request, "portal/rung_edit.html", shown, status=422 if shown["asked"].errors else 200)


def moves(row: Row, days: int) -> list[dict[str, Any]]:
    """The reminders of this rung that would come on another day, the soonest first."""
    tuned = RungSetting.objects.if_tuned(cause=row.cause.key, rung=row.number, days=days)
    before, after = days_of(row, None), days_of(row, tuned)
    names = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    found = [
        {"office": names.get(key[0], _("national")), "was": before.get(key), "will": after.get(key)} for key in changed
    ]
    return sorted(found, key=lambda one: (one["will"] or date.max, one["office"]))


def days_of(row: Row, ladders: Any) -> dict[tuple[int, str], date]:
    """On which day this rung comes next, by office and matter."""
    offices = {office.pk for office in gazetteer.offices().values()}
    found = coming(now(), offices=offices, causes={row.cause.key}, ladders=ladders, each_rung=True)
    return {key_of(one): one.on for one in found if one.number == row.number}


def key_of(one: Coming) -> tuple[int, str]:
    return one.matter.office_id or 0, one.matter.about


# --- a day to come ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """Somebody who would be told by one rung, or that nobody would."""

    reminder: Reminder
    office: str
    name: str
    email: str

    @property
    def cause(self) -> str:
        cause = ladder.cause_of(self.reminder.step.matter.cause)
        return ladder.named(cause, self.reminder.step.matter) if cause else ""

    @property
    def rung(self) -> str:
        return rung_words(self.reminder.step.number, self.reminder.step.rung)

    @property
    def whom(self) -> str:
        if not self.email:
            return _("nobody can be reached: the next rung at once")
        return f"{self.name} ({self.email})" if self.name else self.email


DRY_COLUMNS = (
    Column("office", gettext_lazy("Office"), lambda one: one.office, lambda one: one.office),
    Column("cause", gettext_lazy("Why"), lambda one: one.cause, lambda one: one.cause),
    Column("rung", gettext_lazy("By which rung"), lambda one: one.rung, low=True),
    Column(
        "due_on",
        gettext_lazy("Due on"),
        lambda one: one.reminder.step.on,
        lambda one: (one.reminder.step.on, one.office, one.reminder.step.number),
    ),
    Column("name", gettext_lazy("Name"), lambda one: one.name, export_only=True),
    Column("email", gettext_lazy("Address"), lambda one: one.email, export_only=True),
    Column("whom", gettext_lazy("Whom"), lambda one: one.whom, lambda one: one.whom),
)


@page(Permission.LADDER_STEER)
def dry_run(request: PortalRequest) -> HttpResponse:
    """Who would have been told by a day to come, if nothing happened until then. Writes nothing, sends nothing."""
    today = localdate()
    given = request.GET if "on" in request.GET else {"on": add_working_days(today, 1).isoformat()}
    form = DryRunForm(given, today=today)
    found = told_by(form, now()) if form.is_valid() else []
    listing = Listing(
        request,
        found,
        DRY_COLUMNS,
        "due_on",
        form,
        empty=_("Nobody would be told.") if form.is_valid() else "",
        stamps={"on": str(form.cleaned_data.get("on") or "")},
    )
    if listing.wants_export and form.is_valid():
        return listing.export(f"dry-run-{form.cleaned_data['on'].isoformat()}")
    shown = {"listing": listing, "problems": form.errors, "sentence": what_would(found, form), "left_out": left_out()}
    return render(request, "portal/dry_run.html", shown, status=200 if form.is_valid() else 400)


def told_by(form: DryRunForm, at: datetime) -> list[Told]:
    """Everybody who would be told, one row for each rung and reader."""
    on, asked = form.cleaned_data["on"], form.cleaned_data["office"]
    names = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    offices = {gazetteer.offices()[asked].pk} if asked else None
    found = outlook(at, on=None if on == local_day(at, CENTER) else on, offices=offices)
    return [one for reminder in found for one in each(reminder, names) if not asked or reminder.step.matter.office_id]


def each(reminder: Reminder, names: dict[int, str]) -> list[Told]:
    office = names.get(reminder.step.matter.office_id or 0, _("national"))
    if not reminder.to:
        return [Told(reminder, office, "", "")]
    return [Told(reminder, office, to.name, to.email) for to in reminder.to]


def what_would(found: list[Told], form: DryRunForm) -> str:
    """The answer: how many people would be told how much."""
    if not form.is_valid():
        return _("A day to come cannot be looked at as asked.")
    words: dict[str, Any] = {
        "day": date_format(form.cleaned_data["on"], "l, F j, Y"),
        "n": len({one.email.lower() for one in found if one.email}),
        "nobody": len([one for one in found if not one.email]),
    }
    said = ngettext(
        "By %(day)s, %(n)d person would be told, if nothing happened until then.",
        "By %(day)s, %(n)d people would be told, if nothing happened until then.",
        words["n"],
    )
    more = ngettext("%(nobody)d rung would find nobody.", "%(nobody)d rungs would find nobody.", words["nobody"])
    return said % words + (f" {more % words}" if words["nobody"] else "")
