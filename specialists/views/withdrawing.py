"""Taking off the record what was recorded in error: said first, carried out, and still readable afterwards."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office, Person
from portal.pages import page
from specialists import sentences
from specialists.coverage import Source
from specialists.models import Absence, Answer, Appointment, Section
from specialists.nation import office_standing
from specialists.standing import standing
from specialists.views.acts import Words, act
from specialists.views.office import office_for
from specialists.views.sections import standing_section

Row = Appointment | Absence | Answer | Section


@page(Permission.APPOINTMENT_EDIT)
def appointment_withdraw(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """An appointment that never was."""
    office = office_for(request, court_id)
    row = get_object_or_404(Appointment.objects.standing().select_related("person"), pk=pk, office=office)
    words = {
        "sentence": _("Was the appointment of %(name)s, from %(day)s, recorded in error?")
        % {"name": row.person.name, "day": date_format(row.starts_on, "DATE_FORMAT")},
        "will": [_("Did %(name)s serve, and no longer does? Then record the end instead.") % {"name": row.person.name}],
    }
    return withdrawn(request, office, row, Source.APPOINTMENT, words)


@page(Permission.ABSENCE_EDIT)
def absence_withdraw(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """An absence that never was."""
    office = office_for(request, court_id)
    row = get_object_or_404(Absence.objects.standing().select_related("person"), pk=pk, office=office)
    words = {
        "sentence": _("Was the absence of %(name)s, from %(day)s, recorded in error?")
        % {"name": row.person.name, "day": date_format(row.starts_on, "DATE_FORMAT")},
        "will": [_("Was %(name)s away, and is back? Then record the return instead.") % {"name": row.person.name}],
    }
    return withdrawn(request, office, row, Source.ABSENCE, words)


@page(Permission.ANSWER_GIVE)
def answer_withdraw(request: PortalRequest, court_id: str, pk: int) -> HttpResponse:
    """An answer that the office did not give."""
    office = office_for(request, court_id)
    row = get_object_or_404(Answer.objects.standing(), pk=pk, office=office)
    words = {
        "sentence": _("Was the answer “%(says)s” of %(day)s recorded in error?")
        % {"says": row.get_says_display(), "day": date_format(row.given_on, "DATE_FORMAT")},
        "will": [
            _("Has something changed since? Then give a new answer instead. Without this one the one before counts.")
        ],
    }
    return withdrawn(request, office, row, Source.ANSWER, words)


@page(Permission.SECTION_EDIT)
@standing_section
def section_withdraw(request: PortalRequest, office: Office, row: Section) -> HttpResponse:
    """A section that never was."""
    name = {"name": row.name, "day": date_format(row.starts_on, "DATE_FORMAT")}
    words = {
        "sentence": _("Was the section “%(name)s”, from %(day)s, recorded in error?") % name,
        "will": [_("Was there such a section, and is no more? Then record its end instead.")],
    }
    return withdrawn(request, office, row, Source.SECTION, words)


def withdrawn(request: PortalRequest, office: Office, row: Row, source: Source, words: Words) -> HttpResponse:
    """The last look, then the entry is off the record."""

    def withdraw(*, by: Person, **_rest: Any) -> None:
        row.withdraw(by=by)

    same_for_all = {
        "title": _("Recorded in error"),
        "will": [*words["will"], *consequences(office, row, source)],
        "submit": _("Take it off the record"),
        "done": _("The entry is off the record."),
        "danger": True,
    }
    form = Form(request.POST if request.method == "POST" else None)
    return act(request, office, form, withdraw, words | same_for_all)


def consequences(office: Office, row: Row, source: Source) -> list[str]:
    """What becomes of the entry, and how the office stands today without it."""
    today = localdate()
    stands, found = office_standing(office.pk, today, now())
    rest = [fact for fact in found if (fact.source, fact.row) != (source, row.pk)]
    after = standing(office.pk, rest, today, is_reachable=True)
    said = sentences.of_office(after, office.abbreviation)
    is_same = said == sentences.of_office(stands, office.abbreviation)
    lines = [_("The entry counts on no day any more. It stays readable under “Changes”, with who took it off.")]
    if row.replaces_id:
        lines.append(_("The earlier entry whose place it took does not come back. Record it anew if it was right."))
    lines.append(
        (_("Today’s answer does not change: %(said)s") if is_same else _("Afterwards: %(said)s")) % {"said": said}
    )
    return lines
