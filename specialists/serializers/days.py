"""What the API asks and answers about the days that vacancies stay in each stage."""

from typing import Any

from rest_framework import serializers

from specialists.serializers.coverage import COURT, ClockQuestion
from specialists.stages import Party, Stage


class DaysQuestion(ClockQuestion):
    """On which day, as recorded by when, and which office beside the nation."""

    office = serializers.RegexField(
        r"^[a-z]{2,5}$", required=False, help_text="An office to hold against the nation: txnd; an office gets its own."
    )


class FiguresSerializer(serializers.Serializer[Any]):
    """How long vacancies stay in one stage, those that are still there included (Kaplan and Meier)."""

    median = serializers.IntegerField(
        allow_null=True, help_text="Days within which half are through; null while too many are still there."
    )
    ninetieth = serializers.IntegerField(allow_null=True, help_text="Days within which nine in ten are through.")
    stays = serializers.IntegerField(source="count", help_text="Stays that the figures rest on.")
    over = serializers.IntegerField(help_text="Those of them that are over; the others are open or were broken off.")
    longest = serializers.IntegerField(help_text="Days of the longest stay seen so far.")
    waiting = serializers.IntegerField(help_text="Vacancies that are there on the day.")
    beyond_target = serializers.IntegerField(source="late", help_text="Those of them that have waited over the target.")


class StageDaysSerializer(serializers.Serializer[Any]):
    """One stage of the way from a gap to a specialist."""

    stage = serializers.ChoiceField(choices=Stage.choices, help_text="The stage.")
    acts = serializers.ChoiceField(
        choices=Party.choices, source="stage.turn.party", help_text="Whose turn it is there."
    )
    target = serializers.IntegerField(help_text="Days that the network allows for it; no law.")
    nation = FiguresSerializer(
        allow_null=True, help_text="All offices; for an office null where fewer than 5 others have been there."
    )
    own = FiguresSerializer(allow_null=True, help_text="The one office, where one is asked about.")


class DaysSerializer(serializers.Serializer[Any]):
    """Where vacancies get stuck."""

    on = serializers.DateField(help_text="The day that the answer is true for.")
    known = serializers.DateTimeField(help_text="The instant by which it was recorded.")
    office = serializers.CharField(allow_null=True, help_text=COURT)
    stages = StageDaysSerializer(many=True, help_text="Every stage in the order of the way.")
