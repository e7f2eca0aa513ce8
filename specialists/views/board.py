"""The national board: which of the 94 lack a specialist, since when, and who acts next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import gazetteer
from portal.access import Permission
from portal.calendar import CENTER
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from portal.panels import panels_for
from portal.templatetags.portal import shape
from specialists.clocks import Clocks, quarter_start
from specialists.comparison import compare, turned
from specialists.coverage import GROUP, Answer, Group
from specialists.forms.staffing import (
    ANY_VACANCY,
    DOUBTED,
    LATE_VACANCY,
    NO_VACANCY,
    UNREACHABLE,
    UNREMINDED,
    BoardForm,
    ClockForm,
)
from specialists.models import Desk
from specialists.nation import Nation, coverage_on
from specialists.sentences import beside_section, counted, moment, of_nation, of_nation_then, signed
from specialists.standing import Acts, Standing
from specialists.views.places import PLACE_COLUMNS, lies_in

URGENCY = {Group.SILENT: 0, Group.IN_HAND: 1, Group.NOT_ASKED: 2, Group.COVERED: 3}


@dataclass(frozen=True, slots=True)
class Row:
    """One office on the board."""

    office: Office
    standing: Standing
    desk_id: int | None
    desk: str

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Silent first, the longest silence on top; then whoever is longest without a specialist."""
        silence = self.standing.days or 0 if self.standing.group is Group.SILENT else 0
        return URGENCY[self.standing.group], -silence, -(self.standing.days_without or 0)

    @property
    def turn(self) -> str:
        """Who has to do what."""
        acts = self.standing.acts
        if acts is Acts.NOBODY:
            return ""
        return ". ".join(filter(None, (f"{acts.label}: {self.standing.act}", beside_section(self.standing))))

    @property
    def stage(self) -> str:
        """Where the office’s open vacancy is."""
        return str(self.standing.hiring.stage.label) if self.standing.hiring else ""


def status(standing: Standing) -> str:
    """The answer as shape and word, as `components/status.html` shows it, without a template per row."""
    drawn = shape(standing.group.value)
    return format_html(
        '<span class="status status--{}">{}<span>{}</span></span>', standing.group.value, drawn, standing.answer.label
    )


def answer_and_stage(row: Row) -> str:
    """The answer, and below it where the vacancy is, if one is open."""
    answer = status(row.standing)
    return format_html('{}<br><span class="quiet">{}</span>', answer, row.stage) if row.stage else answer


def of_hiring(name: str) -> Callable[[Row], Any]:
    """A figure of the stage that the vacancy is in; None without one."""
    return lambda row: getattr(row.standing.hiring, name) if row.standing.hiring else None


def unbroken(day: date | None) -> str:
    """A day that stays on one line."""
    return format_html('<span class="unbroken">{}</span>', date_format(day, "M j, Y")) if day else ""


COLUMNS = (
    *PLACE_COLUMNS,
    Column(
        "answer",
        gettext_lazy("Answer"),
        lambda row: row.standing.answer.label,
        lambda row: row.urgency,
        html=answer_and_stage,
    ),
    Column(
        "since",
        gettext_lazy("Answer since"),
        lambda row: row.standing.since,
        lambda row: row.standing.since,
        html=lambda row: unbroken(row.standing.since),
        low=True,
    ),
    Column("days", gettext_lazy("Days"), lambda row: row.standing.days, export_only=True),
    Column(
        "without_since",
        gettext_lazy("Without since"),
        lambda row: row.standing.uncovered_since,
        lambda row: row.standing.uncovered_since,
        html=lambda row: unbroken(row.standing.uncovered_since),
        low=True,
    ),
    Column(
        "days_without",
        gettext_lazy("Days without"),
        lambda row: row.standing.days_without,
        lambda row: row.standing.days_without,
        numeric=True,
    ),
    Column("last_word", gettext_lazy("Last word"), lambda row: row.standing.last_word, low=True),
    Column("next", gettext_lazy("Who acts next"), lambda row: row.turn, lambda row: row.turn),
    Column("desk", gettext_lazy("Desk officer"), lambda row: row.desk, lambda row: row.desk, low=True),
    Column("acts", gettext_lazy("Whose turn"), lambda row: row.standing.acts.value, export_only=True),
    Column("stage", gettext_lazy("Stage"), lambda row: row.stage, export_only=True),
    Column("stage_since", gettext_lazy("Stage since"), of_hiring("since"), export_only=True),
    Column("stage_days", gettext_lazy("Days in the stage"), of_hiring("days"), export_only=True),
    Column("stage_target", gettext_lazy("Target"), of_hiring("target"), export_only=True),
    Column("stage_over", gettext_lazy("Days over target"), of_hiring("over"), export_only=True),
)


