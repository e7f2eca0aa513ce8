"""What a reminder says: a plain sentence with its days, what is to be done, and the page where it is done.

The office reads of “your office”, the center of “N.D. Tex.”. Of a candidate nothing is said, to nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import gazetteer
from portal.ladder import Matter, Rung, Said, audience_of
from portal.models import Message, Office
from specialists import sentences, sentences_vacancies
from specialists.audiences import ANALYSTS, LEADERSHIP, OARM
from specialists.models import Directive, Response, Vacancy
from specialists.sentences import days
from specialists.stages import GRACE_DAYS, Stage
from specialists.standing import Acts, Hiring, Standing

Reply = Message.Reply
LAW = gettext_lazy(
    "The law: no statute requires this post. A memorandum of November 2020 recommends a specialist in each of the 94 "
    "offices. Assistant US attorneys are appointed under 28 USC 542, special ones under 28 USC 543; 18 USC 925D "
    "requires a point of contact in each office."
)


@dataclass(frozen=True)
class Told:
    """A matter, the rung that tells of it and the day: what all words are made of."""

    matter: Matter
    rung: Rung
    day: date

    @property
    def office(self) -> Office:
        return offices()[self.matter.office_id or 0]

    @property
    def is_own(self) -> bool:
        """Whether the readers are of the office itself."""
        return audience_of(self.rung.audience).is_of_the_office

    @property
    def here(self) -> str:
        """The office as its readers call it, in the middle of a sentence."""
        return _("your office") if self.is_own else self.office.abbreviation

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.matter.facts

    def page(self, route: str, *arguments: object) -> str:
        return reverse(route, args=arguments or [self.office.court_id])

    def answers(self, *codes: str) -> tuple[str, ...]:
        """What can be said by a link; the center signs in."""
        return (*codes, Reply.NOT_ME) if self.is_own else ()


@lru_cache(maxsize=1)
def offices() -> dict[int, Office]:
    return {office.pk: office for office in gazetteer.offices().values()}


def distance(when: date, today: date) -> str:
    """In 8 days, today, 3 days ago."""
    number = (when - today).days
    if not number:
        return _("today")
    return (_("in %(days)s") if number > 0 else _("%(days)s ago")) % {"days": days(abs(number))}


# --- coverage ------------------------------------------------------------------------------------------------------
def of_silence(matter: Matter, rung: Rung, day: date) -> Said:
    """The plain sentence; who answers; for the leadership the law, for the center whether anybody can be reached."""
    told = Told(matter, rung, day)
    said = [*_last_known(told)]
    if not told.is_own:
        return _silence_at_the_center(told, said)
    leads = rung.audience == LEADERSHIP.key
    said.append(str(CAN_ANSWER if leads else LEADERS_ANSWER))
    said += [_("If nobody answers, EOUSA is told next."), str(LAW)] if leads else []
    return Said(
        title=_no_one(told),
        text=" ".join(said),
        path=told.page("answer-create" if leads else "office-staffing"),
        act=_("Answer for your office") if leads else _("Open your office’s page"),
        answers=told.answers(Reply.ACKNOWLEDGED, Reply.HIRING),
    )


def _no_one(told: Told) -> str:
    """Your office has no specialist since June 30, 2026 (146 days)"""
    stands: Standing = told.facts["standing"]
    words = {"office": str(capfirst(told.here)), "days": sentences.in_brackets(stands.days_without)}
    words["since"] = sentences.day(stands.uncovered_since)
    no_one = sentences.UNCOVERED if stands.was_covered else sentences.NEVER_COVERED
    return str(no_one % words).rstrip(".")


def _last_known(told: Told) -> Iterator[str]:
    """Since when an answer is asked for, what is on record last, and where a vacancy has stalled."""
    stands: Standing = told.facts["standing"]
    if asked := told.facts.get("asked_on"):
        yield _("EOUSA asked on %(day)s and has no answer that holds.") % {"day": sentences.day(asked)}
    if word := told.facts["last_word"]:
        yield _("Last on record: %(word)s.") % {"word": word}
    if stands.hiring:
        stalled = {"stage": stands.hiring.stage.label, "clock": sentences_vacancies.clock(stands.hiring)}
        yield _("The vacancy at “%(stage)s” no longer counts as hiring. %(clock)s") % stalled


CAN_ANSWER = gettext_lazy(
    "You can answer in a minute: who acts, with which office a specialist is shared, that the post is being filled, "
    "or why it cannot be filled now."
)
LEADERS_ANSWER = gettext_lazy(
    "The US Attorney or the First Assistant answers in the portal: who acts, with which office a specialist is "
    "shared, or why the post cannot be filled now. The administrative officer can record that it is being filled."
)


def _silence_at_the_center(told: Told, said: list[str]) -> Said:
    title, act, page = _no_one(told), _("Open the office"), "office-staffing"
    if told.facts["is_reachable"]:
        said.append(_("Call the office, and record what it says."))
    else:
        said = [f"{title}.", *said]
        title = _("Nobody can be reached at %(office)s") % {"office": told.here}
        act, page = _("Name a contact"), "staff-contact-edit"
        said.append(_("No member and no staffing contact there has an address that takes mail: find somebody."))
    return Said(title, " ".join(said), told.page(page), act)


def of_lapsing(matter: Matter, rung: Rung, day: date) -> Said:
    """Until when the office's word holds, and what it is from then on."""
    told = Told(matter, rung, day)
    words = {
        "office": str(capfirst(told.here)), "says": told.facts["says"].label, "day": sentences.day(matter.on),
        "when": distance(matter.on, day),
    }  # fmt: skip
    holds = _("%(office)s answered “%(says)s”. That holds until %(day)s, %(when)s.") % words
    then = _("From then on the office counts as silent, unless it answers again or a specialist is on record.")
    title = _("Your answer lapses on %(day)s") if told.is_own else _("The answer of %(office)s lapses on %(day)s")
    return Said(
        title % words,
        f"{holds} {then}",
        told.page("answer-create" if told.is_own else "office-staffing"),
        _("Answer again") if told.is_own else _("Open the office"),
        told.answers(Reply.ACKNOWLEDGED, Reply.HIRING),
    )


