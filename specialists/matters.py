"""What waits about the post, and since when: the matters of each cause of the ladder, at the offices where EOUSA has
begun to remind. Each is read in one to three queries for however many offices, with the rights of whoever asks."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.timezone import localdate

from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.ladder import Matter, Offices
from portal.tenancy import current
from specialists.coverage import Answer, Fact, Source, newest_answer
from specialists.models import Answer as Word
from specialists.models import Appointment, Asking, Clearance, Nomination, Response, Vacancy
from specialists.nation import SEES_THE_NATION, by_office, facts, reachable_offices
from specialists.stages import NominationState, Party, Stage
from specialists.standing import Standing, standing

SILENT = "SILENT"
DIRECTIVE = "DIRECTIVE_DUE"
VACANCY = "VACANCY"
VACANCY_EOUSA = "VACANCY_EOUSA"
NOMINATION = "NOMINATION"
CHECKS = "CHECKS"
NOT_TO_EXCEED = "NOT_TO_EXCEED"
LAPSING = "LAPSING"

END_OF_TIME = datetime.combine(date.max, time(), CENTER)
"""Everything that stands on record was known by then."""
A_DAY = timedelta(days=1)
SEES_NOMINATIONS = frozenset({DatabaseRole.JOBS, DatabaseRole.HEADS, DatabaseRole.OARM, DatabaseRole.EOUSA})
OWN_STAGES = frozenset(stage for stage in Stage if stage.turn.party.is_of_the_office)
EOUSA_STAGES = frozenset(stage for stage in Stage if stage.turn.party is Party.EOUSA)


def reminded(rows: QuerySet[Any], offices: Offices) -> QuerySet[Any]:
    """The rows of those of these offices whose ladder has begun, with `ladder_on`, the day on which it did."""
    asking = Asking.objects.standing().filter(office=OuterRef("office")).order_by()
    begun: QuerySet[Any] = rows.filter(office__in=offices).annotate(ladder_on=Subquery(asking.values("ladder_on")[:1]))
    return begun.exclude(ladder_on=None).order_by("pk")


# --- coverage ------------------------------------------------------------------------------------------------------
def silent(day: date, offices: Offices) -> Iterator[Matter]:
    """Offices that have no specialist and no answer: the ladder counts from the day on which they fell silent, or
    from the day on which EOUSA began it, whichever is later."""
    begun = Asking.objects.reminded(offices)
    found = facts_of(begun, day)
    reached = reachable_offices(END_OF_TIME) if sees(SEES_THE_NATION) else set(begun)
    for key, first in begun.items():
        stands = standing(key, found.get(key, []), day, is_reachable=key in reached)
        if stands.answer is Answer.SILENT and first <= day:
            on = max(stands.since or first, first)
            said = {"standing": stands, "is_reachable": key in reached} | heard(found.get(key, []), stands)
            yield Matter(SILENT, f"office:{key}", on.isoformat(), on, first, key, facts=said)


def heard(found: Collection[Fact], stands: Standing) -> dict[str, Any]:
    """When EOUSA asked the office, and what is known of it last besides."""
    asked = min((fact.starts_on for fact in found if fact.source is Source.ASKING), default=None)
    has_more = any(fact.source is not Source.ASKING for fact in found)
    return {"asked_on": asked, "last_word": stands.last_word if has_more else ""}


def lapsing(day: date, offices: Offices) -> Iterator[Matter]:
    """Offices that stand by their own word, with the day on which it lapses. Nobody is reminded of an answer on the
    day on which it was given."""
    words = reminded(Word.objects.standing().filter(given_on__lte=day, lapses_on__gt=day), offices)
    begun = dict(words.values_list("office_id", "ladder_on"))
    found = facts_of(begun, day)
    for key, first in begun.items():
        stands = standing(key, found.get(key, []), day, is_reachable=True)
        word = newest_answer(found.get(key, []), day)
        if stands.holds_until and word:
            said = {"standing": stands, "says": Answer(word.kind)}
            lapses, since = stands.holds_until, max(first, word.starts_on + A_DAY)
            yield Matter(LAPSING, f"office:{key}", lapses.isoformat(), lapses, since, key, facts=said)


def facts_of(offices: Collection[int], day: date) -> dict[int, list[Fact]]:
    """The facts of these offices, or of more: one query."""
    only = next(iter(offices)) if len(offices) == 1 else None
    return by_office(facts(on=day, known=END_OF_TIME, office_id=only)) if offices else {}


# --- directives ----------------------------------------------------------------------------------------------------
def owed(_day: date, offices: Offices) -> Iterator[Matter]:
    """What an office owes to a directive, by its due date, or by the beginning of the ladder if that came later. On
    the day of the directive its own mail says it all."""
    open_ones = Response.objects.open().filter(directive__withdrawn_at=None).exclude(directive__issued_at=None)
    for response in reminded(open_ones, offices).select_related("directive"):
        due, key = response.directive.due_on, response.office_id
        since = max(response.ladder_on, localdate(response.sent_at) + A_DAY)
        about, said = f"response:{response.pk}", {"response": response}
        on, name = max(due, response.ladder_on), response.directive.title
        yield Matter(DIRECTIVE, about, due.isoformat(), on, since, key, facts=said, name=name)


# --- vacancies -----------------------------------------------------------------------------------------------------
def stalled(_day: date, offices: Offices) -> Iterator[Matter]:
    """Vacancies that wait for the office itself, by the day on which their stage reaches its target."""
    yield from over_target(VACANCY, offices, OWN_STAGES)


def requested(_day: date, offices: Offices) -> Iterator[Matter]:
    """Vacancies that wait for EOUSA, by the day on which their stage reaches its target."""
    yield from over_target(VACANCY_EOUSA, offices, EOUSA_STAGES)


def over_target(cause: str, offices: Offices, stages: Collection[Stage]) -> Iterator[Matter]:
    """Vacancies at these stages, by the day on which the stage reaches its target. Where that was before the ladder
    began, it counts from its beginning: so the office is told before others are told of it."""
    for vacancy in at_stages(offices, stages):
        due = vacancy.moved_on + timedelta(days=Stage(vacancy.stage).turn.target)
        yield of_stage(cause, vacancy, max(due, vacancy.ladder_on))


def at_stages(offices: Offices, stages: Collection[Stage]) -> QuerySet[Any]:
    return reminded(Vacancy.objects.open().filter(stage__in=sorted(stages)), offices)


def of_stage(cause: str, vacancy: Any, on: date, **said: object) -> Matter:
    """A matter that lasts as long as the vacancy stays in its stage."""
    period, known = f"{vacancy.stage}:{vacancy.moved_on}", {"vacancy": vacancy} | said
    return Matter(cause, f"vacancy:{vacancy.pk}", period, on, vacancy.ladder_on, vacancy.office_id, facts=known)


def nominated(_day: date, offices: Offices) -> Iterator[Matter]:
    """Nominations that wait for OARM, by the day on which they were sent. Nothing of the candidate is read."""
    for vacancy in at_stages(offices, {Stage.NOMINATED}).annotate(nomination_pk=sent_nomination()):
        yield of_stage(NOMINATION, vacancy, vacancy.moved_on, nomination=vacancy.nomination_pk)


def sent_nomination() -> Subquery | Value:
    """The key of the vacancy's nomination at OARM, for those who may see nominations at all."""
    if not sees(SEES_NOMINATIONS):
        return Value(None, output_field=BigIntegerField())
    waiting = Nomination.objects.filter(vacancy=OuterRef("pk"), state=NominationState.SENT)
    return Subquery(waiting.order_by().values("pk")[:1])