@page(Permission.BOARD_VIEW)
def board(request: PortalRequest) -> HttpResponse:
    """The answer, what changed, who acts next, then the offices themselves; also as CSV."""
    form = BoardForm(request.GET, now=now(), role=request.hat.role)
    form.is_valid()
    clocks = clocks_of(form)
    nation, rows = all_rows(clocks)
    listing = Listing(
        request,
        [row for row in rows if is_shown(row, form, request.hat.person_id)],
        COLUMNS,
        "answer",
        form,
        row_url=lambda row: reverse("office-staffing", args=[row.office.court_id]),
        api_url=f"{reverse('api-coverage')}?{urlencode(asked_clocks(request))}",
        api_label=_("API (all offices)"),
        empty=_("No office matches these filters. Take one away."),
        sentence=shown(rows, request, form),
        stamps={"on": clocks.on.isoformat(), "known": clocks.known.isoformat(timespec="seconds")},
    )
    if listing.wants_export and form.is_valid():
        return listing.export(f"coverage-{clocks.on.isoformat()}")
    facts = about(request, nation, rows, form.now) | {"listing": listing, "problems": form.errors}
    return render(request, "specialists/board.html", facts, status=200 if form.is_valid() else 400)


def clocks_of(form: ClockForm) -> Clocks:
    """The two clocks asked for; where one cannot be meant, today and now, and the form says why."""
    return Clocks(form.asked("on", localdate(form.now, CENTER)), form.asked("known", form.now))


def asked_clocks(request: PortalRequest) -> dict[str, str]:
    """The clocks as they stand in the address, for links that keep them."""
    return {name: request.GET[name] for name in ("on", "known") if request.GET.get(name)}


def listed_by(request: PortalRequest, **filters: str) -> str:
    """The address of the list below, filtered, on the day that the page shows."""
    return f"?{urlencode(asked_clocks(request) | filters)}#listing"


def all_rows(clocks: Clocks) -> tuple[Nation, list[Row]]:
    """The nation and its 94 rows, each with its desk officer: three queries."""
    offices = list(gazetteer.offices().values())
    nation = coverage_on(clocks.on, clocks.known, [office.pk for office in offices])
    columns = ("office_id", "person_id", "person__name")
    desks = {row[0]: row[1:] for row in Desk.objects.known_at(clocks.known).values_list(*columns)}
    nobody = (None, "")
    return nation, [Row(o, nation.standings[o.pk], *desks.get(o.pk, nobody)) for o in offices]


def is_shown(row: Row, form: BoardForm, person_id: int | None) -> bool:
    """Whether the row passes every filter that is set and can be meant."""
    asked = form.asked
    tests = (
        lies_in(row.office, asked("state"), asked("circuit")),
        fits(row.standing, *(asked(name) or "" for name in ("answer", "acts", "vacancy"))),
        not asked("days_without") or (row.standing.days_without or 0) >= asked("days_without"),
        not asked("mine") or row.desk_id == person_id,
    )
    return all(tests)