# --- directives ----------------------------------------------------------------------------------------------------
def of_directive(matter: Matter, rung: Rung, day: date) -> Said:
    """What the office owes, until when, and on what law the directive rests."""
    told = Told(matter, rung, day)
    response: Response = told.facts["response"]
    directive = response.directive
    words = {"title": directive.title, "day": sentences.day(directive.due_on), "office": told.office.abbreviation}
    said = [_of_owing(told, directive), _of_reading(response)]
    said.append(_("Legal basis: %(law)s.") % {"law": directive.legal_basis.rstrip(".")})
    page = told.page("directive-detail", directive.pk) if told.is_own else told.page("response-detail", response.pk)
    return Said(
        _title_of_directive(told, directive) % words,
        " ".join(filter(None, said)),
        page,
        _("Answer the directive") if told.is_own else _("Open the response"),
        told.answers(*_replies(response)),
    )


def _title_of_directive(told: Told, directive: Directive) -> str:
    if not told.is_own:
        return _("%(office)s owes an answer to “%(title)s”")
    return _("“%(title)s” was due on %(day)s") if directive.due_on < told.day else _("“%(title)s” is due on %(day)s")


def _of_owing(told: Told, directive: Directive) -> str:
    words = {
        "office": str(capfirst(told.here)), "asks": directive.get_asks_display(),
        "day": sentences.day(directive.due_on), "when": distance(directive.due_on, told.day),
    }  # fmt: skip
    if directive.due_on < told.day:
        return _("%(office)s has to %(asks)s. That was due on %(day)s, %(when)s.") % words
    return _("%(office)s has to %(asks)s. That is due on %(day)s, %(when)s.") % words


def _of_reading(response: Response) -> str:
    """Whether anybody there has read it; where that is all that is asked, the sentence before has said so."""
    if not response.asks_more:
        return ""
    if response.acknowledged_at is None:
        return _("Nobody has acknowledged it yet.")
    return _("It was acknowledged, which does not answer it.")


def _replies(response: Response) -> list[str]:
    """What somebody may still say by a link."""
    said = {Reply.ACKNOWLEDGED: response.acknowledged_at, Reply.HIRING: response.hiring_at or not response.asks_more}
    return [code for code, at in said.items() if not at]


# --- vacancies -----------------------------------------------------------------------------------------------------
def hiring_of(vacancy: Vacancy, day: date) -> Hiring:
    return Hiring(Stage(vacancy.stage), vacancy.moved_on, vacancy.days_in_stage(day))


def of_vacancy(matter: Matter, rung: Rung, day: date) -> Said:
    """Whose turn it is, on which day of how many, and until when that counts as hiring."""
    told, vacancy = Told(matter, rung, day), matter.facts["vacancy"]
    hiring = hiring_of(vacancy, day)
    words = {"office": str(capfirst(told.here)), "stage": hiring.stage.label, "days": days(hiring.days)}
    title = _("Your vacancy has been at “%(stage)s” for %(days)s")
    if not told.is_own:
        title = _("%(office)s: the vacancy has been at “%(stage)s” for %(days)s")
    said = [
        sentences_vacancies.turn(hiring, told.office.abbreviation, is_own=told.is_own),
        sentences_vacancies.since(hiring, vacancy.opened_on, day),
    ]
    if hiring.acts is Acts.OFFICE:
        said.append(_until_silence(hiring, day))
    return Said(
        title % words,
        " ".join(said),
        told.page("vacancy-detail", vacancy.pk),
        _act_on_vacancy(told, hiring),
        told.answers(Reply.ACKNOWLEDGED, Reply.HIRING),
    )