def checked(_day: date, offices: Offices) -> Iterator[Matter]:
    """Background investigations not known to have ended, by the day on which they were opened or, where that is not
    recorded, by the first day of the checks. Only for those who may see candidates."""
    known = Clearance.objects.standing().filter(vacancy=OuterRef("pk"))
    running = at_stages(offices, {Stage.CHECKS}).exclude(Exists(known.exclude(background_closed_on=None)))
    for vacancy in running.annotate(opened=Subquery(known.order_by().values("background_opened_on")[:1])):
        yield of_stage(CHECKS, vacancy, vacancy.opened or vacancy.moved_on, opened=vacancy.opened)


def temporary(day: date, offices: Offices) -> Iterator[Matter]:
    """Temporary appointments, by the last day on which they hold. Only for those who may see candidates."""
    for clearance in reminded(lasting(day), offices):
        last, key = clearance.not_to_exceed_on, clearance.office_id
        yield Matter(
            NOT_TO_EXCEED, f"vacancy:{clearance.vacancy_id}", last.isoformat(), last, clearance.ladder_on, key,
            facts={"vacancy_id": clearance.vacancy_id},
        )  # fmt: skip


def lasting(day: date) -> QuerySet[Any]:
    """The records of temporary appointments in which somebody serves on the day."""
    serves = Appointment.objects.standing().filter(
        Q(ends_on=None) | Q(ends_on__gt=day), office=OuterRef("office"), person=OuterRef("vacancy__appointment__person")
    )
    entered = Q(vacancy__stage=Stage.ENTERED) | Q(Exists(serves), vacancy__stage=Stage.DESIGNATED)
    return Clearance.objects.standing().filter(entered, not_to_exceed_on__gte=day)


def sees(roles: Collection[DatabaseRole]) -> bool:
    """Whether the one who asks runs as one of these roles."""
    binding = current()
    return binding is not None and binding.role in roles
