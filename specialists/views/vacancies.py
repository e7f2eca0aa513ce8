"""Vacancies: where each stands, whose turn it is, and how it came there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _

from portal import gazetteer
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Listing
from portal.models import AccessEvent
from portal.pages import page
from specialists import sentences_vacancies as words
from specialists.forms.vacancies import ALL, CLOSED, FOUND, LACKING, OPEN, UNSAID, VacancyFilters
from specialists.models import Appointment, Clearance, Desk, Move, Nomination, PointOfContact, Vacancy
from specialists.pipeline import pipeline, stays_between
from specialists.stages import FOUND as FOUND_CODES
from specialists.stages import Budget, Stage
from specialists.standing import Hiring
from specialists.views.places import lies_in
from specialists.views.vacancy_acts import Offer, offers, undoable, with_nomination
from specialists.views.vacancy_rows import Row, columns


# --- all of them -----------------------------------------------------------------------------------------------------
@page(Permission.VACANCY_VIEW)
def vacancy_list(request: PortalRequest) -> HttpResponse:
    """How many are open and whose turn it is, then each; also as CSV."""
    is_own, today = request.hat.is_of_an_office, localdate()
    form = VacancyFilters(request.GET, role=request.hat.role, is_own=is_own)
    is_good = form.is_valid()
    rows = all_rows(today, with_desks=not is_own)
    listing = Listing(
        request,
        [row for row in rows if is_shown(row, form, request.hat.person_id)],
        columns(is_own=is_own, has_closed=form.which_asked != OPEN),
        "-over",
        form,
        row_url=lambda row: reverse("vacancy-detail", args=[row.vacancy.pk]),
        api_url=reverse("api-vacancy-list"),
        api_label=_("API (all vacancies)"),
        empty=_("No vacancy matches these filters. Take one away."),
        stamps={"on": today.isoformat(), "known": now().isoformat(timespec="seconds")},
    )
    if listing.wants_export and is_good:
        return listing.export(f"vacancies-{today.isoformat()}")
    shown = {"listing": listing, "problems": form.errors, "sentence": answer(request, rows), "is_own": is_own}
    return render(request, "specialists/vacancy_list.html", shown, status=200 if is_good else 400)


def all_rows(today: date, *, with_desks: bool) -> list[Row]:
    """Every vacancy that the reader may see, in the order of the way: two queries."""
    offices = {office.pk: office for office in gazetteer.offices().values()}
    watched = Desk.objects.standing().values_list("office_id", "person_id", "person__name") if with_desks else ()
    desks = {row[0]: row[1:] for row in watched}
    rows = (Row(v, offices[v.office_id], today, *desks.get(v.office_id, ())) for v in Vacancy.objects.all())
    return sorted(rows, key=lambda row: row.place)


def is_shown(row: Row, form: VacancyFilters, person_id: int | None) -> bool:
    """Whether the row passes every filter that is set and can be meant."""
    asked, vacancy = form.asked, row.vacancy
    tests = (
        form.which_asked in {ALL, OPEN if vacancy.is_open else CLOSED},
        not asked("stage") or vacancy.stage == asked("stage"),
        not asked("acts") or row.acts == asked("acts"),
        not asked("over") or row.over,
        not asked("budget") or is_paid(vacancy.budget, asked("budget")),
        not asked("mine") or row.desk_id == person_id,
    )
    return all(tests) and lies_in(row.office, asked("state"), asked("circuit"))


def is_paid(code: str, asked: str) -> bool:
    """Whether the budget is the one asked for, or of the sort asked for."""
    sorts = {
        FOUND: bool(code) and Budget(code) in FOUND_CODES,
        LACKING: bool(code) and Budget(code) not in FOUND_CODES,
        UNSAID: not code,
    }
    return sorts.get(asked, code == asked)


def answer(request: PortalRequest, rows: Iterable[Row]) -> str:
    """How many are open and with whom; to an office, whose turn its own is."""
    open_ones = [row.hiring for row in rows if row.hiring]
    if not request.hat.is_of_an_office:
        return words.of_all(open_ones)
    own = next(iter(open_ones), None)
    return words.turn(own, "", is_own=True) if own else _("Your office has no open vacancy.")


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.VACANCY_VIEW)
def vacancy_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Whose turn it is, the next act, the way, and every move so far."""
    rows = with_nomination(Vacancy.objects.select_related("office", "appointment__person"), request)
    vacancy = get_object_or_404(rows, pk=pk)
    moves = moves_of(vacancy, request)
    standing = [move for move in moves if move.superseded_at is None]
    shown: dict[str, Any] = {
        "vacancy": vacancy,
        "office": vacancy.office,
        "offers": [*offers(vacancy, request), *pointing(vacancy, request)],
        "undo": undoable(vacancy, standing[-1] if standing else None, request),
        "steps": pipeline(stays_between([(Stage(move.stage), move.made_on) for move in standing]), localdate()),
        "trail": [told(move, request) for move in reversed(moves)],
    }
    shown |= said(vacancy, request) | known(vacancy, standing, request)
    note_reading(shown, request)
    return render(request, "specialists/vacancy_detail.html", shown)


