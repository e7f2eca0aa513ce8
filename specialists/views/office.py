"""One office's post: who fills it, what is owed, and everything that was said and changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import gazetteer
from portal.access import Permission, Role
from portal.hats import PortalRequest
from portal.ladder_words import what_became, with_its_rung
from portal.models import Office, OfficeContact, why_refused
from portal.pages import page
from portal.panels import late_for, office_panels_for, own_for
from portal.upcoming import by_day, upcoming
from specialists import history, sentences
from specialists.coverage import Answer, Authority, Fact, Group, Kind, Source, Span
from specialists.dossier import Dossier, dossier, messages_to, office_with_all
from specialists.models import StaffContact, Vacancy
from specialists.sections import chiefs, entries
from specialists.standing import Acts
from specialists.views import responses
from specialists.views.vacancy_acts import latest_of, offers, way_of


def office_for(request: PortalRequest, court_id: str) -> Office:
    """The office of an address. To people of another office it is like one that does not exist."""
    office = gazetteer.offices().get(court_id)
    if office is None or (request.hat.is_of_an_office and request.hat.office_id != office.pk):
        raise Http404
    return office


@page(Permission.OFFICE_VIEW)
def office_staffing(request: PortalRequest, court_id: str) -> HttpResponse:
    """The answer, who acts next, the people, the history, whom to reach, what was changed."""
    office_for(request, court_id)
    office = office_with_all(court_id, now())
    assert office is not None
    changes = history.changes_of(office) if request.hat.may(Permission.HISTORY_VIEW) else []
    found = dossier(office, localdate(), now(), history.people_in(changes))
    shown = about(request, found) | people(request, found) | reach(office) | under_925d(office, localdate())
    shown |= {"changes": history.told(changes, found.names), "office": office} | allowed(request)
    shown |= {"sections": entries(office.sections, localdate())}  # type: ignore[attr-defined]
    shown |= reminders(request, found) | {"panels": office_panels_for(request, {"office": office})}
    return render(request, "specialists/office_staffing.html", shown)


def reminders(request: PortalRequest, found: Dossier) -> dict[str, Any]:
    """What comes next and on which day, if EOUSA has begun to remind the office; then who was told what."""
    if not request.hat.may(Permission.MESSAGE_VIEW):
        return {}
    told = [{"message": one, "what": with_its_rung(one), "back": what_became(one)} for one in messages_to(found.office)]
    has_begun = bool(found.of(Source.ASKING)) and not found.standing.is_unreminded
    return {
        "coming": by_day(upcoming(request.hat, now(), offices=[found.office.pk])) if has_begun else [],
        "has_begun": has_begun,
        "told": told,
        "may_steer": request.hat.may(Permission.LADDER_STEER),
    }


@page(Permission.HOME_VIEW)
def own_office(request: PortalRequest) -> HttpResponse:
    """The first page of those who lead an office: how the post stands, and what they owe."""
    office = office_for(request, request.hat.court_id)
    found = dossier(office, localdate(), now())
    shown = about(request, found) | {"office": office}
    shown["sees_messages"] = request.hat.may(Permission.MESSAGE_VIEW)
    shown["late"], shown["own"] = late_for(request), own_for(request)
    shown["takes_out"] = request.hat.may(Permission.OFFICE_TAKE_OUT)
    return render(request, "specialists/home_office.html", shown)


def about(request: PortalRequest, found: Dossier) -> dict[str, Any]:
    """The answer, what is owed, the acts that this reader may take, and the history of answers."""
    stands, vacancy = found.standing, latest_of(found.office, request)
    is_own = request.hat.is_of_an_office
    name = pgettext("subject", "Your office") if is_own else found.office.abbreviation
    directives = responses.of_office(found.office)
    return {
        "standing": stands,
        "sentence": sentences.of_office(stands, name),
        "owed": responses.owed_besides(directives, stands) or owed(request, found),
        "acts": [*reaching(request, found), *carrying(request, vacancy), *acts(request, found, vacancy)],
        "steps": way_of(vacancy) if vacancy else [],
        "vacancy": vacancy,
        "is_pressing": stands.acts is not Acts.NOBODY,
        "spans": [span(each, found) for each in reversed(found.spans)],
        "happened": found.happened,
        "directives": directives,
    }


def allowed(request: PortalRequest) -> dict[str, bool]:
    """What the parts of the page offer to this reader."""
    may = request.hat.may
    return {
        "may_appoint": may(Permission.APPOINTMENT_EDIT),
        "may_absent": may(Permission.ABSENCE_EDIT),
        "may_verify": may(Permission.CONTACT_EDIT),
        "may_name": may(Permission.POINT_OF_CONTACT_EDIT),
        "may_section": may(Permission.SECTION_EDIT),
        "sees_messages": may(Permission.MESSAGE_VIEW),
        "sees_history": may(Permission.HISTORY_VIEW),
    }


def owed(request: PortalRequest, found: Dossier) -> str:
    """Who has to do what next, said to this reader."""
    stands = found.standing
    if request.hat.role is Role.LEADERSHIP:
        return sentences.owed(stands)
    if request.hat.is_of_an_office and stands.answer is Answer.SILENT and not stands.hiring:
        return _("Your office owes an answer. The US Attorney or the First Assistant gives it.")
    if stands.acts is Acts.NOBODY:
        return _("Nobody has to act now.")
    who = {"who": stands.acts.label, "act": stands.act}
    return f"{_('Next: %(who)s has to %(act)s.') % who} {sentences.beside_section(stands)}".strip()


def reaching(request: PortalRequest, found: Dossier) -> Iterator[dict[str, str]]:
    """Where nobody can be told anything, somebody is found before all else."""
    if not found.is_reachable and request.hat.may(Permission.CONTACT_EDIT):
        yield {"label": _("Name a contact"), "url": reverse("staff-contact-edit", args=[found.office.court_id])}


def carrying(request: PortalRequest, vacancy: Vacancy | None) -> Iterator[dict[str, str]]:
    """What carries the office’s vacancy forward, and the way to it."""
    if vacancy is None:
        return
    for offer in offers(vacancy, request):
        if offer.is_main:
            yield {"label": offer.label, "url": offer.url}
    if vacancy.is_open:
        yield {"label": _("See the vacancy"), "url": reverse("vacancy-detail", args=[vacancy.pk])}


def acts(request: PortalRequest, found: Dossier, vacancy: Vacancy | None) -> list[dict[str, str]]:
    """What else this reader may do here, the most pressing first."""
    may, court_id = request.hat.may, found.office.court_id
    begin, answer = _("Open the vacancy"), words_of_answer(request)
    asked, served = found.of(Source.ASKING), bool(found.serving)
    ask = f"{reverse('asking-create')}?office={court_id}"
    unasked = found.standing.answer is Answer.NOT_ASKED and not asked
    offered = [
        (unasked and may(Permission.OFFICE_ASK), _("Ask this office and start its reminders"), ask),
        (found.standing.is_unreminded and may(Permission.OFFICE_ASK), _("Start the reminders of this office"), ask),
        (may(Permission.ANSWER_GIVE), answer, reverse("answer-create", args=[court_id])),
        (may_open(request, vacancy), begin, reverse("vacancy-create", args=[court_id])),
        (may(Permission.APPOINTMENT_EDIT), _("Appoint a specialist"), reverse("appointment-create", args=[court_id])),
        (served and may(Permission.ABSENCE_EDIT), _("Record an absence"), reverse("absence-create", args=[court_id])),
        (may(Permission.DESK_ASSIGN), _("Assign a desk officer"), f"{reverse('desk-create')}?office={court_id}"),
        (may_name_point(request, found), _("Name the point of contact (18 USC 925D)"),
         reverse("point-of-contact-create", args=[court_id])),
    ]  # fmt: skip
    if found.standing.group is Group.COVERED:
        offered.sort(key=lambda offer: offer[1] in {answer, begin})
    return [{"label": label, "url": url} for is_open, label, url in offered if is_open]


def may_open(request: PortalRequest, vacancy: Vacancy | None) -> bool:
    """Whether this reader may open a vacancy, of which the office has one at a time."""
    return request.hat.may(Permission.VACANCY_MOVE) and not (vacancy and vacancy.is_open)


def words_of_answer(request: PortalRequest) -> str:
    return _("Record what the office told you") if request.hat.role is Role.EOUSA else _("Give the office’s answer")


def may_name_point(request: PortalRequest, found: Dossier) -> bool:
    """Whether this reader may name a point of contact where the page knows that there is none."""
    is_missing = hasattr(found.office, "points") and not points_of_contact(found.office, found.standing.day)
    return is_missing and request.hat.may(Permission.POINT_OF_CONTACT_EDIT)


def span(each: Span, found: Dossier) -> dict[str, Any]:
    """An interval as `components/timeline.html` shows it, with who served in it."""
    until = each.ends_on or found.standing.day
    is_served = each.answer.is_covered or each.answer is Answer.PARTIAL
    return {
        "from": each.starts_on,
        "to": each.ends_on,
        "state": each.answer.group.value,
        "answer": each.answer.value,
        "label": each.answer.label,
        "note": ", ".join(served_in(each, found)) if is_served else "",
        "days": (until - each.starts_on).days,
    }


def served_in(each: Span, found: Dossier) -> list[str]:
    """The names of those whose appointment overlaps the interval, first come first; then chiefs of sections."""
    end = each.ends_on or found.standing.day + timedelta(days=1)
    facts = [fact for fact in found.of(Source.APPOINTMENT) if fact.starts_on < end]
    names = [
        found.names.get(fact.person_id or 0, "")
        for fact in reversed(facts)
        if fact.ends_on is None or fact.ends_on > each.starts_on
    ]
    headed = entries(getattr(found.office, "sections", ()), found.standing.day)
    return [*names, *chiefs(headed, each.starts_on, end)]


def people(request: PortalRequest, found: Dossier) -> dict[str, Any]:
    """Who serves, who is away, what is past or was answered, and who holds which role in the portal."""
    return {
        "serving": [service(fact, found) for fact in found.serving],
        "absences": [absence(fact, found) for fact in found.absences],
        "earlier": earlier(request, found),
        "members": [(member.person, member.get_role_display()) for member in found.members],
    }


def service(fact: Fact, found: Dossier) -> dict[str, Any]:
    return {
        "pk": fact.row,
        "name": found.names.get(fact.person_id or 0, ""),
        "kind": Kind(fact.kind).label,
        "authority": Authority(fact.authority).label,
        "starts_on": fact.starts_on,
        "ends_on": fact.ends_on,
        "is_ahead": fact.starts_on > found.standing.day,
        "shared_with": by_key().get(fact.shared_with_id or 0, ""),
    }


def absence(fact: Fact, found: Dossier) -> dict[str, Any]:
    return {
        "pk": fact.row,
        "name": found.names.get(fact.person_id or 0, ""),
        "stand_in": found.names.get(fact.stand_in_id or 0, ""),
        "starts_on": fact.starts_on,
        "ends_on": fact.ends_on,
    }


EDITED_BY = {
    Source.APPOINTMENT: ("appointment", Permission.APPOINTMENT_EDIT),
    Source.ABSENCE: ("absence", Permission.ABSENCE_EDIT),
    Source.ANSWER: ("answer", Permission.ANSWER_GIVE),
}
"""The entries of an office that can be wrong: their noun in an address, and what changing them needs."""


def earlier(request: PortalRequest, found: Dossier) -> list[dict[str, Any]]:
    """What has ended and every answer, newest first, so that it can be corrected too."""
    now_shown = {id(fact) for fact in (*found.serving, *found.absences)}
    facts = [fact for fact in found.facts if fact.source in EDITED_BY and id(fact) not in now_shown]
    facts.sort(key=lambda fact: (fact.starts_on, fact.row), reverse=True)
    return [entry(fact, found) | {"may_edit": request.hat.may(EDITED_BY[fact.source][1])} for fact in facts]


def entry(fact: Fact, found: Dossier) -> dict[str, Any]:
    """One entry in words, with the addresses of correcting its end and of taking it off the record."""
    noun, has_an_end = EDITED_BY[fact.source][0], fact.source is Source.APPOINTMENT
    return {
        "what": named(fact, found.names.get(fact.person_id or 0, "")),
        "starts_on": fact.starts_on,
        "ends_on": fact.ends_on,
        "withdraw_url": reverse(f"{noun}-withdraw", args=[found.office.court_id, fact.row]),
        "end_url": reverse("appointment-end", args=[found.office.court_id, fact.row]) if has_an_end else "",
    }


def named(fact: Fact, name: str) -> str:
    """What an entry says, without its days."""
    if fact.source is Source.ANSWER:
        return _("answered “%(says)s”") % {"says": Answer(fact.kind).label}
    if fact.source is Source.ABSENCE:
        return _("%(name)s, away") % {"name": name}
    return _("%(name)s, %(kind)s") % {"name": name, "kind": Kind(fact.kind).label}


def by_key() -> dict[int, str]:
    return {office.pk: office.abbreviation for office in gazetteer.offices().values()}


def reach(office: Office) -> dict[str, Any]:
    """Whom to reach, where the office sits, which counties are its."""
    posts, kinds = dict(StaffContact.Post.choices), dict(OfficeContact.Kind.choices)
    contacts = [
        contact | {"label": kinds[contact["kind"]], "slug": contact["kind"].lower().replace("_", "-")}
        for contact in office.all_contacts  # type: ignore[attr-defined]
    ]
    return {
        "contacts": contacts,
        "to_verify": sum(not contact["value"] for contact in contacts),
        "staff": [
            c | {"label": posts[c["post"]], "refused": why_refused(c["refusal"]) if c["is_refused"] else ""}
            for c in office.staff_contacts  # type: ignore[attr-defined]
        ],
        "desk": next((desk["name"] for desk in office.desks), ""),  # type: ignore[attr-defined]
        "counties": office.all_counties,  # type: ignore[attr-defined]
        "places": gazetteer.places().get(office.pk, []),
        "shares": [o for o in gazetteer.offices().values() if shares(o, office)],
    }


def under_925d(office: Office, today: date) -> dict[str, Any]:
    """Who is or will be the office's point of contact, and which designated communities lie in its district."""
    communities = [c | {"month": date.fromisoformat(c["month"])} for c in office.communities]  # type: ignore[attr-defined]
    return {"points": points_of_contact(office, today), "communities": communities}


def points_of_contact(office: Office, today: date) -> list[dict[str, Any]]:
    """The present point of contact, and one who is named ahead."""
    points = []
    for row in office.points:  # type: ignore[attr-defined]
        since, until = date.fromisoformat(row["since"]), row["until"] and date.fromisoformat(row["until"])
        if not until or until > today:
            points.append(row | {"since": since, "ends_on": until, "is_ahead": since > today})
    return points


def shares(one: Office, other: Office) -> bool:
    """Whether two offices are led by one US Attorney."""
    return one.pk != other.pk and one.us_attorney_unit == other.us_attorney_unit
