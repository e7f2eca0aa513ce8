"""Referrals as pages, mails and programs read them: each with its newest word, and the name of its program."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Case, DateField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest
from django.utils.text import capfirst
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants.fit import WHETHER, Verdict
from grants.fit_words import THROUGH_STATE_UNJUDGED
from grants.models import FederalContact, GuidanceRequest, Outcome, Referral, StateAdministrator
from grants.models.federal_contact import whom_to_ask
from grants.models.following import posted
from grants.models.opportunity import Opportunity
from grants.models.program import programs
from grants.next_year import Reopening
from grants.notice_words import warning
from grants.open_now import of_program, open_now
from grants.outcomes import SETTLED, asked_from
from grants.taxonomy import Said, because_label, said_label
from portal.country import STATES

Closed = GuidanceRequest.Closed
NOTHING_TO_ASK = (Closed.NOT_OURS, Closed.DOUBLE, Closed.MISUSE)
"""Why a question was closed of which nothing is asked any more."""
LONG_BEFORE = date.min
NEXT_DAY = ExpressionWrapper(Greatest("last_day", "made_on") + 1, output_field=DateField())
DUE_ON = Case(
    When(outcome_due_on=None, then=None),
    When(last_day__isnull=False, then=NEXT_DAY),
    default=F("outcome_due_on"),
    output_field=DateField(),
)
"""The day after the notice's last day, which can move; what was noted at first where no such day is known."""
NEWEST = ("said", "because", "band", "said_on")
"""What `with_newest` adds to a referral; None where nobody has said anything yet."""


def with_newest(rows: QuerySet[Referral]) -> QuerySet[Any]:
    """Each with what was said of it last, and with `due_on`: from when on that is asked."""
    words = Outcome.objects.filter(referral=OuterRef("pk")).newest_first()
    newest = {name: Subquery(words.values(name)[:1]) for name in NEWEST}
    return rows.alias(last_day=Subquery(last_days())).annotate(due_on=DUE_ON, **newest)


def last_days() -> QuerySet[Opportunity, Any]:
    """The last day of the notice to which a referral points, as it is known now: of a forecast that of the notice that
    was posted of it, else the estimated one."""
    day = Case(
        When(posted_as__isnull=False, then=F("posted_as__closes_on")),
        When(is_forecast=True, then=F("estimated_close_on")),
        default=F("closes_on"),
    )
    return Opportunity.objects.filter(pk=OuterRef("opportunity")).values(day=day)


def referrals_of(request: GuidanceRequest) -> QuerySet[Any]:
    """The programs that the answers to a question point to, each with its newest word."""
    return with_newest(Referral.objects.standing().filter(request=request.pk)).order_by("made_at", "pk")


def program_name(key: str, day: date) -> str:
    """The program's name in the reader's language, as of that day; its key where the catalog has none."""
    facts = programs(day).get(key)
    return facts.title if facts else key


def said_words(referral: Any, *, of_them: bool = False) -> str:
    """What was said of it last, and why; empty where nobody has said anything. `of_them`: as the office reads it."""
    if not referral.said:
        return ""
    said = said_label(referral.said, of_them=of_them)
    return f"{said}: {because_label(referral.because, of_them=of_them)}" if referral.because else said


def missing_since(referral: Any) -> date | None:
    """The day from which a word is missing; `referral` comes from `with_newest`."""
    return asked_from(referral.due_on, referral.said, referral.said_on)


def notices_of(rows: Iterable[Referral]) -> dict[int, Opportunity]:
    """The notices that referrals name, of a forecast what was posted of it. One query, none where they name none."""
    named = Opportunity.objects.select_related("posted_as")
    found = named.in_bulk({row.opportunity for row in rows if row.opportunity})
    return {key: posted(notice) for key, notice in found.items()}


def reopenings(rows: Sequence[Referral], notices: Mapping[int, Opportunity]) -> dict[int, Reopening]:
    """By referral: when its notice opened or, where it names none that has, the newest of its program. One query."""
    own = openings(rows, notices)
    newest = newest_openings(numbers_of(row for row in rows if row.pk not in own))
    found = {row.pk: own.get(row.pk) or newest.get(row.program) for row in rows}
    return {key: Reopening(opened_on) for key, opened_on in found.items() if opened_on}


def openings(rows: Iterable[Referral], notices: Mapping[int, Opportunity]) -> dict[int, date]:
    """By referral: when its own notice opened, if it did."""
    return {row.pk: day for row in rows if (day := opened(notices.get(row.opportunity or 0)))}


def opened(notice: Opportunity | None) -> date | None:
    """When it did. A forecast has not; what is gone by now has."""
    return None if notice is None or notice.is_forecast else notice.opens_on


def numbers_of(rows: Iterable[Referral]) -> dict[str, tuple[str, ...]]:
    """By program: the numbers under which its notices stand. None where those notices are for states, or may be about
    something else, unless the asker was pointed to one of them."""
    named = [(row, programs(row.made_on).get(row.program)) for row in rows]
    return {
        row.program: facts.listings
        for row, facts in named
        if facts and (row.opportunity or not (facts.passes_on or facts.shares_listing))
    }


