"""Figures that others published, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView

from portal.access import Permission
from portal.views.api import Asked
from specialists.context import Card, cards
from specialists.serializers.context import CardSerializer, ContextQuestion


@extend_schema_view(get=extend_schema(operation_id="public_figures", summary="Public figures, as published"))
class PublicFigures(Asked, ListAPIView[Any]):
    """Context, never our own counts: each figure with what it counts, of when, of where, its unit and its source."""

    permission = Permission.CASE_TOTALS_VIEW
    question = ContextQuestion
    serializer_class = CardSerializer

    def get_queryset(self) -> Any:
        asked = self.asked()
        return [card for card in cards() if fits(card, asked)]


def fits(card: Card, asked: dict[str, Any]) -> bool:
    return asked.get("topic") in {None, card.topic} and asked.get("unit") in {None, card.unit}
