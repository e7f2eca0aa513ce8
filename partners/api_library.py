"""The library for programs: what is published, and which offices work by it."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.library import UNREAD, listed, narrowed
from partners.models import Adoption, Edition, LibraryDraft, Review
from partners.serializers_library import (
    AdoptionQuestion,
    AdoptionSerializer,
    DraftQuestion,
    DraftSerializer,
    EditionDetailSerializer,
    EditionSerializer,
    LibraryQuestion,
    ReviewQuestion,
    ReviewSerializer,
)
from portal import gazetteer
from portal.access import Permission
from portal.api import Cursors, Pages, hat_of
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


@extend_schema_view(get=extend_schema(operation_id="library_drafts", summary="Texts that are being written"))
class DraftList(Asked, ListAPIView[Any]):
    """Drafts of the caller's office; for EOUSA its own. Nobody else reads them. The last written on come first."""

    permission = Permission.LIBRARY_WRITE
    question = DraftQuestion
    serializer_class = DraftSerializer
    pagination_class = Pages

    def list(self, request: Request, *_args: Any, **_facts: Any) -> Response:
        """How one stands is told by its reviews alone, so all are read."""
        state = self.asked().get("state")
        rows = LibraryDraft.objects.filter(office=hat_of(request).office_id).with_reviews().defer("body")
        rows = rows.select_related("edited_by").order_by("-edited_at", "-pk")
        found = self.paginate_queryset([row for row in rows if state in {None, row.state}])
        return self.get_paginated_response(self.get_serializer(found, many=True).data)


@extend_schema_view(get=extend_schema(operation_id="library_reviews", summary="Texts that were handed in"))
class ReviewList(Asked, ListAPIView[Review]):
    """What offices hand in for the library, and what was decided. EOUSA alone reads all of it."""

    permission = Permission.LIBRARY_REVIEW
    question = ReviewQuestion
    serializer_class = ReviewSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Review]:
        asked = self.asked()
        rows = Review.objects.select_related("asked_by").defer("body").order_by(asked["ordering"], "pk")
        if "is_decided" not in asked:
            return rows
        return rows.exclude(decision="") if asked["is_decided"] else rows.filter(decision="")


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
