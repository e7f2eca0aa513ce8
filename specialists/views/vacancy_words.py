"""What each act on a vacancy says: its question, what it will do, and what it has done."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.models import Office
from specialists import sentences
from specialists.models import Vacancy
from specialists.stages import GRACE_DAYS, STEPS, TRAINING_DAYS, NominationState, SpecialKind, Stage, StepKey

Words = dict[str, Any]
QUESTIONS: dict[StepKey, Any] = {
    StepKey.FIND_BUDGET: gettext_lazy("What pays for the position at %(office)s?"),
    StepKey.LACK_BUDGET: gettext_lazy("Why is there no budget for the position at %(office)s?"),
    StepKey.REQUEST_POSITION: gettext_lazy("Request a position for %(office)s from EOUSA?"),
    StepKey.GRANT_POSITION: gettext_lazy("Grant %(office)s the position?"),
    StepKey.REFUSE_POSITION: gettext_lazy("Refuse %(office)s the position?"),
    StepKey.ANNOUNCE: gettext_lazy("When was the position at %(office)s announced?"),
    StepKey.SCREEN: gettext_lazy("When did screening begin at %(office)s?"),
    StepKey.OFFER: gettext_lazy("When did %(office)s make the conditional offer?"),
    StepKey.BEGIN_CHECKS: gettext_lazy("When did the pre-employment checks begin at %(office)s?"),
    StepKey.LOSE_CANDIDATE: gettext_lazy("Why does %(office)s go back to screening?"),
    StepKey.REQUEST_SPECIAL: gettext_lazy("Which special AUSA does %(office)s ask EOUSA for?"),
    StepKey.REFUSE_SPECIAL: gettext_lazy("Say no to the special AUSA for %(office)s?"),
    StepKey.VOID: gettext_lazy("Was the vacancy of %(office)s opened in error?"),
    StepKey.WITHDRAW: gettext_lazy("Why is the vacancy of %(office)s closed without a specialist?"),
}
TAKES_AWAY = frozenset({
    StepKey.WITHDRAW, StepKey.VOID, StepKey.LOSE_CANDIDATE, StepKey.REFUSE_POSITION, StepKey.REFUSE_SPECIAL,
})  # fmt: skip


def named(vacancy: Vacancy) -> dict[str, str]:
    return {"office": vacancy.office.abbreviation}


def label(vacancy: Vacancy, key: StepKey) -> str:
    """The act as an imperative, as it is meant at the stage where the vacancy is."""
    if key is StepKey.APPOINT_SPECIAL:
        return _("Appoint the special AUSA")
    if key is StepKey.ANNOUNCE and vacancy.stage == Stage.SCREENING:
        return _("Announce again")
    return str(STEPS[key].label)


def undo_line() -> str:
    return _("You alone can undo it, within a day. What was undone stays readable.")


def of_opening(office: Office) -> Words:
    return {
        "title": _("Open the vacancy"),
        "sentence": _("Since when is it known that %(office)s has, or will have, no specialist?")
        % {"office": office.abbreviation},
        "will": [
            _("The office counts as hiring instead of silent while the vacancy keeps moving: of a gap known for "
              "%(days)d days or longer, only from its next move on.")
            % {"days": Stage.GAP_KNOWN.turn.target + GRACE_DAYS},
            clock_of(Stage.GAP_KNOWN),
            _("A vacancy opened in error is taken off the record again, and counts on no day."),
        ],
        "submit": _("Open the vacancy"),
    }  # fmt: skip


def of_step(vacancy: Vacancy, key: StepKey, *, has_nomination: bool) -> Words:
    """The words of a plain step. `has_nomination`: whether one is under way that the step could end."""
    step = STEPS[key]
    after = vacancy.lands_on(key)
    moves = {"before": vacancy.get_stage_display(), "after": after.label, "day": sentences.day(vacancy.moved_on)}
    will = [
        _("The vacancy goes from “%(before)s”, where it is since %(day)s, to “%(after)s”.") % moves,
        clock_of(after),
    ]
    if has_nomination and step.nomination is NominationState.WITHDRAWN:
        will.append(_("The nomination under way ends with it."))
    return {
        "title": label(vacancy, key),
        "sentence": QUESTIONS[key] % named(vacancy),
        "will": [*will, undo_line()],
        "submit": label(vacancy, key),
        "done": f"{capfirst(key.label)}.",
        "danger": key in TAKES_AWAY,
    }


def clock_of(stage: Stage) -> str:
    """Whose turn it is in the stage, for how long, and what follows if nothing happens."""
    turn = stage.turn
    words = {"who": capfirst(turn.party.label), "act": turn.act, "days": turn.target, "all": turn.target + GRACE_DAYS}
    if not stage.is_open:
        return _("The vacancy is closed. The office no longer counts as hiring because of it.")
    if turn.party.is_of_the_office:
        return (
            _("%(who)s then has %(days)d days to %(act)s. From day %(all)d the vacancy no longer counts as hiring.")
            % words
        )
    return _("%(who)s then has %(days)d days to %(act)s. The office counts as hiring however long that takes.") % words


def of_designation(vacancy: Vacancy) -> Words:
    question = (
        _("Who is the specialist of %(office)s from now on?")
        if vacancy.stage == Stage.ENTERED
        else _("Which sitting AUSA does %(office)s designate as its specialist?")
    )
    return {
        "title": _("Designate the specialist"),
        "sentence": question % named(vacancy),
        "will": [
            _("The vacancy is closed, and the appointment (28 USC 542) recorded with it: both or neither."),
            _("The office counts as covered from the first day on."),
            _("Training is to be recorded within %(days)d days.") % {"days": TRAINING_DAYS},
            undo_line(),
        ],
        "submit": _("Designate"),
        "done": _("The specialist is designated and the vacancy closed. Next: the training, and the point of contact "
                  "under 18 USC 925D, who need not be the same person."),
    }  # fmt: skip


def of_special(vacancy: Vacancy, kind: SpecialKind) -> Words:
    asked = {"kind": kind.label, **named(vacancy)}
    is_partial = kind is SpecialKind.SAUSA_925D
    fills = (
        _("Alone this covers no office: the vacancy goes back to “%(stage)s”, and the office counts as in hand.")
        % {"stage": vacancy.lands_on(StepKey.APPOINT_PARTIAL).label}
        if is_partial
        else _("The vacancy is closed, and the office counts as covered from the first day on.")
    )
    final = _("It cannot be undone here. An appointment made in error is taken off the record on the office’s page.")
    return {
        "title": _("Appoint the special AUSA"),
        "sentence": _("Whom does EOUSA appoint for %(office)s as %(kind)s?") % asked,
        "will": [
            _("The appointment is recorded with the move: both or neither."),
            fills,
            final if is_partial else undo_line(),
        ],
        "submit": _("Appoint"),
        "done": _("The special AUSA is appointed."),
    }


def of_cover(vacancy: Vacancy) -> Words:
    return {
        "title": _("Acting cover"),
        "sentence": _("Who acts as specialist of %(office)s while the vacancy goes on?") % named(vacancy),
        "will": [
            _("The office counts as covered by an acting specialist from the first day to the end."),
            _("The vacancy stays open and its clock goes on."),
            _("Somebody new to the portal is written down by name and e-mail. No account is made, no mail goes out."),
        ],
        "submit": _("Record the cover"),
        "done": _("The acting cover is recorded."),
    }


def of_checks(vacancy: Vacancy) -> Words:
    return {
        "title": _("Pre-employment checks"),
        "sentence": _("What is known of the checks at %(office)s?") % named(vacancy),
        "will": [
            _("Your office’s leadership and officers, OARM and EOUSA’s desk officers see these dates. Everybody else "
              "reads where the vacancy stands."),
            _("What was recorded before stays readable to them."),
        ],
        "submit": _("Record the checks"),
        "done": _("The checks are recorded."),
    }  # fmt: skip


def of_entry(vacancy: Vacancy) -> Words:
    return {
        "title": _("Entry on duty"),
        "sentence": _("When did the candidate enter on duty at %(office)s?") % named(vacancy),
        "will": [
            _("The vacancy goes to “%(after)s”.") % {"after": Stage.ENTERED.label},
            clock_of(Stage.ENTERED),
            _("For a temporary appointment name the not-to-exceed date."),
            undo_line(),
        ],
        "submit": _("Record the entry on duty"),
        "done": f"{capfirst(StepKey.ENTER.label)}.",
    }


def of_training(vacancy: Vacancy) -> Words:
    return {
        "title": _("Training"),
        "sentence": _("When had the new specialist of %(office)s been trained?") % named(vacancy),
        "will": [_("The follow-up of this vacancy ends with it. The designation can no longer be undone.")],
        "submit": _("Record the training"),
        "done": _("The training is recorded."),
    }


def of_undoing(vacancy: Vacancy, step: str) -> Words:
    words = named(vacancy) | {"step": step}
    return {
        "title": _("Undo"),
        "sentence": _("Take back “%(step)s” at %(office)s?") % words,
        "will": [
            _("The vacancy stands again where it stood before, since the same day."),
            _("A nomination or an appointment that went with the move stands as it did before, too."),
            _("The move stays readable, with when it was undone. Only who made it can undo it, within a day."),
        ],
        "submit": _("Undo the move"),
        "done": _("Taken back: %(step)s.") % words,
        "danger": True,
    }