def note_reading(shown: dict[str, Any], request: PortalRequest) -> None:
    """Keep in the trail who has read about a candidate."""
    if shown["clearance"] or any(row["note"] for row in shown["trail"]):
        request.notes.append((AccessEvent.Kind.READ, {"vacancy": shown["vacancy"].pk}))


def pointing(vacancy: Vacancy, request: PortalRequest) -> Iterator[Offer]:
    """After a designation: naming the point of contact, where the office has none who serves."""
    if vacancy.stage != Stage.DESIGNATED or not request.hat.may(Permission.POINT_OF_CONTACT_EDIT):
        return
    point = PointOfContact.objects.standing().filter(office=vacancy.office, ends_on=None).first()
    if point is None or has_left(point):
        url = reverse("point-of-contact-create", args=[vacancy.office.court_id])
        yield Offer(_("Name the point of contact (18 USC 925D)"), url, is_main=True)


def has_left(point: PointOfContact) -> bool:
    """Whether the point of contact was a specialist of the office and serves there no longer."""
    served = Appointment.objects.standing().filter(office=point.office_id, person__email__iexact=point.email)
    serves = served.filter(Q(ends_on=None) | Q(ends_on__gt=localdate()))
    return served.exists() and not serves.exists()


def said(vacancy: Vacancy, request: PortalRequest) -> dict[str, str]:
    """The answer of the page, and since when."""
    today, office = localdate(), vacancy.office.abbreviation
    if not vacancy.is_open:
        name = vacancy.appointment.person.name if vacancy.appointment else ""
        return {"sentence": words.ended(Stage(vacancy.stage), vacancy.closed_on, office, name), "more": ""}
    hiring = Hiring(Stage(vacancy.stage), vacancy.moved_on, vacancy.days_in_stage(today))
    is_own = request.hat.is_of_an_office
    return {
        "sentence": words.turn(hiring, office, is_own=is_own),
        "more": words.since(hiring, vacancy.opened_on, today),
    }


def moves_of(vacancy: Vacancy, request: PortalRequest) -> list[Move]:
    """Every move in order, undone ones too; with its note for those who may see candidates. One query."""
    notes = ("note",) if request.hat.may(Permission.NOMINATION_VIEW) else ()
    return list(Move.objects.filter(vacancy=vacancy).select_related("recorded_by", *notes).in_order())


def told(move: Move, request: PortalRequest) -> dict[str, Any]:
    """A move as a line of the trail."""
    note = getattr(move, "note", None) if request.hat.may(Permission.NOMINATION_VIEW) else None
    learned = localtime(move.recorded_at).date()
    return {
        "on": move.made_on,
        "what": move.get_step_display(),
        "before": move.get_stage_from_display() if move.stage_from else "",
        "after": move.get_stage_display(),
        "detail": move.get_detail_display() if move.detail else "",
        "who": move.recorded_by.name,
        "learned": learned if learned != move.made_on else None,
        "undone": move.superseded_at,
        "reason": note.get_reason_display() if note else "",
        "note": note,
    }


def known(vacancy: Vacancy, standing: Sequence[Move], request: PortalRequest) -> dict[str, Any]:
    """What stands beside the moves; of candidates only for those who may see them."""
    sees = request.hat.may(Permission.NOMINATION_VIEW)
    has_checks = any(move.stage == Stage.OFFERED for move in standing)
    return {
        "checks": words.checks([move.step for move in standing]),
        "clearance": Clearance.objects.of(vacancy) if sees and has_checks else None,
        "nominations": list(Nomination.objects.filter(vacancy=vacancy).order_by("-pk")) if sees else [],
    }
