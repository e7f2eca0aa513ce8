"""The library for programs: what is published, and which offices work by it."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView

from partners.library import UNREAD, listed, narrowed
from partners.models import Adoption, Edition
from partners.serializers_library import (
    AdoptionQuestion,
    AdoptionSerializer,
    EditionDetailSerializer,
    EditionSerializer,
    LibraryQuestion,
)
from portal import gazetteer
from portal.access import Permission
from portal.api import Cursors, hat_of
from portal.views.api import Asked


@extend_schema_view(get=extend_schema(operation_id="library", summary="The library"))
class LibraryList(Asked, ListAPIView[Edition]):
    """Of each work the newest edition that was not withdrawn, without its text."""

    permission = Permission.LIBRARY_VIEW
    question = LibraryQuestion
    serializer_class = EditionSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Edition]:
        asked = self.asked()
        office = gazetteer.offices().get(hat_of(self.request).court_id)
        return narrowed(listed(), asked, office=office).order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="library_edition", summary="One edition"))
class LibraryDetail(Asked, RetrieveAPIView[Edition]):
    """One edition with its text, also one that was withdrawn or has a newer one."""

    permission = Permission.LIBRARY_VIEW
    serializer_class = EditionDetailSerializer

    def get_queryset(self) -> QuerySet[Edition]:
        self.asked()
        return Edition.objects.with_adopters().defer("found_by")


@extend_schema_view(get=extend_schema(operation_id="adoptions", summary="Who works by which text"))
class AdoptionList(Asked, ListAPIView[Adoption]):
    """Adoptions as they stand on record; one that was moved to another edition is that other one."""

    permission = Permission.LIBRARY_VIEW
    question = AdoptionQuestion
    serializer_class = AdoptionSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Adoption]:
        asked = self.asked()
        found = Adoption.objects.standing().select_related("edition").defer(*(f"edition__{name}" for name in UNREAD))
        columns = {"office": "office__court_id", "edition": "edition_id", "work": "work"}
        found = found.filter(**{column: asked[name] for name, column in columns.items() if name in asked})
        if asked["ended"] is not None:
            found = found.filter(ended_on__isnull=not asked["ended"])
        return found.order_by(asked["ordering"], "pk")