def newest_openings(numbers: Mapping[str, tuple[str, ...]]) -> dict[str, date]:
    """By program: the day on which the newest notice under its numbers opened. No query where nothing is asked."""
    if not numbers:
        return {}
    rows = Opportunity.objects.filter(is_forecast=False, opens_on__isnull=False)
    notices = rows.of_listings(chain.from_iterable(numbers.values())).order_by("opens_on")
    days: dict[str, date] = {}
    for listed, opened_on in notices.values_list("listings", "opens_on"):
        days.update(dict.fromkeys(listed, opened_on))  # type: ignore[arg-type]
    found = {key: max((days.get(one, LONG_BEFORE) for one in listed), default=None) for key, listed in numbers.items()}
    return {key: opened_on for key, opened_on in found.items() if opened_on and opened_on != LONG_BEFORE}


# --- on a page -------------------------------------------------------------------------------------------------------
def shown(
    rows: Iterable[Any],
    day: date,
    says: Callable[[Any], str] | None = None,
    *,
    state: str = "",
    of_them: bool = False,
) -> list[dict[str, Any]]:
    """Referrals as `grants/referrals_of.html` shows them. `says`: the address at which somebody says what became of
    one; none where the reader only looks. `state`: of the asker's county. `of_them`: the office reads what the asker
    said. Three queries besides the rows, none where there are none."""
    listed = list(rows)
    contacts, known = whom_to_ask(state) if listed else ({}, {})
    notices = notices_of(listed)
    opened_on, open_ones = reopenings(listed, notices), open_now(now()) if listed else []
    lines = [
        named(row, day)
        | ahead(row, notices.get(row.opportunity), opened_on.get(row.pk), open_ones, day)
        | to_call(row, day, contacts, known)
        | {
            "notice": notices.get(row.opportunity),
            "state": state,
            "state_name": _(STATES[state]) if state else "",
            "said": said_words(row, of_them=of_them),
            "is_settled": row.said in SETTLED,
            "says": says(row) if says else "",
            "choices": [(said.value, said_label(said, of_them=of_them)) for said in Said],
        }
        for row in listed
    ]
    return [line | {"old": old(lines, open_ones)} for line in lines]


def old(lines: Iterable[Mapping[str, Any]], open_ones: Iterable[Opportunity]) -> str:
    """The warning above those of the open notices that stand in the lines, where they were read long ago."""
    listed = {notice.pk for line in lines for notice in (line["notice"], *line["open"]) if notice}
    return warning((notice for notice in open_ones if notice.pk in listed), now())


def named(row: Any, day: date) -> dict[str, Any]:
    """The program, and how it fitted on the day on which it was named."""
    return {
        "row": row,
        "name": program_name(row.program, day),
        "is_known": row.program in programs(day),
        "verdict": verdict_words(row),
        "whether": [str(WHETHER[name]) for name in row.missing if name in WHETHER],
        "reasons": reasons_of(row),
    }


def to_call(
    row: Referral, day: date, contacts: Mapping[str, FederalContact], known: Mapping[str, StateAdministrator]
) -> dict[str, Any]:
    """Whom the asker calls about a program: of money that a state hands out its agency, as far as a person has verified
    it; else the federal one."""
    facts = programs(day).get(row.program)
    return {
        "is_through_state": row.is_through_state or (facts is not None and facts.passes_on and not row.verdict),
        "administrator": known.get(row.program),
        "contact": contacts.get(facts.agency) if facts else None,
    }


def verdict_words(row: Referral) -> str:
    """How the program fitted the asker on that day; empty where it was named without a check."""
    if row.verdict not in Verdict.values:
        return ""
    verdict = Verdict(row.verdict)
    is_unjudged = row.is_through_state and verdict == Verdict.CHECK_NOTICE
    return str(THROUGH_STATE_UNJUDGED) if is_unjudged else capfirst(str(verdict.label))


def reasons_of(row: Referral) -> list[dict[str, Any]]:
    """The reasons of that day in the reader's language; in English, and said to be so, where a sentence is no longer
    one of ours."""
    is_english = (get_language() or "en").startswith("en")
    told = [(one, _(one["text"])) for one in row.reasons]
    return [
        {"text": text, "citation": one["citation"], "is_foreign": not is_english and text == one["text"]}
        for one, text in told
    ]


def ahead(
    row: Referral, notice: Opportunity | None, reopening: Reopening | None, open_ones: Sequence[Opportunity], day: date
) -> dict[str, Any]:
    """What is open now, else when it may open again. Of money that a state hands out no federal notice is shown."""
    facts = programs(day).get(row.program)
    is_open = notice is not None and notice.is_open_at(now())
    others = of_program(facts, open_ones) if facts and not facts.passes_on else []
    return {
        "is_open": is_open,
        "open": [one for one in others if one != notice],
        "reopening": None if is_open or others else coming(reopening, day),
    }


def coming(reopening: Reopening | None, day: date) -> Reopening | None:
    """Only while the day is still to come."""
    return reopening if reopening and day < reopening.opens_about else None
