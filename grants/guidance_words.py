"""Questions about federal money in words: how they stand, how many wait, what a reminder says of one."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import clocks
from grants.models import GuidanceRequest, Note
from grants.models.answering import day_at
from grants.taxonomy import Agency
from partners.promises import day_words
from partners.taxonomy import Need
from portal import gazetteer
from portal.ladder import Matter, Rung, Said

State = GuidanceRequest.State
A_PAIR = 2
"""Of so many one is the older."""


def about_words(need: str, county: str) -> str:
    """Emergency shelter, Tarrant County, TX; of what may not be read nothing."""
    facts = gazetteer.country().counties.get(county)
    label = str(Need(need).label) if need in Need.values else need
    return ", ".join(filter(None, [label[:1].upper() + label[1:], facts.label if facts else county]))


def clock_of(request: GuidanceRequest, day: date) -> str:
    """In 2 working days; 1 working day late; answered after 1 working day; for the download."""
    if request.state == State.WAITING:
        return clocks.clock_words(request.due_on, day)
    if request.state == State.CONSULTING:
        how_long = clocks.waits_words(clocks.waited(request.waits_since, day))
        return _("waits %(how_long)s: a federal agency was asked") % {"how_long": how_long}
    return first_answer(request)


def due_of(request: GuidanceRequest, day: date) -> str:
    """For the list: November 25, 2026 (in 2 working days); while an agency is waited for, when its reply makes it due;
    where nothing is due, when it was first answered."""
    if request.state == State.WAITING:
        return due_soon(request, day)
    if request.state == State.CONSULTING:
        said = _("a federal agency was asked: a working day after its reply, not before %(day)s")
        return said % {"day": date_format(request.due_on, "DATE_FORMAT")}
    return first_answer(request) or _("nothing is due")


def due_soon(request: GuidanceRequest, day: date) -> str:
    """The day on which an answer is due, and how soon that is."""
    words = {"day": date_format(request.due_on, "DATE_FORMAT"), "clock": clocks.clock_words(request.due_on, day)}
    return _("%(day)s (%(clock)s)") % words


def first_answer(request: GuidanceRequest) -> str:
    """First answered after 1 working day; empty where nobody has answered."""
    return _("first answered %(when)s") % {"when": took(request)} if request.answered_on else ""


def took(request: GuidanceRequest) -> str:
    """After 1 working day; empty where nobody has answered."""
    return clocks.took_words(request.asked_on, request.answered_on) if request.answered_on else ""


def how_it_stands(request: GuidanceRequest, agencies: Sequence[Note], *, me: int | None, day: date) -> str:
    """Waits for your answer, due tomorrow; answered on November 23, on the same day; closed, and why."""
    words = {"who": request.owner_name, "due": clocks.due_words(request.due_on, day)}
    if request.state == State.WAITING:
        own = _("Waits for your answer, %(due)s.")
        return (own if request.owner_id == me else _("Waits for the answer of %(who)s, %(due)s.")) % words
    if request.state == State.CONSULTING:
        return consulting_words(agencies, request, day)
    if request.state == State.CLOSED and request.closed_on:
        why = request.get_closed_because_display() if request.closed_because else ""
        said = {"day": day_words(request.closed_on, day), "why": why}
        return (_("Closed on %(day)s: %(why)s.") if why else _("Closed on %(day)s.")) % said
    return _("Answered: for the first time %(when)s.") % {"when": took(request)}


def clocks_of(request: GuidanceRequest, agencies: Sequence[Note], day: date) -> list[tuple[str, str]]:
    """Every clock of a question, beside what it counts. While an agency is waited for no answer is due."""
    found = [(_("Asked on"), date_format(request.asked_on, "DATE_FORMAT"))]
    if request.waits_since != request.asked_on and request.state in {State.WAITING, State.CONSULTING}:
        found.append((_("Waits again since"), date_format(request.waits_since, "DATE_FORMAT")))
    if request.state == State.WAITING:
        found.append((_("Answer due"), due_soon(request, day)))
    found += [(_("Waits for"), since_words(one, request)) for one in reversed(agencies)]
    if request.state == State.CONSULTING:
        said = _("on the working day after the reply, but not before %(day)s")
        found.append((_("Answer due"), said % {"day": date_format(request.due_on, "DATE_FORMAT")}))
    return [*found, (_("First answer"), took(request))] if request.answered_on else found


def since_words(note: Note, request: GuidanceRequest) -> str:
    """OVW, asked on November 20, 2026."""
    day = date_format(day_at(request, note.noted_at), "DATE_FORMAT")
    return _("%(agency)s, asked on %(day)s") % {"agency": note.agency, "day": day}


def consulting_words(agencies: Sequence[Note], request: GuidanceRequest, day: date) -> str:
    """Waits for OVW, asked 3 working days ago."""
    if not agencies:
        return _("Waits for a federal agency.")
    days = clocks.waited(day_at(request, min(one.noted_at for one in agencies)), day)
    words = {"names": ", ".join(one.agency for one in reversed(agencies)), "how_long": clocks.waits_words(days)}
    if not days:
        return _("Waits for the reply of %(names)s.") % words
    return _("Waits for the reply of %(names)s, %(how_long)s.") % words


def how_many(found: Mapping[str, int], *, is_central: bool) -> str:
    """3 questions wait for an answer, 1 of them is late. 1 waits for a federal agency."""
    waiting, late, consulting = found["waiting"], found["late"], found["consulting"]
    if not waiting and not consulting:
        return _("No question waits for EOUSA.") if is_central else _("No question waits for an answer.")
    said = ngettext("%(n)d question waits for an answer", "%(n)d questions wait for an answer", waiting)
    tail = clocks.late_of(waiting, late) if late else "."
    more = ngettext(
        " %(more)d waits for a federal agency.", " %(more)d wait for a federal agency.", consulting
    ) if consulting else ""  # fmt: skip
    return (said + tail + more) % {"n": waiting, "late": late, "more": consulting}


def note_words(note: Note) -> str:
    """What kind of note it is: internal note; asked OVW; given to somebody else."""
    if note.kind != Note.Kind.CONSULTED:
        return str(note.get_kind_display())
    said = _("Asked: %(agency)s") % {"agency": Agency(note.agency).label}
    if note.came_back_on:
        day = date_format(note.came_back_on, "DATE_FORMAT")
        return _("%(asked)s; replied on %(day)s") % {"asked": said, "day": day}
    if note.ended_on:
        day = date_format(note.ended_on, "DATE_FORMAT")
        return _("%(asked)s; the question went on without its reply on %(day)s") % {"asked": said, "day": day}
    return said


# --- reminders -------------------------------------------------------------------------------------------------------
def request_of(matter: Matter) -> GuidanceRequest:
    request = matter.facts["request"]
    assert isinstance(request, GuidanceRequest)
    return request


def page_of(request: GuidanceRequest) -> str:
    return reverse("guidance-detail", args=[request.pk])


def of_waiting(matter: Matter, rung: Rung, day: date) -> Said:
    """To its owner; to those who could answer in the owner's place; to EOUSA. Never a word of what was asked."""
    request = request_of(matter)
    due = clocks.due_words(request.due_on, day)
    asked = _("It was asked on %(day)s.") % {"day": day_words(request.asked_on, day)}
    promise = _("Askers are promised an answer in two working days.")
    if rung.audience in OWNERS:
        title = _("A question about federal money waits for your answer, %(due)s") % {"due": due}
        return Said(title, f"{asked} {promise}", page_of(request), _("Answer it"))
    title = _("A question about federal money waits, %(due)s") % {"due": due}
    whose = _("%(name)s has it.") % {"name": request.owner_name}
    if rung.audience == TO_DESK:
        more = _("What was asked is for the office alone: ask there how it stands.")
        return Said(title, f"{asked} {whose} {more}", reverse("office-detail", args=[matter.facts["court_id"]]),
                    _("Open the office"))  # fmt: skip
    act = _("Answer it, or give it to somebody")
    return Said(title, f"{asked} {whose} {promise}", page_of(request), act)


def of_consulting(matter: Matter, _rung: Rung, day: date) -> Said:
    """To its owner: that the agency is to be asked again."""
    request = request_of(matter)
    words = {"how_long": clocks.waits_words(clocks.waited(matter.on, day)), "asked": day_words(request.asked_on, day)}
    title = _("A question about federal money waits for a federal agency %(how_long)s") % words
    text = _("Ask the agency again, or answer without its reply. The question was asked on %(asked)s.") % words
    return Said(title, text, page_of(request), _("Open the question"))


OWNERS = frozenset({"GUIDANCE_OWNER", "GUIDANCE_CENTRAL_OWNER"})
"""Audiences that are the one person who has the question."""
TO_DESK = "DESK"


def waits_in_week(number: int, oldest: date, day: date) -> str:
    """2 questions from advocates wait, the older for 1 working day."""
    how_long = clocks.waits_words(clocks.waited(oldest, day))
    if number == 1:
        return _("1 question from an advocate waits %(how_long)s.") % {"how_long": how_long}
    if number == A_PAIR:
        return _("2 questions from advocates wait, the older %(how_long)s.") % {"how_long": how_long}
    return _("%(n)d questions from advocates wait, the oldest %(how_long)s.") % {"n": number, "how_long": how_long}
