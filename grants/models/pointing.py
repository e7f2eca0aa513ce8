"""How an answer points to a program, and how what became of it is put on record."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol, Self

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants.models.following import deadline_of
from grants.models.opportunity import Opportunity, Standing
from grants.models.program import programs
from grants.models.request import Entry, GuidanceRequest, keys_of
from grants.outcomes import because_fits
from grants.taxonomy import Said
from portal.errors import Refused
from portal.models import Person, recorded_now
from portal.pages import refusing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grants.models.referral import Outcome, Referral

A_DAY = timedelta(days=1)
OVER = frozenset({Standing.CLOSED, Standing.WITHDRAWN})
WITHOUT_A_NOTICE = timedelta(days=60)
"""After so long the asker is asked what became of a program named without a notice, unless one is open then."""
NOT_OVER = (Standing.OPEN, Standing.SOON)


class Reasoned(Protocol):
    """A reason of a fit: a sentence and where it stands in the law."""

    @property
    def text(self) -> Any: ...
    @property
    def citation(self) -> str: ...


class Fitting(Protocol):
    """What a referral keeps of a fit."""

    @property
    def verdict(self) -> Any: ...
    @property
    def told(self) -> "Iterable[Reasoned]": ...
    @property
    def missing(self) -> "Iterable[str]": ...
    @property
    def through_state(self) -> bool: ...


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals by whether they count, and how one is made."""

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_on=None)

    def as_of(self, day: date) -> Self:
        """Those that counted on a day: made by then, and not withdrawn by then."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), made_on__lte=day)

    @transaction.atomic
    def point(
        self,
        *,
        request: GuidanceRequest,
        entry: Entry | None,
        program: str,
        opportunity: int | None = None,
        fit: Fitting | None = None,
        by: Person,
        on: date,
    ) -> "Referral":
        """Point the asker to a program, with the reasons of that day; each program and notice once per question."""
        if opportunity and fit and fit.through_state:
            raise Refused(
                _("This notice is for states. Point to the program without it: the state hands the money out.")
            )
        twice = _("This question has been pointed to this program already. Say what is new in the answer itself.")
        with refusing(pointed_to_a_program_once=twice):
            return self.create(
                **keys_of(request), entry=entry, program=program, opportunity=opportunity, made_on=on, made_by=by,
                outcome_due_on=outcome_due(opportunity, on) if opportunity else unnamed_due(program, fit, on),
                **kept(fit),
            )  # fmt: skip


def outcome_due(opportunity: int, on: date) -> date:
    """From when on the asker is asked what became of it: from the day after the last day of the notice; of a forecast
    the estimated one; 60 days later where no such day is known. Refused of a notice that takes no applications."""
    notice = Opportunity.objects.filter(pk=opportunity).first()
    if notice is None:
        raise Refused(_("No notice of this number is known here."))
    if notice.standing_at(recorded_now()) in OVER:
        raise Refused(_("This notice takes no applications any more. Point to the program without it."))
    last = deadline_of(notice)
    return max(last, on) + A_DAY if last else on + WITHOUT_A_NOTICE


def unnamed_due(program: str, fit: Fitting | None, on: date) -> date:
    """The same of a program that is named without a notice: 60 days later, and not while a notice of it that the asker
    could answer takes applications. Of a number that it shares none counts: it may be about something else."""
    facts = programs(on).get(program)
    later = on + WITHOUT_A_NOTICE
    if facts is None or facts.shares_listing or (fit.through_state if fit else facts.passes_on):
        return later
    rows = Opportunity.objects.of_listings(facts.listings).standing_at(recorded_now(), *NOT_OVER)
    last: date | None = rows.aggregate(last=Max("closes_on"))["last"]
    return max(later, last + A_DAY) if last else later


def kept(fit: Fitting | None) -> dict[str, Any]:
    """What a referral keeps of a fit. The reasons in English, whoever answers, for they are translated when read."""
    if fit is None:
        return {}
    with override("en"):
        reasons = [{"text": str(one.text), "citation": one.citation} for one in fit.told]
    return {
        "verdict": str(fit.verdict), "missing": list(fit.missing), "is_through_state": fit.through_state,
        "reasons": reasons,
    }  # fmt: skip


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """What was said, and how it is."""

    def newest_first(self) -> Self:
        return self.order_by("-said_at", "-pk")

    def known_on(self, day: date) -> Self:
        """What had been said by the end of a day."""
        return self.filter(said_on__lte=day)

    @transaction.atomic
    def say(
        self, *, referral: "Referral", said: str, because: str = "", band: str = "", by: Person | None = None, on: date
    ) -> "Outcome":
        """Put on record what became of it. Whoever corrects, says it anew: the newest word counts.

        The same again, as by a second click, is one word. By nobody: the asker, by the link.
        """
        if referral.withdrawn_on:
            raise Refused(_("The office has withdrawn this pointer. Nothing is asked about it any more."))
        if on < referral.made_on:
            raise Refused(_("Nothing can have become of it before it was named."))
        refuse_misfits(said, because, band)
        refuse_too_early(referral, said)
        newest = self.filter(referral=referral).newest_first().first()
        if newest and (newest.said, newest.because, newest.band) == (said, because, band):
            return newest
        keys = {name: getattr(referral, name) for name in ("office_id", "organization_id", "asked", "request_id")}
        return self.create(**keys, referral=referral, said=said, because=because, band=band, said_on=on, said_by=by)


def refuse_too_early(referral: "Referral", said: str) -> None:
    """While a notice takes applications, nobody has been awarded its money."""
    if said != Said.AWARDED or not referral.opportunity:
        return
    notice = Opportunity.objects.filter(pk=referral.opportunity).first()
    if notice and notice.closes_on and notice.is_open_at(recorded_now()):
        sentence = _("This notice takes applications until %(day)s: nobody has been awarded its money yet.")
        raise Refused(sentence % {"day": date_format(notice.closes_on, "DATE_FORMAT")}, field="said")


def refuse_misfits(said: str, because: str, band: str) -> None:
    """A reason fits what was said; only an award has an amount."""
    if because and not because_fits(said, because):
        raise Refused(_("This reason does not fit what you said. Choose another, or none."), field="because")
    if band and said != Said.AWARDED:
        raise Refused(_("Only money that was awarded has an amount."), field="band")
