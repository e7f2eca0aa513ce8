"""Where vacancies get stuck: how long each stage takes, in the nation and beside it in one office."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
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
from portal.calendar import CENTER
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Office
from portal.pages import page
from specialists.clocks import Clocks
from specialists.forms.days import DaysForm
from specialists.pace import FEW, Figures, Pace
from specialists.sentences import moment
from specialists.stages import Stage
from specialists.stays import paces_on
from specialists.stuck import answer, in_short, own, second, told
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


def timed(key: str, label: str, of: Of, name: str) -> Column:
    """A percentile: a number in the download, in words on the page."""
    sort = slowness(of) if name == "median" else figure(of, name)
    return Column(key, label, figure(of, name), sort, numeric=True, html=days_in_words(of, name))


def counted(key: str, label: str, of: Of, name: str, **rest: Any) -> Column:
    return Column(key, label, figure(of, name), figure(of, name), numeric=True, **rest)


def days_columns() -> list[Column]:
    """The figures of the nation."""
    return [
        timed("median", _("Half within"), of_nation, "median"),
        timed("ninetieth", _("9 in 10 within"), of_nation, "ninetieth"),
        counted("stays", _("Stays"), of_nation, "count", low=True),
        counted("over", _("Stays over"), of_nation, "over", export_only=True),
        counted("longest", _("Longest seen"), of_nation, "longest", export_only=True),
        counted("waiting", _("Waiting"), of_nation, "waiting"),
        counted("beyond_target", _("Beyond target"), of_nation, "late"),
    ]


def own_columns(name: str) -> list[Column]:
    """The same of one office: few on the page, all in the download."""
    return [
        timed("own_median", _("%s: half") % name, of_own, "median"),
        counted("own_ninetieth", _("%s: 9 in 10") % name, of_own, "ninetieth", export_only=True),
        counted("own_stays", _("%s: stays") % name, of_own, "count", low=True),
        counted("own_over", _("%s: stays over") % name, of_own, "over", export_only=True),
        counted("own_longest", _("%s: longest seen") % name, of_own, "longest", export_only=True),
        counted("own_waiting", _("%s: waiting") % name, of_own, "waiting"),
        counted("own_beyond_target", _("%s: beyond target") % name, of_own, "late", export_only=True),
    ]


def columns(office: Office | None) -> Sequence[Column]:
    """A stage a row; the office's own figures stand behind the nation's."""
    of_the_stage = [
        Column("stage", _("Stage"), lambda pace: capfirst(pace.stage.label), lambda pace: WAY[pace.stage]),
        Column("acts", _("Who acts"), lambda pace: pace.stage.turn.party.label, lambda pace: pace.stage.turn.party.label, low=True),  # noqa: E501
        Column("target", _("Target"), lambda pace: pace.target, lambda pace: pace.target, numeric=True),
    ]  # fmt: skip
    return [*of_the_stage, *days_columns(), *(own_columns(office.abbreviation) if office else [])]


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
        sentence=_("%(n)d stages, in days") % {"n": len(found)},
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
        "own": list(own(found, named, is_past=is_past)) if office else [],
        "is_past": is_past,
    }


def pictured(found: list[Pace]) -> dict[str, Any]:
    """The stages in which a vacancy has been, as bars on one scale, which ends a little after what is known."""
    drawn = [pace for pace in found if any(figures.count for figures in told_of(pace))]
    known = max(chain.from_iterable(map(ends, drawn)), default=0)
    seen = max((figures.longest for pace in drawn for figures in told_of(pace)), default=0)
    return {"rows": list(map(bar, drawn)), "whole": max(known, min(seen, known * 5 // 4))}


def told_of(pace: Pace) -> list[Figures]:
    """The figures that the reader gets of a stage."""
    return list(filter(None, (pace.nation, pace.own)))


def ends(pace: Pace) -> Iterator[int]:
    """The target, and how long half and most take, as far as that is known."""
    yield pace.target
    for figures in told_of(pace):
        yield from (figures.median or 0, figures.ninetieth or 0)


def bar(pace: Pace) -> dict[str, Any]:
    """One stage as `components/lengths.html` draws it."""
    return {
        "label": capfirst(pace.stage.label),
        "url": waiting_url(pace.stage),
        "words": in_short(pace.nation, pace.target),
        "all": pace.nation,
        "own": pace.own,
        "target": pace.target,
    }
