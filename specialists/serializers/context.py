"""What the API asks and answers about figures that others published."""

from typing import Any

from rest_framework import serializers

from portal.serializers import PagedQuestion
from specialists.context import Topic, Unit


class ContextQuestion(PagedQuestion):
    """All of them, or those of one topic or unit."""

    topic = serializers.ChoiceField(required=False, choices=Topic.choices, help_text="What they are about.")
    unit = serializers.ChoiceField(required=False, choices=Unit.choices, help_text="What one of them is.")


class CardSerializer(serializers.Serializer[Any]):
    """A published figure. Figures of different units are not to be added up, compared or drawn together."""

    topic = serializers.ChoiceField(choices=Topic.choices, help_text="What it is about.")
    place = serializers.CharField(help_text="Id of the district court, like txnd; empty for the nation.")
    period = serializers.CharField(help_text="Of when, in the words of the source.")
    counted = serializers.CharField(help_text="What is counted.")
    figure = serializers.CharField(help_text="As printed: “more than 500”.")
    unit = serializers.ChoiceField(choices=Unit.choices, help_text="What one of them is.")
    source = serializers.CharField(help_text="Who published it.")  # type: ignore[assignment]
    note = serializers.CharField(help_text="What is known against it; often empty.")
