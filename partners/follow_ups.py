"""Ninety days after a training: has the agency taken up what it was taught?

Nothing is written for it: the question follows from the log, and what an office puts on record of the agency on the
day of the training or later answers it.
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
TAUGHT = (Practice.SAFE, Practice.EVIDENCE, Practice.UNDERSTANDING, Practice.TOGETHER, Practice.BIAS)
"""A word on any of these answers."""
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


class Question(NamedTuple):
    """Was it adopted? Asked from `on`, by agency as the entry that counts."""

    training: Training
    on: date


Answers = Mapping[tuple[int, int], date]
"""By office and agency the latest day as of which something was put on record of what is taught."""


# --- pure ------------------------------------------------------------------------------------------------------------
def questions(trainings: Iterable[Training], answers: Answers, day: date) -> list[Question]:
    """What is open on a day, the longest first."""
    found = [Question(each, each.held_on + AFTER) for each in trainings if is_open(each, answers, day)]
    return sorted(found, key=lambda one: (one.on, one.training.agency))


def is_open(training: Training, answers: Answers, day: date) -> bool:
    answered = answers.get((training.office, training.agency))
    is_time = training.held_on + AFTER <= day < training.held_on + WITHIN
    return is_time and (answered is None or answered < training.held_on)


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
    columns = [f"outreach__{name}" for name in ("office", "key", "held_on", "recorded_at")]
    return {Training(*row) for row in parties.filter(Exists(is_agency)).values_list(*columns, "agency")}


def trainings(day: date, offices: Collection[int], known: datetime | None = None) -> QuerySet[Outreach]:
    """The trainings on duty 1, bias or trauma of the days that are asked about."""
    is_taught = Q(duty=Duty.TRAUMA_INFORMED) | Q(topics__overlap=[Topic.BIAS, Topic.TRAUMA])
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
    latest = rows.annotate(agency=COUNTS).filter(agency__in=agencies).values("office", "agency").order_by()
    return {(row["office"], row["agency"]): row["latest"] for row in latest.annotate(latest=Max("as_of"))}


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
