"""Where vacancies get stuck: how long each stage takes, in the nation and beside it in one office."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import gettext as _

from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from specialists.clocks import CENTER, Clocks
from specialists.forms_days import DaysForm
from specialists.pace import FEW, Figures, Pace
from specialists.sentences import moment
from specialists.stages import Stage
from specialists.stays import paces_on
from specialists.stuck import answer, own, second, told
from specialists.views.board import asked_clocks, clocks_of

WAY = {stage: place for place, stage in enumerate(Stage)}
Of = Callable[[Pace], Figures | None]


def of_nation(pace: Pace) -> Figures | None:
    return pace.nation


def of_own(pace: Pace) -> Figures | None:
    return pace.own


def figure(of: Of, name: str) -> Callable[[Pace], Any]:
    """The figure by that name; None where there is none to tell."""
    return lambda pace: getattr(of(pace), name) if of(pace) else None


def days_in_words(of: Of, name: str) -> Callable[[Pace], str]:
    """A percentile as people read it; where it is kept back, why."""

    def cell(pace: Pace) -> str:
        figures = of(pace)
        return told(figures, getattr(figures, name)) if figures else _("too few")

    return cell


def slowness(of: Of) -> Callable[[Pace], Any]:
    return lambda pace: figures.slowness if (figures := of(pace)) and figures.count else None


def days_columns(of: Of, prefix: str = "", label: str = "%s") -> list[Column]:
    """The figures of the nation, or of the one office."""
    half, most = label % _("Half within, days"), label % _("Nine in ten within")
    return [
        Column(f"{prefix}median", half, figure(of, "median"), slowness(of), numeric=True, html=days_in_words(of, "median")),  # noqa: E501
        Column(f"{prefix}ninetieth", most, figure(of, "ninetieth"), figure(of, "ninetieth"), numeric=True, html=days_in_words(of, "ninetieth"), low=bool(prefix)),  # noqa: E501
        Column(f"{prefix}stays", label % _("Stays"), figure(of, "count"), figure(of, "count"), numeric=True, low=True),
        Column(f"{prefix}over", label % _("Stays over"), figure(of, "over"), export_only=True),
        Column(f"{prefix}longest", label % _("Longest seen"), figure(of, "longest"), export_only=True),
        Column(f"{prefix}waiting", label % _("There now"), figure(of, "waiting"), figure(of, "waiting"), numeric=True),
        Column(f"{prefix}beyond_target", label % _("Beyond target"), figure(of, "late"), figure(of, "late"), numeric=True),  # noqa: E501
    ]  # fmt: skip


def columns(office: Office | None) -> Sequence[Column]:
    """A stage a row; the office's own figures stand behind the nation's."""
    of_the_stage = [
        Column("stage", _("Stage"), lambda pace: capfirst(pace.stage.label), lambda pace: WAY[pace.stage]),
        Column("acts", _("Who acts"), lambda pace: pace.stage.turn.party.label, lambda pace: pace.stage.turn.party.label, low=True),  # noqa: E501
        Column("target", _("Target, days"), lambda pace: pace.target, lambda pace: pace.target, numeric=True),
    ]  # fmt: skip
    beside = days_columns(of_own, "own_", f"{office.abbreviation}: %s") if office else []
    return [*of_the_stage, *days_columns(of_nation), *beside]


@page(Permission.VACANCY_VIEW)
def vacancy_days(request: PortalRequest) -> HttpResponse:
    """The stage that takes longest, then every stage as a bar and as a row; also as CSV."""
    form = DaysForm(request.GET, now=now(), may_choose=not request.hat.is_of_an_office)
    is_good = form.is_valid()
    clocks = clocks_of(form)
    office = gazetteer.offices().get(request.hat.court_id or form.asked("office") or "")
    found = paces_on(clocks.on, clocks.known, office.pk if office else None)
    listing = listed(request, form, found, clocks, office)
    if listing.wants_export and is_good:
        return listing.export(f"days-in-stage-{clocks.on.isoformat()}")
    shown = said(request, found, office, clocks, form) | pictured(found)
    shown |= {"listing": listing, "problems": form.errors, "office": office, "few": FEW}
    return render(request, "specialists/vacancy_days.html", shown, status=200 if is_good else 400)


def listed(request: PortalRequest, form: DaysForm, found: list[Pace], clocks: Clocks, office: Office | None) -> Listing:
    """Every stage of the way, in its order unless asked otherwise."""
    stamps = {"on": clocks.on.isoformat(), "known": clocks.known.isoformat(timespec="seconds")}
    return Listing(
        request,
        found,
        columns(office),
        "stage",
        form,
        row_url=lambda pace: waiting_url(pace.stage),
        api_url=f"{reverse('api-vacancy-days')}?{urlencode(asked(request))}",
        stamps=stamps | ({"office": office.court_id} if office else {}),
        sentence=_("%(n)d stages") % {"n": len(found)},
    )


def asked(request: PortalRequest) -> dict[str, str]:
    """What the address asks for, as the API takes it."""
    office = request.GET.get("office", "")
    return asked_clocks(request) | ({"office": office} if office and not request.hat.is_of_an_office else {})


def waiting_url(stage: Stage) -> str:
    """The vacancies that wait in the stage now."""
    return f"{reverse('vacancy-list')}?{urlencode({'stage': stage.value})}"


def said(
    request: PortalRequest, found: list[Pace], office: Office | None, clocks: Clocks, form: DaysForm
) -> dict[str, Any]:
    """The answer in a sentence, and the office's own vacancies beside the nation."""
    is_past = clocks.are_past(form.now)
    known = clocks.known.astimezone(CENTER).date() if clocks.known < form.now else None
    named = (
        _("Your vacancy")
        if request.hat.is_of_an_office
        else _("The vacancy of %s") % office.abbreviation
        if office
        else ""
    )
    return {
        "dateline": date_format(clocks.on, "l, F j, Y"),
        "sentence": answer(found, moment(clocks.on, known) if is_past else ""),
        "more": second(found, is_past=is_past),
        "own": list(own(found, named)) if office else [],
        "is_past": is_past,
    }


def pictured(found: list[Pace]) -> dict[str, Any]:
    """The stages in which a vacancy has been, as bars on one scale."""
    rows = [bar(pace) for pace in found if any(each and each.count for each in (pace.nation, pace.own))]
    return {"rows": rows, "whole": max((row["end"] for row in rows), default=0)}


def bar(pace: Pace) -> dict[str, Any]:
    """One stage as `components/lengths.html` draws it."""
    drawn = [each for each in (pace.nation, pace.own) if each and each.count]
    ends = [each.ninetieth if each.ninetieth is not None else each.longest for each in drawn]
    return {
        "label": capfirst(pace.stage.label),
        "url": waiting_url(pace.stage),
        "words": in_short(pace),
        "all": pace.nation,
        "own": pace.own,
        "target": pace.target,
        "end": max([pace.target, *ends]),
    }


def in_short(pace: Pace) -> str:
    """Half 143, nine in ten 260, target 210."""
    if pace.nation is None or not pace.nation.count:
        return _("target %(target)d; too few elsewhere to tell") % {"target": pace.target}
    known = {
        "half": told(pace.nation, pace.nation.median),
        "most": told(pace.nation, pace.nation.ninetieth),
        "target": pace.target,
    }
    return _("half %(half)s, nine in ten %(most)s, target %(target)d") % known
