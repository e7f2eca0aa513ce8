"""What the API asks and answers about projects."""

from typing import Any

from rest_framework import serializers

from partners.forms.steps import MINE, QUEUE
from partners.models import Project, ProjectNote, ProjectParty
from partners.models.project import Stage
from partners.serializers import NamedSerializer, YesOrNo
from portal.serializers import EndlessQuestion


class ProjectQuestion(EndlessQuestion):
    """Which projects, in which order."""

    stage = serializers.ChoiceField(required=False, choices=Stage.choices, help_text="Only those at this stage.")
    is_open = YesOrNo(required=False, help_text="Only those that run, or that have ended.")
    owner = serializers.ChoiceField(
        required=False,
        choices=[(MINE, "the caller’s"), (QUEUE, "nobody’s")],
        help_text="Only those that the caller keeps, or nobody does.",
    )
    ordering = serializers.ChoiceField(
        required=False, default="-began_on", choices=["-began_on", "began_on"], help_text="With a minus, backwards."
    )


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project of the caller's office."""

    owner = serializers.SerializerMethodField(help_text="Who keeps it; empty: the office's queue.")

    class Meta:
        model = Project
        fields = ("id", "name", "gap_key", "stage", "owner", "began_on", "ended_on")
        extra_kwargs = {
            "id": {"help_text": "Its number."},
            "name": {"help_text": "Its name."},
            "gap_key": {"help_text": "The gap that it takes up, by its key; empty: none of the list."},
            "stage": {"help_text": "How far it has come."},
            "began_on": {"help_text": "The day on which it began."},
            "ended_on": {"help_text": "The day on which it ended; null while it runs."},
        }

    def get_owner(self, project: Project) -> str:
        return project.owner.name if project.owner else ""


class ProjectNoteSerializer(serializers.ModelSerializer[ProjectNote]):
    """What was found out, agreed or reached."""

    noted_by = serializers.CharField(source="noted_by.name", help_text="Who wrote it.")

    class Meta:
        model = ProjectNote
        fields = ("stage", "text", "document", "noted_on", "noted_by")
        extra_kwargs = {
            "stage": {"help_text": "About which stage."},
            "text": {"help_text": "Its words."},
            "document": {"help_text": "A link; often empty."},
            "noted_on": {"help_text": "Of which day."},
        }


class ProjectPartySerializer(serializers.ModelSerializer[ProjectParty]):
    """An organization that takes part."""

    organization = NamedSerializer(source="partner", help_text="Which; a double reads as the entry that counts.")

    class Meta:
        model = ProjectParty
        fields = ("organization", "part", "joined_on", "left_on")
        extra_kwargs = {
            "part": {"help_text": "As what."},
            "joined_on": {"help_text": "Since when."},
            "left_on": {"help_text": "When it left; null while it takes part."},
        }


class ProjectDetailSerializer(ProjectSerializer):
    """A project with its notes and who takes part."""

    notes = ProjectNoteSerializer(many=True, help_text="By day.")
    parties: Any = ProjectPartySerializer(many=True, help_text="Those that left too.")

    class Meta(ProjectSerializer.Meta):
        fields = (*ProjectSerializer.Meta.fields, "notes", "parties")  # type: ignore[assignment]