def _act_on_vacancy(told: Told, hiring: Hiring) -> str:
    if told.is_own:
        return _("Move the vacancy")
    return _("Decide on the request") if hiring.acts is Acts.EOUSA else _("Open the vacancy")


def _until_silence(hiring: Hiring, day: date) -> str:
    """Until when a stage of the office’s own counts as hiring."""
    stalls = hiring.since + timedelta(days=hiring.target + GRACE_DAYS)
    words = {"day": sentences.day(stalls)}
    if day < stalls:
        return _("It counts as hiring until %(day)s; from then on an office with no other answer is silent.") % words
    return _("It has not counted as hiring since %(day)s: an office with no other answer is silent.") % words


def of_nomination(matter: Matter, rung: Rung, day: date) -> Said:
    """How long OARM has had it. Who the candidate is stands on the nomination's own page only."""
    told, vacancy = Told(matter, rung, day), matter.facts["vacancy"]
    hiring = hiring_of(vacancy, day)
    words = {"office": told.office.abbreviation, "days": days(hiring.days), "sent": sentences.day(vacancy.moved_on)}
    pk = matter.facts.get("nomination")
    is_of_oarm = rung.audience in {OARM.key, ANALYSTS.key}
    what = _("Approve it, return it with a reason, or decline it.") if is_of_oarm else ""
    return Said(
        _("A nomination of %(office)s has waited for OARM for %(days)s") % words,
        " ".join([
            _("It was sent on %(sent)s, and OARM has not decided.") % words,
            sentences_vacancies.clock(hiring),
            what,
        ]).strip(),
        told.page("nomination-detail", pk) if pk else told.page("vacancy-detail", vacancy.pk),
        _("Open the nomination") if pk else _("Open the vacancy"),
    )  # fmt: skip


def of_checks(matter: Matter, rung: Rung, day: date) -> Said:
    """How long the background investigation has run."""
    told, opened = Told(matter, rung, day), matter.facts.get("opened")
    words = {
        "office": str(capfirst(told.here)), "days": days((day - matter.on).days), "day": sentences.day(matter.on),
        "target": days(Stage.CHECKS.turn.target),
    }  # fmt: skip
    if opened:
        said = [_("The background investigation was opened on %(day)s and is not recorded as ended.") % words]
    else:
        said = [_("The checks began on %(day)s; when the background investigation was opened is not recorded.") % words]
    said.append(_("That is %(days)s; the target is %(target)s.") % words)
    said.append(str(ASK_ABOUT) if told.is_own else _("Ask the office how far it is."))
    title = _("The background investigation has run for %(days)s")
    if not told.is_own:
        title = _("%(office)s: the background investigation has run for %(days)s")
    pk = matter.facts["vacancy"].pk
    page = told.page("vacancy-checks" if told.is_own else "vacancy-detail", pk)
    act = _("Record the checks") if told.is_own else _("Open the vacancy")
    return Said(title % words, " ".join(said), page, act, told.answers(Reply.ACKNOWLEDGED))


ASK_ABOUT = gettext_lazy(
    "Ask how far it is, and record its end when you hear of it. While it runs your office counts as hiring."
)


def of_temporary(matter: Matter, rung: Rung, day: date) -> Said:
    """Until when a temporary appointment holds."""
    told = Told(matter, rung, day)
    words = {"office": str(capfirst(told.here)), "day": sentences.day(matter.on), "when": distance(matter.on, day)}
    title = _("A temporary appointment at your office ends on %(day)s")
    what = _("If it is to go on, ask OARM for an extension before that day.")
    if not told.is_own:
        title = _("%(office)s: a temporary appointment ends on %(day)s")
        what = _("If it is to go on, record the extension before that day.")
    said = _("Its not-to-exceed date is %(day)s, %(when)s.") % words
    pk = matter.facts["vacancy_id"]
    page = told.page("vacancy-detail" if told.is_own else "extension-create", pk)
    act = _("Open the vacancy") if told.is_own else _("Record the extension")
    return Said(title % words, f"{said} {what}", page, act, told.answers(Reply.ACKNOWLEDGED))
