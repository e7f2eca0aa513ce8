"""What people type about the law of a state: the shape of the input. Rules stand on the models."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unlived
from partners.erpo import AHEAD, EARLIEST, Answer, Asker, Confidence, Effect, Petitioner, Precision
from partners.models import ErpoLaw
from partners.models.law import refuse_end, refuse_year
from portal.forms.days import DayField, DayInput
from portal.forms.prose import ProseField
from portal.forms.told import told_on

UNVERIFIED = "unverified"
YES, UNKNOWN, TO = "yes", "unknown", " to "
HOW = _("Empty: they may not ask. Else “yes”, a day, a year or “unknown”; an end after “to”.")
YEAR = re.compile(r"(19|20)[0-9]{2}")


class ErpoFilters(forms.Form):
    """Which day, and which of the 56."""

    on = forms.DateField(label=_("As of"), required=False, widget=DayInput())
    stands = forms.ChoiceField(
        label=_("What the law says"),
        required=False,
        choices=[("", _("any")), *Answer.choices, (UNVERIFIED, _("on record, not yet verified by EOUSA"))],
    )

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and not EARLIEST <= day <= localdate() + AHEAD:
            raise ValidationError(_now("Choose a day from 1990 to three years ahead."))
        return day

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name)


class When(NamedTuple):
    """A first day, how exactly it is known, and perhaps a last."""

    first: date | None
    precision: Precision
    until: date | None = None


class WhenField(forms.CharField):
    """2026-02-21; 2026 where only the year is known; “unknown”. `may_last`: also “yes”, and an end after “to”."""

    def __init__(self, *, may_last: bool = False, **rest: Any) -> None:
        super().__init__(max_length=40, **rest)
        self.may_last = may_last

    def clean(self, value: Any) -> When | None:
        text = super().clean(value).strip().lower()
        if not text:
            return None
        begins, _separator, ends = text.partition(TO) if self.may_last else (text, "", "")
        return self._begun(begins.strip())._replace(until=day_in(ends) if ends.strip() else None)

    def _begun(self, text: str) -> When:
        if text == UNKNOWN:
            return When(None, Precision.UNKNOWN)
        if text == YES and self.may_last:
            return When(None, Precision.DAY)
        if YEAR.fullmatch(text):
            return When(date(int(text), 1, 1), Precision.YEAR)
        return When(day_in(text), Precision.DAY)


def day_in(text: str) -> date:
    """A day as it is typed. Raises ValidationError for what is none."""
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_now("This is no day. Write it as 2026-02-21, or a year as 2026, or “unknown”."))
    return day


def typed(first: date | None, precision: str, until: date | None = None) -> str:
    """As `WhenField` reads it."""
    begun = {Precision.UNKNOWN: UNKNOWN, Precision.YEAR: f"{first:%Y}" if first else ""}.get(
        Precision(precision), first.isoformat() if first else YES
    )
    return f"{begun}{TO}{until.isoformat()}" if until else begun


class LawForm(forms.Form):
    """A law with who may ask under it. What is on record stands in it already."""

    mends = True
    order_name = ProseField(label=_("Name of the order, or of the law"), max_length=160)
    starts = WhenField(
        label=_("In force from"), help_text=_("A day: 2026-02-21. Or the year alone: 2026. Or: unknown.")
    )
    ends_on = DayField(
        label=_("No longer in force from"),
        required=False,
        rule=refuse_year,
        help_text=_("Empty while it is in force."),
    )
    confidence = forms.ChoiceField(label=_("How sure is this?"), choices=Confidence.choices)
    source = ProseField(
        label=_("What it rests on"), max_length=300, help_text=_("The citation, and where you read it.")
    )
    note = ProseField(label=_("Note"), max_length=300, required=False)
    change = ProseField(
        label=_("What has changed in the law, in one sentence"),
        max_length=200,
        required=False,
        help_text=_("Each office of the state hears of it by mail and gets a next step."),
    )
    is_record_only = forms.BooleanField(
        label=_("Only the record was wrong; the law has not changed"),
        required=False,
        help_text=_("Nobody hears of it."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, law: ErpoLaw | None = None, **rest: Any) -> None:
        super().__init__(data, initial=opening(law) if law else {}, **rest)
        self.stood = {each.who: each for each in law.law.petitioners} if law else {}
        for who in Asker:
            self.fields[f"since_{who}"] = WhenField(
                label=_("%s: since when?") % who.label, required=False, may_last=True
            )
            self.fields[f"words_{who}"] = ProseField(label=_("Who exactly"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """As the verbs take it: the first day with its precision, and who may ask. The words of each stay as they are,
        so that a reason given for one is kept."""
        said = super().clean() or {}
        starts: When = said.pop("starts", None) or When(None, Precision.UNKNOWN)
        if "starts" not in self.errors:
            self.refuse_days(starts.first, said.get("ends_on"))
        said |= {"starts_on": starts.first, "precision": starts.precision}
        said["petitioners"] = [self.asker(who, when) for who in Asker if (when := said.pop(f"since_{who}", None))]
        self.refuse_stray(said)
        return said

    def refuse_days(self, starts_on: date | None, ends_on: date | None) -> None:
        """Days that cannot be meant are told together with all else."""
        with told_on(self, "starts"):
            refuse_year(starts_on or EARLIEST, localdate())
        with told_on(self):
            refuse_end(starts_on, ends_on)

    def refuse_stray(self, said: Mapping[str, Any]) -> None:
        """Somebody is described, and not said since when."""
        asking = {each.who for each in said["petitioners"]}
        for who in [who for who in Asker if said.get(f"words_{who}") and who not in asking]:
            if f"since_{who}" not in self.errors:
                self.add_error(f"since_{who}", _now("Say since when, or “yes” for ever since the law is in force."))

    def asker(self, who: Asker, when: When) -> Petitioner:
        """As it stood, as sure as it was; said otherwise, as sure as the whole."""
        sure = Confidence(self.cleaned_data.get("confidence") or Confidence.BELIEVED)
        words = str(self.cleaned_data.get(f"words_{who}", ""))
        said = Petitioner(who, when.first, when.until, when.precision, sure, words)
        stood = self.stood.get(who)
        return stood if stood and replace(stood, confidence=sure) == said else said


def opening(law: ErpoLaw) -> dict[str, Any]:
    """What the form opens with; what has changed is asked anew."""
    plain = {name: getattr(law, name) for name in ("order_name", "ends_on", "confidence", "source", "note", "effect")}
    asking: dict[str, Any] = {}
    for each in law.law.petitioners:
        asking |= {
            f"since_{each.who}": typed(each.from_on, each.precision, each.until_on),
            f"words_{each.who}": each.words,
        }
    return plain | asking | {"starts": typed(law.starts_on, law.precision)}


class NewLawForm(LawForm):
    """A law that is not on record yet."""

    effect = forms.ChoiceField(label=_("What does it do with such orders?"), choices=Effect.choices)
    is_record_only = forms.BooleanField(
        label=_("The law is not new; only the record lacked it"), required=False, help_text=_("Nobody hears of it.")
    )
    field_order = ("effect",)


class VerifyForm(forms.Form):
    """Somebody has compared all of it with the law itself."""

    verified_on = DayField(label=_("Compared on"), initial=localdate, rule=refuse_unlived)
    source = ProseField(
        label=_("With what?"), max_length=300, help_text=_("The citation of the statute, and where you read it.")
    )
