"""What the API asks and answers about case counts."""

from typing import Any

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from partners import quarters
from partners.cases import BY_CODE, MOST, Cell, Decline, Measure, Statute
from partners.serializers_figures import QuarterField
from partners.suppression import is_struck
from portal.serializers import Question

QUARTER = "A calendar quarter like 2026-Q3"


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
        allow_null=True, help_text="Matters; null where it is shown to nobody, which is no zero."
    )


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


class EnteredSerializer(Question):
    """One number to enter, or null to take back the one that stands."""

    statute = serializers.ChoiceField(choices=Statute.choices, help_text="Under which statute.")
    measure = serializers.ChoiceField(choices=Measure.choices, help_text="What is counted.")
    reason = serializers.ChoiceField(
        required=False, default="", allow_blank=True, choices=Decline.choices,
        help_text="Why it was declined: needed there, and empty everywhere else.",
    )  # fmt: skip
    number = serializers.IntegerField(
        allow_null=True, min_value=0, max_value=MOST, help_text="Matters; null takes back what stands."
    )

    def validate(self, attrs: Any) -> Any:
        """A cell that exists."""
        if Cell(attrs["statute"], attrs["measure"], attrs["reason"]).code not in BY_CODE:
            told = _("What was declined needs a reason, and nothing else has one.")
            raise serializers.ValidationError({"reason": [told]})
        return attrs


EXAMPLE = {
    "quarter": "2026-Q3",
    "cells": [
        {"statute": "922G8", "measure": "REFERRED", "number": 7},
        {"statute": "922G8", "measure": "DECLINED", "reason": "EVIDENCE", "number": 2},
    ],
}


@extend_schema_serializer(examples=[OpenApiExample("Two numbers", EXAMPLE, request_only=True)])
class CaseCountBody(Question):
    """Numbers of one quarter. What is not named stays as it is."""

    quarter = QuarterField(help_text=f"{QUARTER} that has begun.")
    cells = serializers.ListField(
        child=EnteredSerializer(), min_length=1, max_length=len(BY_CODE), help_text="The numbers."
    )
    is_sure = serializers.BooleanField(
        required=False, default=False, help_text="That more was charged than ever referred is right."
    )

    def validate_cells(self, rows: Any) -> Any:
        """By cell, each once."""
        found = {Cell(row["statute"], row["measure"], row["reason"]): row["number"] for row in rows}
        if len(found) < len(rows):
            raise serializers.ValidationError(_("One number is there twice. Leave one of them."))
        return found


def last_over() -> Any:
    return quarters.before(quarters.quarter_of(localdate()))
