"""What the API asks and answers about case counts."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from partners import quarters
from partners.cases import BY_CODE, MOST, Cell, Decline, Measure, Statute
from partners.serializers_figures import QuarterField
from partners.suppression import is_struck, last_struck
from portal.serializers import EndlessQuestion, PagedQuestion, Question

QUARTER = "A calendar quarter like 2026-Q3"
AT_ONCE = 20
"""Quarters that one answer tells at most: five years."""
UNLESS_SAID = 6
"""Quarters, as the office's page shows them."""


class CaseCountQuestion(Question):
    """Of which quarter."""

    quarter = QuarterField(required=False, help_text=f"{QUARTER}; the last one that is over unless said.")


class CaseTotalQuestion(Question):
    """Of which quarter."""

    quarter = QuarterField(required=False, help_text=f"{QUARTER}, struck; the newest that is unless said.")

    def validate_quarter(self, quarter: Any) -> Any:
        if not is_struck(quarter, now()):
            raise serializers.ValidationError(_("The totals of this quarter are not struck yet."))
        return quarter


def in_row(first: date, last: date) -> list[date]:
    """The quarters from the first to the last. Raises ValidationError where they are none or too many."""
    if first > last:
        raise serializers.ValidationError({"from": _("This quarter is after the last one.")})
    found = [first]
    while found[-1] < last and len(found) <= AT_ONCE:
        found.append(quarters.after(found[-1]))
    if len(found) > AT_ONCE:
        told = _("One answer tells at most %(most)d quarters. Ask for fewer at a time.")
        raise serializers.ValidationError({"from": told % {"most": AT_ONCE}})
    return found


class QuartersQuestion(PagedQuestion):
    """Of which quarters."""

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python."""
        first = f"{QUARTER}, the first; of {UNLESS_SAID} quarters unless said. At most {AT_ONCE} at a time."
        last = f"{QUARTER}, the last; {self.newest_told()} unless said."
        asked = {
            "from": QuarterField(required=False, help_text=first),
            "to": QuarterField(required=False, help_text=last),
        }
        return asked | super().get_fields()

    def validate(self, attrs: Any) -> Any:
        last = attrs.get("to") or self.newest()
        first = attrs.get("from") or quarters.lately(last, number=UNLESS_SAID)[-1]
        return attrs | {"quarters": in_row(first, last)}

    def newest_told(self) -> str:
        return "the last one that is over"

    def newest(self) -> date:
        return last_over()


class StruckQuartersQuestion(QuartersQuestion):
    """Of which struck quarters."""

    def newest_told(self) -> str:
        return "struck; the newest that is"

    def newest(self) -> date:
        return last_struck(now())

    def validate_to(self, quarter: date) -> date:
        if not is_struck(quarter, now()):
            raise serializers.ValidationError(_("The totals of this quarter are not struck yet."))
        return quarter


class CellSerializer(serializers.Serializer[Any]):
    """One number."""

    statute = serializers.ChoiceField(choices=Statute.choices, help_text="Under which statute.")
    measure = serializers.ChoiceField(choices=Measure.choices, help_text="What is counted.")
    reason = serializers.ChoiceField(
        choices=[("", ""), *Decline.choices], help_text="Why it was declined; empty for every other measure."
    )
    number = serializers.IntegerField(help_text="Matters. A cell that is not here was not counted.")


class TotalSerializer(serializers.Serializer[Any]):
    """One national total."""

    statute = serializers.ChoiceField(choices=Statute.choices, help_text="Under which statute.")
    measure = serializers.ChoiceField(choices=Measure.choices, help_text="What is counted; all reasons together.")
    number = serializers.IntegerField(
        allow_null=True,
        help_text="Matters; null where it is shown to nobody, which is no zero. Of what was referred, accepted and "
        "declined under a statute never exactly one is null.",
    )


class CorrectionQuestion(EndlessQuestion):
    """Which corrections, in which order."""

    quarter = QuarterField(required=False, help_text=f"{QUARTER}; all unless said.")
    ordering = serializers.ChoiceField(
        required=False,
        default="-recorded_at",
        choices=["-recorded_at", "recorded_at"],
        help_text="With a minus, newest first.",
    )


class CorrectionSerializer(serializers.Serializer[Any]):
    """A number that was put in the place of another, and how it is to be read."""

    recorded_at = serializers.DateTimeField(help_text="When.")
    by = serializers.CharField(source="recorded_by.name", help_text="Who.")
    quarter = QuarterField(source="quarter_on", help_text="The quarter, like 2026-Q3.")
    statute = serializers.ChoiceField(choices=Statute.choices, help_text="Under which statute.")
    measure = serializers.ChoiceField(choices=Measure.choices, help_text="What is counted.")
    reason = serializers.ChoiceField(
        choices=[("", ""), *Decline.choices], help_text="Why it was declined; empty for every other measure."
    )
    was = serializers.IntegerField(allow_null=True, help_text="What stood before; null: it was taken back.")
    number = serializers.IntegerField(allow_null=True, help_text="What took its place; null: it is taken back.")
    unit = serializers.CharField(help_text="What one of them is.")
    source = serializers.CharField(help_text="Who has counted.")  # type: ignore[assignment]
    caution = serializers.CharField(help_text="What they are not.")
    note = serializers.CharField(help_text="What is particular about the office's numbers; often empty.")


class BesideSerializer(serializers.Serializer[Any]):
    """Outreach, training and service access of the same quarter: no number of cases stands without them."""

    contacts = serializers.IntegerField(help_text="Outreach: contacts in the log.")
    trained = serializers.IntegerField(help_text="Professionals at trainings.")
    educated = serializers.IntegerField(help_text="Everybody else who listened.")
    barriers_open = serializers.IntegerField(help_text="Barriers to services that were open at its end.")
    barriers_removed = serializers.IntegerField(help_text="Barriers to services that were removed by its end.")


class AboutSerializer(serializers.Serializer[Any]):
    """A quarter, and how its numbers are to be read."""

    quarter = QuarterField(help_text="The quarter, like 2026-Q3.")
    first = serializers.DateField(help_text="Its first day.")
    last = serializers.DateField(help_text="Its last day.")
    unit = serializers.CharField(help_text="What one of them is.")
    source = serializers.CharField(help_text="Who has counted.")  # type: ignore[assignment]
    caution = serializers.CharField(help_text="What they are not.")
    note = serializers.CharField(help_text="What is particular about the office's numbers; often empty.")
    beside = BesideSerializer(help_text="What stands beside them.")


class CaseCountsSerializer(AboutSerializer):
    """The numbers of the caller's office in one quarter."""

    office = serializers.CharField(help_text="Id of the district court: txnd.")
    cells = CellSerializer(many=True, help_text="The numbers that stand.")


