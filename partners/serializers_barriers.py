"""What the API asks and answers about barriers to services."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.models import Barrier, BarrierAnswer
from partners.serializers import COURT, PK, NamedSerializer, YesOrNo
from partners.taxonomy import BarrierKind, Need
from portal import gazetteer
from portal.serializers import EndlessQuestion

DUE = "Whether it waits for another look: its day has come or, as the office reads it, the organization has answered."


class BarrierQuestion(EndlessQuestion):
    """Which barriers, in which order."""

    kind = serializers.ChoiceField(required=False, choices=BarrierKind.choices, help_text="Only those of this kind.")
    service = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only those at this service.")
    state = serializers.ChoiceField(required=False, choices=Barrier.State.choices, help_text="Only those that are so.")
    side = serializers.ChoiceField(required=False, choices=Barrier.Side.choices, help_text="Whose it is to remove.")
    organization = serializers.IntegerField(required=False, **PK, help_text="Only those at this organization.")
    is_due = YesOrNo(required=False, default=None, help_text=DUE)
    ordering = serializers.ChoiceField(
        required=False,
        default="recheck_on",
        choices=["recheck_on", "-recheck_on"],
        help_text="With a minus, backwards.",
    )


class BarrierAnswerSerializer(serializers.Serializer[Any]):
    """What the organization said."""

    says = serializers.ChoiceField(choices=BarrierAnswer.Says.choices, help_text="Its answer.")
    text = serializers.CharField(help_text="In its words.")
    answered_on = serializers.DateField(help_text="When.")


class BarrierSerializer(serializers.Serializer[Any]):
    """What keeps people from a service, as an office sees it. It counts nobody."""

    key = serializers.UUIDField(help_text="Names the barrier for good, however often it is changed.")
    url = serializers.HyperlinkedIdentityField(
        view_name="api-barrier-detail", lookup_field="key", lookup_url_kwarg="barrier", help_text="Its address."
    )
    office = serializers.SerializerMethodField(help_text=COURT)
    office_name = serializers.CharField(help_text="The office by its name.")
    organization = serializers.SerializerMethodField(help_text="At which organization; a double reads as what counts.")
    kind = serializers.ChoiceField(choices=BarrierKind.choices, help_text="What kind of barrier.")
    service = serializers.ChoiceField(
        choices=Need.choices, allow_blank=True, help_text="At which of its services; empty: at all of them."
    )
    what = serializers.CharField(help_text="What is in the way.")
    remedy = serializers.CharField(help_text="What would remove it.")
    side = serializers.ChoiceField(choices=Barrier.Side.choices, help_text="Who removes it.")
    owner = serializers.CharField(source="owner_name", help_text="Who at the office looks again; empty: its queue.")
    recheck_on = serializers.DateField(help_text="When somebody looks again.")
    state = serializers.ChoiceField(choices=Barrier.State.choices, help_text="How it stands.")
    closed_on = serializers.DateField(allow_null=True, help_text="When it was removed or accepted.")
    reason = serializers.CharField(help_text="Why it stays.")
    said = serializers.ChoiceField(
        choices=BarrierAnswer.Says.choices, allow_null=True, help_text="The organization's newest answer."
    )
    recorded_at = serializers.DateTimeField(help_text="When it was last put on record.")

    def get_office(self, barrier: Any) -> str:
        """By its name, which is what a partner may read of it."""
        return next(
            (court for court, one in gazetteer.offices().items() if one.abbreviation == barrier.office_name), ""
        )

    @extend_schema_field(NamedSerializer)
    def get_organization(self, barrier: Any) -> dict[str, Any]:
        return {"id": barrier.at_id, "name": barrier.at_name}


class BarrierDetailSerializer(BarrierSerializer):
    """One barrier with everything that the organization said to it, the newest first."""

    answers = BarrierAnswerSerializer(many=True, help_text="The organization's answers.")


class BarrierTotalSerializer(serializers.Serializer[Any]):
    """One kind of barrier in the nation."""

    kind = serializers.ChoiceField(choices=BarrierKind.choices, help_text="Its code.")
    open = serializers.IntegerField(help_text="So many are open.")
    removed = serializers.IntegerField(help_text="So many are removed.")
    stays = serializers.IntegerField(help_text="So many stay, for a reason.")