def fits(standing: Standing, answer: str = "", acts: str = "", vacancy: str = "") -> bool:
    """Whether the standing is as asked for; what is empty is not asked."""
    return (
        (not answer or answers(standing, answer))
        and (not acts or standing.acts == acts)
        and (not vacancy or hires(standing, vacancy))
    )


def answers(standing: Standing, asked: str) -> bool:
    """Whether the standing is the group or the answer asked for, or one where EOUSA has to act."""
    if asked == DOUBTED:
        return standing.is_doubted
    if asked == UNREMINDED:
        return standing.is_unreminded
    if asked == UNREACHABLE:
        return standing.group is Group.SILENT and standing.acts is Acts.EOUSA
    return asked in {standing.group.value, standing.answer.value}


def hires(standing: Standing, asked: str) -> bool:
    """Whether the office’s vacancy is as asked for: open, late, in a stage, or none."""
    hiring = standing.hiring
    if hiring is None or asked == NO_VACANCY:
        return hiring is None and asked == NO_VACANCY
    return asked == ANY_VACANCY or hiring.stage == asked or (asked == LATE_VACANCY and hiring.over > 0)


def shown(rows: Iterable[Row], request: PortalRequest, form: BoardForm) -> str:
    """How many of the 94 stand in the list."""
    listed = [is_shown(row, form, request.hat.person_id) for row in rows]
    if all(listed):
        return _("All %(all)d offices") % {"all": len(listed)}
    return _("%(some)d of %(all)d offices") % {"some": sum(listed), "all": len(listed)}


def about(request: PortalRequest, nation: Nation, rows: list[Row], now: datetime) -> dict[str, Any]:
    """What stands above the list. On a past day there is nothing to do, but to go back."""
    is_past = Clocks(nation.on, nation.known).are_past(now)
    since = quarter_start(nation.on)
    return {
        "dateline": date_format(nation.on, "l, F j, Y"),
        "sentence": sentence(nation, now) if is_past else of_nation(nation.totals, nation.standings.values()),
        "is_past": is_past,
        "totals": nation.totals.groups,
        "split": in_words(nation, [answer for answer in Answer if GROUP[answer] is Group.COVERED]),
        "urls": {group.value: listed_by(request, answer=group.value) for group in Group},
        "changed": changed(nation, since),
        "compare_url": f"{reverse('coverage-compare')}?{urlencode(compared(request, nation, since))}",
        "panels": panels_for(request, {"nation": nation, "rows": rows, "is_past": is_past}),
    }


def sentence(nation: Nation, now: datetime) -> str:
    """The answer of a past day, or of what was known on one."""
    known = nation.known.astimezone(CENTER).date() if nation.known < now else None
    return of_nation_then(nation.totals, nation.standings.values(), moment(nation.on, known))


def compared(request: PortalRequest, nation: Nation, since: date) -> dict[str, str]:
    days = {"from": since.isoformat(), "to": nation.on.isoformat()}
    return days | {name: value for name, value in asked_clocks(request).items() if name == "known"}


def in_words(nation: Nation, answers: Iterable[Answer]) -> str:
    """45 full time, 8 collateral duty: the split of a figure, strongest first."""
    return ", ".join(
        f"{nation.totals.split[answer]} {answer.label}" for answer in answers if nation.totals.split[answer]
    )


def changed(nation: Nation, since: date) -> str:
    """Since October 1: +5 (+7 appointed, −2 left)."""
    comparison = compare(nation.facts, nation.standings, since, nation.on)
    words = counted(turned(comparison, nation.facts, nation.on))
    facts = {"day": date_format(since, "F j"), "by": signed(comparison.covered_by), "words": words}
    if not words:
        return _("Since %(day)s: no change in which offices are covered.") % facts
    if not comparison.covered_by:
        return _("Since %(day)s: the same number of offices covered (%(words)s).") % facts
    return _("Since %(day)s: %(by)s (%(words)s)") % facts
