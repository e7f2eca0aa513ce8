"""What the API asks and answers about working groups and their action items."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.groups import Inside
from partners.models import ActionItem
from partners.serializers import COURT, PK, YesOrNo, between, court_of
from portal.serializers import EndlessQuestion


class GroupQuestion(EndlessQuestion):
    """Which groups, in which order."""

    is_national = YesOrNo(required=False, default=None, help_text="Only EOUSA's, or only those of offices.")
    is_history = YesOrNo(required=False, default=None, help_text="Only those known from a document alone, or none.")
    yours = YesOrNo(required=False, default=None, help_text="Only those that the caller belongs to, or only others.")
    ordering = serializers.ChoiceField(
        required=False, default="name", choices=["name", "-name"], help_text="With a minus, backwards."
    )


class GroupSerializer(serializers.Serializer[Any]):
    """A working group."""

    id = serializers.IntegerField(help_text="Number of the group.")
    url = serializers.HyperlinkedIdentityField(view_name="api-group-detail", help_text="Where it stands alone.")
    name = serializers.CharField(help_text="What it is called.")
    purpose = serializers.CharField(help_text="What it is for.")
    is_national = serializers.BooleanField(help_text="Founded by EOUSA.")
    office = serializers.SerializerMethodField(help_text=f"Who founded it. {COURT} Null: EOUSA, or nobody here.")
    began_on = serializers.DateField(help_text="Since when. Of history the month alone is known: its first day.")
    ended_on = serializers.DateField(allow_null=True, help_text="Until when.")
    is_history = serializers.BooleanField(help_text="Known from a document alone; its current status is unknown.")
    source = serializers.CharField(help_text="The document.")  # type: ignore[assignment]
    members = serializers.IntegerField(help_text="How many belong to it.")
    next_on = serializers.DateField(allow_null=True, help_text="Its next meeting, for whoever has a seat.")
    open_items = serializers.IntegerField(help_text="Open action items, for whoever has a seat.")
    own_items = serializers.IntegerField(help_text="Those of the caller.")

    def get_office(self, group: Any) -> str | None:
        return court_of(group.office_id)


class MemberSerializer(serializers.Serializer[Any]):
    """Who belongs to a group."""

    name = serializers.CharField(help_text="An office, an organization, or EOUSA.")
    is_founder = serializers.BooleanField(help_text="Whether it founded the group.")
    contact_name = serializers.CharField(help_text="Whom the others turn to there.")
    contact_email = serializers.CharField(help_text="By which address.")
    joined_on = serializers.DateField(allow_null=True, help_text="Since when.")
    left_on = serializers.DateField(allow_null=True, help_text="Until when.")


class MeetingSerializer(serializers.Serializer[Any]):
    """A meeting of a group."""

    id = serializers.IntegerField(help_text="Number of the meeting.")
    held_on = serializers.DateField(help_text="On which day.")
    title = serializers.CharField(help_text="What it is called.")
    agenda = serializers.CharField(help_text="What is on the agenda.")
    minutes = serializers.CharField(help_text="What was agreed.")
    cancelled_on = serializers.DateField(allow_null=True, help_text="Since when it does not take place.")


class GroupPaperSerializer(serializers.Serializer[Any]):
    """A paper of a group."""

    id = serializers.IntegerField(help_text="Number of the paper.")
    title = serializers.CharField(help_text="What it is called.")
    body = serializers.CharField(help_text="The text, as Markdown.")
    link = serializers.CharField(help_text="Where it stands elsewhere.")
    added_on = serializers.DateField(help_text="Since when.")
    by_name = serializers.CharField(help_text="Which member added it.")


class ActionItemSerializer(serializers.Serializer[Any]):
    """Something that a member of a group owes by a day."""

    id = serializers.IntegerField(help_text="Number of the action item.")
    url = serializers.HyperlinkedIdentityField(view_name="api-action-item-detail", help_text="Where it stands alone.")
    group = serializers.IntegerField(source="group_id", help_text="Number of the group.")
    meeting = serializers.IntegerField(source="meeting_id", allow_null=True, help_text="In which meeting.")
    text = serializers.CharField(help_text="What is to be done.")
    owner = serializers.CharField(source="seat_name", help_text="Which member has taken it on.")
    due_on = serializers.DateField(help_text="By when.")
    state = serializers.ChoiceField(choices=ActionItem.State.choices, help_text="How it stands.")
    closed_on = serializers.DateField(allow_null=True, help_text="When it was done or dropped.")


class GroupDetailSerializer(GroupSerializer):
    """A working group with its members and, for whoever has a seat, all that it does."""

    member_list = serializers.SerializerMethodField(help_text="Its members.")
    meetings = serializers.SerializerMethodField(help_text="The latest first.")
    action_items = serializers.SerializerMethodField(help_text="The earliest first.")
    papers = serializers.SerializerMethodField(help_text="By title.")

    def inside(self, group: Any) -> Inside:
        found: Inside = self.context["inside"](group)
        return found

    @extend_schema_field(MemberSerializer(many=True))
    def get_member_list(self, group: Any) -> Any:
        return MemberSerializer(self.inside(group).members, many=True).data

    @extend_schema_field(MeetingSerializer(many=True))
    def get_meetings(self, group: Any) -> Any:
        return MeetingSerializer(self.inside(group).meetings, many=True).data

    @extend_schema_field(ActionItemSerializer(many=True))
    def get_action_items(self, group: Any) -> Any:
        return ActionItemSerializer(self.inside(group).items, many=True, context=self.context).data

    @extend_schema_field(GroupPaperSerializer(many=True))
    def get_papers(self, group: Any) -> Any:
        rows = self.inside(group).whole_papers
        return GroupPaperSerializer(rows, many=True).data


class ActionItemQuestion(EndlessQuestion):
    """Which action items, in which order."""

    group = serializers.IntegerField(required=False, **PK, help_text="Only those of this group.")
    state = serializers.ChoiceField(
        required=False, choices=ActionItem.State.choices, help_text="Only those that are so."
    )
    own = YesOrNo(required=False, default=None, help_text="Only those that the caller owes, or that others do.")
    ordering = serializers.ChoiceField(
        required=False, default="due_on", choices=["due_on", "-due_on"], help_text="With a minus, the latest first."
    )

    def get_fields(self) -> dict[str, Any]:
        return between("Due on this day or later.", "Due on this day or before.") | super().get_fields()
