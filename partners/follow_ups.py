"""Ninety days after a training: has the agency taken up what it was taught?

Nothing is written for it: the question follows from the log, and what an office puts on record of the agency on the
day of the training or later of the practices that it taught answers it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from partners.chain import Practice
from partners.duties import Duty
from partners.kinds import Kind
from partners.models import AgencyPractice, Outreach, Party, Profile
from partners.taxonomy import Did, Topic
from portal.models import Organization

AFTER = timedelta(days=90)
WITHIN = timedelta(days=365)
"""A training of a year ago asks nothing any more."""
OF_DUTY_1 = (Practice.SAFE, Practice.EVIDENCE, Practice.UNDERSTANDING, Practice.TOGETHER)
"""What a training on duty 1 has taught whose topics do not say which: a word on any of these answers."""
TAUGHT = (*OF_DUTY_1, Practice.BIAS)
BY_TOPIC: Mapping[str, Practice] = {
    Topic.TRAUMA: Practice.SAFE, Topic.CONFIDENTIALITY: Practice.SAFE, Topic.EVIDENCE: Practice.EVIDENCE,
    Topic.DUAL_ARREST: Practice.EVIDENCE, Topic.LETHALITY: Practice.EVIDENCE, Topic.STRANGULATION: Practice.EVIDENCE,
    Topic.DYNAMICS: Practice.UNDERSTANDING, Topic.COORDINATED_RESPONSE: Practice.TOGETHER, Topic.BIAS: Practice.BIAS,
}  # fmt: skip
"""Which practice a topic teaches. Of other topics nothing is asked by practice."""
ASKS = frozenset({Topic.BIAS, Topic.TRAUMA})
"""A training on these is asked about whatever its duty."""
AGENCIES = frozenset({
    Kind.POLICE, Kind.TRIBAL_POLICE, Kind.PROSECUTOR, Kind.COURT, Kind.TRIBAL_COURT, Kind.CORRECTIONS,
})  # fmt: skip
"""Kinds of organizations of which it is asked what they have taken up."""
COUNTS = Coalesce("organization__merged_into", "organization")
"""The entry that counts."""


class Training(NamedTuple):
    """A training of the log with an agency that took part."""

    office: int
    entry: UUID
    held_on: date
    recorded_at: datetime
    agency: int
    asks: tuple[tuple[str, ...], ...] = (OF_DUTY_1,)
    """What is asked about: of each group one practice, whichever, has to have a word."""


class Question(NamedTuple):
    """Was it adopted? Asked from `on`, by agency as the entry that counts."""

    training: Training
    on: date
    left: tuple[tuple[str, ...], ...] = ()
    """The groups of practices of which nothing was heard."""


Answers = Mapping[tuple[int, int, str], date]
"""By office, agency and practice the latest day as of which something was put on record."""


# --- pure ------------------------------------------------------------------------------------------------------------
def questions(trainings: Iterable[Training], answers: Answers, day: date) -> list[Question]:
    """What is open on a day, the longest first."""
    found = [
        Question(each, each.held_on + AFTER, left(each, answers)) for each in trainings if is_open(each, answers, day)
    ]
    return sorted(found, key=lambda one: (one.on, one.training.agency))


def is_open(training: Training, answers: Answers, day: date) -> bool:
    return training.held_on + AFTER <= day < training.held_on + WITHIN and bool(left(training, answers))


def left(training: Training, answers: Answers) -> tuple[tuple[str, ...], ...]:
    """The groups of practices of which nothing is on record as of the day of the training or later."""
    return tuple(group for group in training.asks if not is_answered(training, group, answers))


def is_answered(training: Training, group: Iterable[str], answers: Answers) -> bool:
    days = (answers.get((training.office, training.agency, practice)) for practice in group)
    return any(day >= training.held_on for day in days if day)


def asks(duty: int, topics: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """What a training asks about: the practice of each of its topics; on another duty only of bias and trauma; on duty
    1 without such a topic any of (a) to (d)."""
    is_duty_1 = duty == Duty.TRAUMA_INFORMED
    found = {BY_TOPIC[topic] for topic in topics if topic in BY_TOPIC and (is_duty_1 or topic in ASKS)}
    return tuple((str(practice),) for practice in TAUGHT if practice in found) or (OF_DUTY_1,)


class Followed(NamedTuple):
    """Of the agencies that have been asked about since trainings of the last year: how many wait, how many do not."""

    open: int
    answered: int


def followed(trainings: Iterable[Training], answers: Answers, day: date) -> Followed:
    """Each training of each agency counts."""
    due = [each for each in trainings if each.held_on + AFTER <= day < each.held_on + WITHIN]
    waiting = sum(is_open(each, answers, day) for each in due)
    return Followed(waiting, len(due) - waiting)


# --- read ------------------------------------------------------------------------------------------------------------
def asked(day: date, offices: Collection[int]) -> list[Question]:
    """What is open at these offices: two queries, one where there was no training."""
    found = taught(day, offices)
    return questions(found, answered(offices, {one.agency for one in found}), day) if found else []


def taught(day: date, offices: Collection[int], known: datetime | None = None) -> set[Training]:
    """The trainings that are asked about on a day, with each agency that took part, a double as the entry that counts:
    one query. `known`: as on record at that instant."""
    is_agency = on_record(Profile, known).filter(organization=OuterRef("agency"), kind__in=sorted(AGENCIES))
    parties = Party.objects.filter(outreach__in=trainings(day, offices, known)).annotate(agency=COUNTS)
    columns = [f"outreach__{name}" for name in ("office", "key", "held_on", "recorded_at", "duty", "topics")]
    rows: Iterable[Any] = parties.filter(Exists(is_agency)).values_list(*columns, "agency")
    return {
        Training(office, key, held_on, at, agency, asks(duty, topics))
        for office, key, held_on, at, duty, topics, agency in rows
    }


def trainings(day: date, offices: Collection[int], known: datetime | None = None) -> QuerySet[Outreach]:
    """The trainings on duty 1, bias or trauma of the days that are asked about."""
    is_taught = Q(duty=Duty.TRAUMA_INFORMED) | Q(topics__overlap=sorted(ASKS))
    return on_record(Outreach, known).filter(
        is_taught, office__in=offices, did=Did.TRAINING, held_on__gt=day - WITHIN, held_on__lte=day - AFTER
    )


def on_record(model: type[Model], known: datetime | None) -> QuerySet[Any]:
    """What stands; with an instant, what stood then."""
    rows: Any = model._default_manager
    found: QuerySet[Any] = rows.known_at(known) if known else rows.standing()
    return found


def answered(offices: Collection[int], agencies: Collection[int]) -> Answers:
    """What stands on record of these agencies, doubles by the entry that counts."""
    rows = AgencyPractice.objects.standing().filter(office__in=offices, practice__in=TAUGHT)
    found = rows.annotate(agency=COUNTS).filter(agency__in=agencies).values("office", "agency", "practice").order_by()
    return {(row["office"], row["agency"], row["practice"]): row["day"] for row in found.annotate(day=Max("as_of"))}


def by_agency(open_questions: Iterable[Question]) -> dict[int, list[Question]]:
    """The questions of one office by agency, those of each the longest first."""
    found: dict[int, list[Question]] = defaultdict(list)
    for question in open_questions:
        found[question.training.agency].append(question)
    return dict(found)


def named(open_questions: Iterable[Question]) -> Iterator[tuple[Question, Any]]:
    """Each question with its agency: one query."""
    listed = list(open_questions)
    agencies = Organization.objects.in_bulk({question.training.agency for question in listed})
    return ((question, agencies[question.training.agency]) for question in listed)