class CaseTotalsSerializer(AboutSerializer):
    """The nation's totals of one quarter, taken once. No sum of years or statutes is given."""

    struck_at = serializers.DateTimeField(help_text="As of when the totals were taken; later corrections change none.")
    offices = serializers.IntegerField(help_text="How many offices had entered anything by then.")
    totals = TotalSerializer(many=True, help_text="Each statute by each measure.")


@extend_schema_field(
    {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": {code: {"type": "integer", "minimum": 0, "maximum": MOST, "nullable": True} for code in BY_CODE},
    }
)
class CellsField(serializers.Field[dict[Cell, Any], Any, Any, Any]):
    """Numbers by what they count: statute, measure and, of what was declined, reason, with points between."""

    def to_internal_value(self, data: Any) -> dict[Cell, Any]:
        if not isinstance(data, dict) or not data:
            raise serializers.ValidationError(_("Send an object of numbers, such as {“922G8.REFERRED”: 7}."))
        return {cell_of(code): matters_of(code, number) for code, number in data.items()}

    def to_representation(self, value: Any) -> Any:
        return {cell.code: number for cell, number in value.items()}


def cell_of(code: Any) -> Cell:
    if code not in BY_CODE:
        told = _("“%(code)s” is nothing that is counted here. What was declined needs a reason.")
        raise serializers.ValidationError(told % {"code": str(code)[:60]})
    return BY_CODE[code]


def matters_of(code: str, number: Any) -> int | None:
    if number is not None and (type(number) is not int or not 0 <= number <= MOST):
        told = _("%(code)s: a number of matters is 0 or more, and at most %(most)d; null takes it back.")
        raise serializers.ValidationError(told % {"code": code, "most": MOST})
    return number


EXAMPLE = {"quarter": "2026-Q3", "cells": {"922G8.REFERRED": 7, "922G8.DECLINED.EVIDENCE": 2}}


@extend_schema_serializer(examples=[OpenApiExample("Two numbers", EXAMPLE, request_only=True)])
class CaseCountBody(Question):
    """Numbers of one quarter. What is not named stays as it is."""

    quarter = QuarterField(help_text=f"{QUARTER} that has begun.")
    cells = CellsField(help_text="Numbers in matters, like 922G8.DECLINED.EVIDENCE: 2; null takes one back.")
    is_sure = serializers.BooleanField(
        required=False, default=False, help_text="That more was charged than ever referred is right."
    )


def last_over() -> date:
    return quarters.before(quarters.quarter_of(localdate()))
