"""What waits about the post, and since when: the matters of each cause of the ladder, at the offices where EOUSA has
begun to remind. Each is read in two or three queries for however many offices, with the rights of whoever asks."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.timezone import localdate

from portal.access import DatabaseRole
from portal.calendar import CENTER
from portal.ladder import Matter, Offices
from portal.tenancy import current
from specialists.coverage import Answer, Fact, Source, newest_answer
from specialists.models import Appointment, Asking, Clearance, Nomination, Response, Vacancy
from specialists.nation import SEES_THE_NATION, by_office, facts, reachable_offices
from specialists.stages import NominationState, Party, Stage
from specialists.standing import standing

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
            said = {"standing": stands, "is_reachable": key in reached, "asked_on": asked_on(found.get(key, []))}
            yield Matter(SILENT, f"office:{key}", on.isoformat(), on, first, key, facts=said)


def asked_on(found: Collection[Fact]) -> date | None:
    """When EOUSA asked the office."""
    return min((fact.starts_on for fact in found if fact.source is Source.ASKING), default=None)


def lapsing(day: date, offices: Offices) -> Iterator[Matter]:
    """Offices that stand by their own word, with the day on which it lapses. Nobody is reminded of an answer on the
    day on which it was given."""
    begun = Asking.objects.reminded(offices)
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
    """What an office owes to a directive, by its due date. On the day of the directive its own mail says it all."""
    begun = Asking.objects.reminded(offices)
    open_ones = Response.objects.open().filter(office__in=begun, directive__withdrawn_at=None)
    for response in open_ones.exclude(directive__issued_at=None).select_related("directive").order_by("pk"):
        due, key = response.directive.due_on, response.office_id
        since = max(begun[key], localdate(response.sent_at) + A_DAY)
        about, said = f"response:{response.pk}", {"response": response}
        yield Matter(DIRECTIVE, about, due.isoformat(), due, since, key, facts=said)


# --- vacancies -----------------------------------------------------------------------------------------------------
def stalled(_day: date, offices: Offices) -> Iterator[Matter]:
    """Vacancies that wait for the office itself, by the day on which their stage reaches its target."""
    yield from over_target(VACANCY, offices, OWN_STAGES)


def requested(_day: date, offices: Offices) -> Iterator[Matter]:
    """Vacancies that wait for EOUSA, by the day on which their stage reaches its target."""
    yield from over_target(VACANCY_EOUSA, offices, EOUSA_STAGES)


def over_target(cause: str, offices: Offices, stages: Collection[Stage]) -> Iterator[Matter]:
    begun = Asking.objects.reminded(offices)
    for vacancy in at_stages(begun, stages):
        due = vacancy.moved_on + timedelta(days=Stage(vacancy.stage).turn.target)
        yield of_stage(cause, vacancy, due, begun[vacancy.office_id])


def at_stages(offices: Collection[int], stages: Collection[Stage]) -> QuerySet[Vacancy]:
    return Vacancy.objects.open().filter(office__in=offices, stage__in=sorted(stages)).order_by("pk")


def of_stage(cause: str, vacancy: Vacancy, on: date, first: date, **said: object) -> Matter:
    """A matter that lasts as long as the vacancy stays in its stage."""
    period = f"{vacancy.stage}:{vacancy.moved_on}"
    return Matter(
        cause, f"vacancy:{vacancy.pk}", period, on, first, vacancy.office_id, facts={"vacancy": vacancy} | said
    )


def nominated(_day: date, offices: Offices) -> Iterator[Matter]:
    """Nominations that wait for OARM, by the day on which they were sent. Nothing of the candidate is read."""
    begun = Asking.objects.reminded(offices)
    for vacancy in at_stages(begun, {Stage.NOMINATED}).annotate(nomination_pk=sent_nomination()):
        nomination = vacancy.nomination_pk
        yield of_stage(NOMINATION, vacancy, vacancy.moved_on, begun[vacancy.office_id], nomination=nomination)


def sent_nomination() -> Subquery | Value:
    """The key of the vacancy's nomination at OARM, for those who may see nominations at all."""
    if not sees(SEES_NOMINATIONS):
        return Value(None, output_field=BigIntegerField())
    waiting = Nomination.objects.filter(vacancy=OuterRef("pk"), state=NominationState.SENT)
    return Subquery(waiting.order_by().values("pk")[:1])


def checked(_day: date, offices: Offices) -> Iterator[Matter]:
    """Background investigations not known to have ended, by the day on which they were opened or, where that is not
    recorded, by the first day of the checks. Only for those who may see candidates."""
    begun = Asking.objects.reminded(offices)
    known = Clearance.objects.standing().filter(vacancy=OuterRef("pk"))
    running = at_stages(begun, {Stage.CHECKS}).exclude(Exists(known.exclude(background_closed_on=None)))
    for vacancy in running.annotate(opened=Subquery(known.order_by().values("background_opened_on")[:1])):
        on = vacancy.opened or vacancy.moved_on
        yield of_stage(CHECKS, vacancy, on, begun[vacancy.office_id], opened=vacancy.opened)


def temporary(day: date, offices: Offices) -> Iterator[Matter]:
    """Temporary appointments, by the last day on which they hold. Only for those who may see candidates."""
    begun = Asking.objects.reminded(offices)
    serves = Appointment.objects.standing().filter(
        Q(ends_on=None) | Q(ends_on__gt=day), office=OuterRef("office"), person=OuterRef("vacancy__appointment__person")
    )
    entered = Q(vacancy__stage=Stage.ENTERED) | Q(Exists(serves), vacancy__stage=Stage.DESIGNATED)
    lasting = Clearance.objects.standing().filter(entered, office__in=begun, not_to_exceed_on__gte=day)
    for clearance in lasting.order_by("pk"):
        last, key = clearance.not_to_exceed_on, clearance.office_id
        yield Matter(
            NOT_TO_EXCEED, f"vacancy:{clearance.vacancy_id}", last.isoformat(), last, begun[key], key,
            facts={"vacancy_id": clearance.vacancy_id},
        )  # fmt: skip


def sees(roles: Collection[DatabaseRole]) -> bool:
    """Whether the one who asks runs as one of these roles."""
    binding = current()
    return binding is not None and binding.role in roles
