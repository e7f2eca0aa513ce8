"""What the API asks and answers about the library."""

from typing import Any

from rest_framework import serializers

from partners.duties import Duty
from partners.kinds import Kind
from partners.models import Review
from partners.models.library import State
from partners.models.library_text import Genre
from partners.serializers import COURT, PK, YesOrNo, codes, court_of
from portal.serializers import EndlessQuestion, PagedQuestion, StateField

ORDERS = ["-published_on", "published_on", "title", "-title", "-adopted_by"]


class LibraryQuestion(EndlessQuestion):
    """Which texts, in which order."""

    words = serializers.CharField(
        required=False, max_length=80, help_text="Words of title, summary and text, by stems; “quoted”: together."
    )
    duty = serializers.ChoiceField(required=False, choices=Duty.choices, help_text="Only this duty, 1 to 5.")
    genre = serializers.ChoiceField(required=False, choices=Genre.choices, help_text="Only texts of this kind.")
    state = StateField(required=False, help_text="For this state, or for every state.")
    agency = serializers.ChoiceField(
        required=False, choices=Kind.choices, help_text="For this kind of agency, or for every kind."
    )
    ours = YesOrNo(required=False, default=None, help_text="Adopted by the caller's office. False asks for all.")
    ordering = serializers.ChoiceField(
        required=False, default=ORDERS[0], choices=ORDERS, help_text="With a minus, newest or most first."
    )


class EditionSerializer(serializers.Serializer[Any]):
    """A published text, without its words."""

    id = serializers.IntegerField(help_text="Number of the edition.")
    work = serializers.UUIDField(help_text="The same for every edition of one work.")
    number = serializers.IntegerField(help_text="Which edition of the work.")
    title = serializers.CharField(help_text="Its title.")
    genre = serializers.ChoiceField(choices=Genre.choices, help_text="What it is.")
    summary = serializers.CharField(help_text="In one or two sentences.")
    link = serializers.CharField(help_text="Where it stands elsewhere; empty: nowhere.")
    duties = serializers.ListField(
        child=serializers.ChoiceField(choices=Duty.choices), help_text="The duties that it serves."
    )
    states = serializers.ListField(child=serializers.CharField(), help_text="For which states; none: for all.")
    agencies = codes(Kind, "For which kinds of agency; none: for all.")
    office = serializers.SerializerMethodField(help_text=f"Who wrote it. {COURT} Null: EOUSA.")
    published_on = serializers.DateField(help_text="When.")
    withdrawn_on = serializers.DateField(allow_null=True, help_text="Since when it is not to be used.")
    reason = serializers.CharField(help_text="Why not.")
    adopted_by = serializers.IntegerField(help_text="How many offices work by some edition of it.")

    def get_office(self, edition: Any) -> str | None:
        return court_of(edition.office_id)


class EditionDetailSerializer(EditionSerializer):
    """A published text."""

    body = serializers.CharField(help_text="The text, as Markdown.")


class DraftQuestion(PagedQuestion):
    """Which drafts."""

    state = serializers.ChoiceField(required=False, choices=State.choices, help_text="Only those that stand so.")


class WrittenSerializer(serializers.Serializer[Any]):
    """What a draft has in common with what was handed in of it, without its words."""

    id = serializers.IntegerField(help_text="Its number.")
    work = serializers.UUIDField(help_text="The same for every draft, review and edition of one work.")
    title = serializers.CharField(help_text="Its title.")
    genre = serializers.ChoiceField(choices=Genre.choices, help_text="What it is.")
    summary = serializers.CharField(help_text="In one or two sentences.")
    link = serializers.CharField(help_text="Where it stands elsewhere; empty: nowhere.")
    duties = serializers.ListField(
        child=serializers.ChoiceField(choices=Duty.choices), help_text="The duties that it serves."
    )
    states = serializers.ListField(child=serializers.CharField(), help_text="For which states; none: for all.")
    agencies = codes(Kind, "For which kinds of agency; none: for all.")
    copied_from = serializers.IntegerField(
        source="copied_from_id", allow_null=True, help_text="Number of the edition from which it was begun; null: none."
    )


class DraftSerializer(WrittenSerializer):
    """A text that is being written."""

    state = serializers.ChoiceField(choices=State.choices, help_text="How it stands.")
    edited_by = serializers.CharField(source="edited_by.name", help_text="Who has written on it last.")
    edited_at = serializers.DateTimeField(help_text="When.")


class ReviewQuestion(EndlessQuestion):
    """Which texts that were handed in, in which order."""

    is_decided = YesOrNo(required=False, help_text="Only those that are decided; or only those that wait.")
    ordering = serializers.ChoiceField(
        required=False, default="asked_at", choices=["asked_at", "-asked_at"], help_text="With a minus, newest first."
    )


class ReviewSerializer(WrittenSerializer):
    """A text as it was handed in, and what EOUSA has decided."""

    office = serializers.SerializerMethodField(help_text=f"Who handed it in. {COURT} Null: EOUSA.")
    asked_by = serializers.CharField(source="asked_by.name", help_text="Who pressed the button.")
    asked_at = serializers.DateTimeField(help_text="When it was handed in.")
    decision = serializers.ChoiceField(
        choices=[("", "waiting"), *Review.Decision.choices], help_text="Empty: EOUSA has not decided."
    )
    decided_at = serializers.DateTimeField(allow_null=True, help_text="When; null: not yet.")
    words = serializers.CharField(help_text="What has to be mended; empty where nothing has.")

    def get_office(self, review: Any) -> str | None:
        return court_of(review.office_id)


class AdoptionQuestion(EndlessQuestion):
    """Which adoptions, in which order."""

    office = serializers.RegexField(r"^[a-z]{3,5}$", required=False, help_text=f"Only of this office. {COURT}")
    edition = serializers.IntegerField(required=False, **PK, help_text="Only of this edition.")
    work = serializers.UUIDField(required=False, help_text="Only of this work.")
    ended = YesOrNo(required=False, default=None, help_text="Only those that ended, or that have not.")
    ordering = serializers.ChoiceField(
        required=False, default="-adopted_on", choices=["-adopted_on", "adopted_on"], help_text="With a minus, newest."
    )


class AdoptionSerializer(serializers.Serializer[Any]):
    """That an office works by an edition."""

    office = serializers.SerializerMethodField(help_text=COURT)
    edition = serializers.IntegerField(source="edition_id", help_text="Number of the edition.")
    work = serializers.UUIDField(help_text="The same for every edition of one work.")
    title = serializers.CharField(source="edition.title", help_text="Title of the edition.")
    adopted_on = serializers.DateField(help_text="Since when.")
    ended_on = serializers.DateField(allow_null=True, help_text="Until when.")

    def get_office(self, adoption: Any) -> str | None:
        return court_of(adoption.office_id)
