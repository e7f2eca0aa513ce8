"""How a question is answered: the answer with the programs that it points to, notes, an agency consulted, its end.

Each verb changes the question by one conditional UPDATE, so that of two who press at the same moment one is told.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from grants.clocks import answer_due, due_after_reply
from grants.models.asking import zone_of
from grants.models.pointing import Fitting
from grants.models.referral import Referral
from grants.models.request import Entry, GuidanceRequest, Note, keys_of
from grants.models.routing import kept_by
from grants.models.telling import tell_asker
from portal import gazetteer
from portal.access import OUTREACH_ROLES, Role
from portal.calendar import local_day
from portal.errors import Refused
from portal.models import Membership, Office, Person
from portal.pages import refusing
from portal.prose import Prose

State, Closed = GuidanceRequest.State, GuidanceRequest.Closed
NEED_AN_ANSWER = frozenset({Closed.DONE, Closed.SILENT})
"""For these reasons only a question that is answered is closed: not one to which its asker has added since."""
SAID_TO_NOBODY = frozenset({Closed.MISUSE})


class Pointer(NamedTuple):
    """A program that an answer points to, perhaps by a certain notice."""

    program: str
    opportunity: int | None = None
    fit: Fitting | None = None


def office_of(request: GuidanceRequest) -> Office | None:
    """The office that it belongs to; None: no district serves the place."""
    return next((one for one in gazetteer.offices().values() if one.pk == request.office_id), None)


def day_at(request: GuidanceRequest, at: datetime) -> date:
    """The day by the clock of whoever answers."""
    return local_day(at, zone_of(office_of(request), is_central=request.is_central))


def may_answer(person: Person, request: GuidanceRequest) -> bool:
    """Whether the person could answer it, now and until this transaction ends."""
    held = Membership.objects.filter(office=None if request.is_central else request.office_id)
    return held.secured(person, {Role.EOUSA} if request.is_central else OUTREACH_ROLES)


def change(
    request: GuidanceRequest, *, was: Sequence[str], sentence: str, owned_by: int | None = None, **facts: Any
) -> None:
    """The one way in which a question moves on: only from these states (and this owner), else the sentence is told."""
    rows = GuidanceRequest.objects.filter(pk=request.pk, state__in=was)
    rows = rows.filter(owner=owned_by) if owned_by else rows
    if not rows.update(**facts):
        raise Refused(sentence)
    for name, value in facts.items():
        if not hasattr(value, "resolve_expression"):
            setattr(request, name, value)


def newest_entry(request: GuidanceRequest) -> int:
    """What was said last; 0: nothing after the question."""
    found: int | None = Entry.objects.filter(request=request.pk).order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


# --- answers ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(
    request: GuidanceRequest,
    *,
    text: str,
    referrals: Sequence[Pointer] = (),
    seen: int | None = None,
    owner: int | None = None,
    by: Person,
    at: datetime,
) -> Entry:
    """Answer it, and tell the asker that there is an answer. `seen`: the entry up to which whoever answers has read;
    what was said since is read first, and an answer sent twice goes once. `owner`: who had it then."""
    on = day_at(request, at)
    change(
        request, was=[State.WAITING, State.CONSULTING, State.ANSWERED], state=State.ANSWERED,
        sentence=_("This question is closed. Open it again, then send your answer."),
        answered_at=Coalesce("answered_at", Value(at)), answered_on=Coalesce("answered_on", Value(on)),
    )  # fmt: skip
    refuse_unread(request, seen, owner)
    entry = Entry.objects.create(
        **keys_of(request), kind=Entry.Kind.ANSWER, text=text, kept_because=because_of(text), said_at=at, said_by=by,
        name=by.name,
    )  # fmt: skip
    for pointer in referrals:
        Referral.objects.point(request=request, entry=entry, by=by, on=on, **pointer._asdict())
    asked_now(request).update(ended_on=on)
    tell_asker(request, "answered", period=str(entry.pk), answered_by=by.name)
    return entry


def refuse_unread(request: GuidanceRequest, seen: int | None, owner: int | None) -> None:
    """What was said, and to whom it was given, since the page was opened is read before an answer goes."""
    who = GuidanceRequest.objects.only("owner_name").filter(pk=request.pk).exclude(owner=owner).first()
    if owner is not None and who:
        sentence = _("%(name)s has this question now: it was given away while you wrote. Send again if you answer it.")
        raise Refused(sentence % {"name": who.owner_name})
    if seen is not None and newest_entry(request) != seen:
        raise Refused(_("Something was said here while you wrote. Read it below, then send your answer again."))


def because_of(text: str) -> str:
    """Why something that may identify a person stands in it."""
    return text.kept_because if isinstance(text, Prose) else ""


# --- notes -----------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_note(request: GuidanceRequest, *, text: str, by: Person, at: datetime, key: UUID | None = None) -> Note:
    """A remark for those who answer; the asker never reads it. The same key twice is one note."""
    key = key or uuid4()
    if written := Note.objects.filter(key=key).first():
        return written
    with refusing(one_note_per_key=_("This note has just been kept. Look at the question again.")):
        return note_of(request, kind=Note.Kind.NOTE, text=text, noted_by=by, noted_at=at, key=key)


def note_of(request: GuidanceRequest, **facts: Any) -> Note:
    return Note.objects.create(office_id=request.office_id, request_id=request.pk, **facts)


@transaction.atomic
def consult(request: GuidanceRequest, *, agency: str, text: str = "", by: Person, at: datetime) -> Note:
    """A federal agency was asked: until it replies the question waits for it, and its owner is not reminded daily.
    One that was answered stays answered."""
    if request.state == State.CLOSED:
        raise Refused(_("This question is closed. Open it again before you ask an agency."))
    if asked_now(request).filter(agency=agency).exists():
        raise Refused(_("This agency has been asked, and has not replied yet."), field="agency")
    waits = [State.WAITING, State.CONSULTING]
    was, then = (waits, State.CONSULTING) if request.state in waits else ([State.ANSWERED], State.ANSWERED)
    sentence = _("Somebody has answered or closed this question meanwhile. Look at it again.")
    change(request, was=was, state=then, sentence=sentence)
    with refusing(an_agency_is_asked_once_at_a_time=_("This agency has been asked, and has not replied yet.")):
        return note_of(request, kind=Note.Kind.CONSULTED, agency=agency, text=text, noted_by=by, noted_at=at)


def asked_now(request: GuidanceRequest) -> Any:
    """The consultations whose reply is waited for."""
    return Note.objects.filter(request=request.pk, kind=Note.Kind.CONSULTED, came_back_on=None, ended_on=None)


@transaction.atomic
def came_back(note: Note, request: GuidanceRequest, *, by: Person, at: datetime) -> None:  # noqa: ARG001 the audit trail says who
    """The agency has replied. When none is waited for any more, the asker's clock runs on. Of two replies at the same
    moment one waits for the other, so that the second one finds that it is the last."""
    on = day_at(request, at)
    locked = GuidanceRequest.objects.select_for_update().only("state", "due_on").get(pk=request.pk)
    if not asked_now(request).filter(pk=note.pk).update(came_back_on=on):
        raise Refused(_("Somebody has put this reply on record already."))
    if locked.state == State.CONSULTING and not asked_now(request).exists():
        sentence = _("Somebody has answered or closed this question meanwhile. Look at it again.")
        due_on = due_after_reply(locked.due_on, on)
        change(request, was=[State.CONSULTING], state=State.WAITING, due_on=due_on, sentence=sentence)


# --- its end ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def close(
    request: GuidanceRequest,
    *,
    because: str,
    seen: int | None = None,
    by: Person,  # noqa: ARG001 the audit trail says who
    at: datetime,
) -> None:
    """Nothing more is to be done. The asker is told, and opens it again by adding to it. `seen`: the entry up to which
    whoever closes it has read."""
    is_said = because in NEED_AN_ANSWER
    if is_said:
        refuse_unanswered(request)
    on, was = day_at(request, at), [State.ANSWERED] if is_said else [State.WAITING, State.CONSULTING, State.ANSWERED]
    change(
        request, was=was, state=State.CLOSED, closed_on=on, closed_because=because,
        sentence=_("Somebody has closed this question already, or added to it. Look at it again."),
    )  # fmt: skip
    if seen is not None and newest_entry(request) != seen:
        raise Refused(_("Something was said here since you opened this page. Read the question, then close it."))
    asked_now(request).update(ended_on=on)
    if because not in SAID_TO_NOBODY:
        tell_asker(request, "closed", period=at.isoformat(timespec="seconds"))


def refuse_unanswered(request: GuidanceRequest) -> None:
    """Where an answer is owed, not everything is said."""
    if request.answered_on is None:
        raise Refused(_("Nobody has answered yet. Answer first, or choose another reason."), field="because")
    if request.state in {State.WAITING, State.CONSULTING}:
        raise Refused(_("It waits for an answer again. Answer first, or choose another reason."), field="because")


@transaction.atomic
def reopen(request: GuidanceRequest, *, by: Person, at: datetime) -> None:
    """It waits for an answer again, from today, and the asker is told by when; whoever opens it takes it, where its
    owner has left. What EOUSA answered, EOUSA opens."""
    if request.is_central and not may_answer(by, request):
        raise Refused(_("EOUSA answered this question, so EOUSA opens it again; so does the asker, by adding to it."))
    on = day_at(request, at)
    facts: dict[str, Any] = {} if may_answer(request.owner, request) else kept_by(by)
    if facts and not may_answer(by, request):
        raise Refused(_("Whoever answered this question has left. Somebody who may answer it has to open it."))
    change(
        request, was=[State.CLOSED], state=State.WAITING, closed_on=None, closed_because="", waits_since=on,
        due_on=answer_due(on), sentence=_("This question is open already."), **facts,
    )  # fmt: skip
    tell_asker(request, "open_again", period=at.isoformat(timespec="seconds"))
