"""A question when its owner leaves it: it goes to a named successor, or to whoever answers next, never to nobody."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.models.answering import note_of, office_of
from grants.models.giving import GIVEN, tell_owner
from grants.models.request import CENTER_READS, GuidanceRequest, Note
from grants.models.routing import Keeper, intake, keeper_of
from grants.models.telling import tell_asker
from portal.access import OFFICE_DATABASE_ROLES
from portal.errors import Refused
from portal.models import Message, Office, Person
from portal.pages import refusing
from portal.tenancy import current

Questions = Sequence[GuidanceRequest]


def open_questions() -> QuerySet[GuidanceRequest]:
    """Those that are not closed, the one due first on top; of each as much as EOUSA may read of every office."""
    found = GuidanceRequest.objects.exclude(state=GuidanceRequest.State.CLOSED)
    return found.only(*CENTER_READS.split(",")).order_by("due_on", "pk")


# --- leaving ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def pass_on(*, rows: Collection[GuidanceRequest], to: Person | None, by: Person, at: datetime) -> None:
    """All of them go to the successor; with none, each office's to whoever answers there next, and if nobody does, to
    EOUSA. Who asked is told who answers now."""
    for questions in by_office(rows):
        if to:
            hand(questions, Keeper(to, is_central=questions[0].is_central), by=by, at=at)
            continue
        keeper = next_keeper(questions[0])
        giver = questions[0].owner_name
        hand(questions, keeper, by=by, at=at)
        tell_keeper(questions, keeper, giver=giver, at=at)


def by_office(rows: Collection[GuidanceRequest]) -> Iterator[Questions]:
    """Always in the same order, so that two who hand over at once wait for each other instead of both."""
    found: dict[int, list[GuidanceRequest]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.pk):
        found[row.office_id or 0].append(row)
    yield from (found[key] for key in sorted(found))


def next_keeper(question: GuidanceRequest) -> Keeper:
    """Who answers when the owner no longer does; secured until the transaction ends."""
    with refusing(), intake(question.asked, question.office_id):
        try:
            return keeper_of(office_of(question), leaving=question.owner_id)
        except Refused as refusal:
            sentence = _(
                "Nobody else can answer questions about money, at the office or at EOUSA. Invite somebody first."
            )
            raise Refused(sentence, field="to") from refusal


def hand(questions: Questions, keeper: Keeper, *, by: Person, at: datetime) -> None:
    """They are the keeper's: at once, on record where whoever does it may write, and told to those who asked."""
    unread = [question for question in questions if not noted(question, keeper, by=by, at=at)]
    mine = GuidanceRequest.objects.exclude(state=GuidanceRequest.State.CLOSED)
    mine = mine.filter(pk__in=[question.pk for question in questions], owner_id=questions[0].owner_id)
    if mine.update(**keeper.columns) != len(questions):
        raise Refused(_("A question among these has just been closed or given away. Look again."))
    for question in questions:
        for name, value in keeper.columns.items():
            setattr(question, name, value)
        tell_asker(question, "handed_over", period=f"{keeper.person.pk}/{at.isoformat(timespec='seconds')}")
    for question in unread:
        noted(question, keeper, by=by, at=at)


def noted(question: GuidanceRequest, keeper: Keeper, *, by: Person, at: datetime) -> bool:
    """Say it among the notes; not where EOUSA hands over what it may not read: there the hand-over itself says it."""
    binding = current()
    if not question.is_central and (binding is None or binding.role not in OFFICE_DATABASE_ROLES):
        return False
    text = _("Given to %(name)s.") % {"name": keeper.person.name}
    note_of(question, kind=Note.Kind.GIVEN, text=text, noted_by=by, noted_at=at)
    return True


def tell_keeper(questions: Questions, keeper: Keeper, *, giver: str, at: datetime) -> None:
    """To whom they went without having been chosen: how many, from whom, and where they stand."""
    words = {"n": len(questions), "giver": giver}
    said = ngettext(
        "%(n)d question about federal money is yours to answer now: %(giver)s no longer does. The asker was told.",
        "%(n)d questions about federal money are yours to answer now: %(giver)s no longer does. The askers were told.",
        len(questions),
    )
    Message.objects.post(
        cause=GIVEN,
        about=f"guidance-of:{questions[0].office_id or 'nation'}",
        period=at.isoformat(timespec="microseconds"),
        recipient=keeper.person.email,
        subject=_("Questions about federal money are yours"),
        text=f"{said % words}\n\n{settings.SITE_URL}{reverse('guidance-list')}\n",
        person=keeper.person,
        office=office_of(questions[0]),
    )


# --- coming back -----------------------------------------------------------------------------------------------------
@transaction.atomic
def give_to_office(question: GuidanceRequest, *, by: Person, at: datetime) -> None:
    """Somebody at the office can answer again: what EOUSA answered meanwhile is theirs, and EOUSA reads it no more."""
    office = office_of(question)
    if not question.is_central or office is None:
        raise Refused(_("No office can answer this question: it stays with EOUSA, or is with its office already."))
    keeper = keeper_there(question, office)
    hand([question], keeper, by=by, at=at)
    tell_owner(question, keeper.person, by=by, at=at)


def keeper_there(question: GuidanceRequest, office: Office) -> Keeper:
    """Who answers at the office; refused where nobody does."""
    with refusing(), intake(question.asked, question.office_id):
        keeper = keeper_of(office)
    if keeper.is_central:
        sentence = _("Nobody at %(office)s answers questions yet: it has no specialist here, no back-up, no staff.")
        raise Refused(sentence % {"office": office.abbreviation})
    return keeper
