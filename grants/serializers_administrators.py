"""What the API asks and answers about state agencies."""

from typing import Any

from rest_framework import serializers

from grants.administrators import ANY_OF_THEM, ORDERED, Stands
from portal.serializers import PagedQuestion, StateField

UNKNOWN = "empty where it is unknown."


class AdministratorQuestion(PagedQuestion):
    """Which of the states, which program, how it stands, in which order."""

    state = StateField(required=False, help_text="State or territory by its two postal letters.")
    program = serializers.RegexField(
        r"^[a-z_]{2,20}$", required=False, help_text="Key of a program whose money goes through states: stop."
    )
    stands = serializers.ChoiceField(
        required=False, choices=[*Stands.choices, (ANY_OF_THEM, "to verify")],
        help_text=f"How it stands today. {ANY_OF_THEM}: in any way but verified.",
    )  # fmt: skip
    ordering = serializers.ChoiceField(
        required=False,
        default="state",
        choices=[f"{sign}{name}" for name in ORDERED for sign in ("", "-")],
        help_text="Field to sort by, a state by its name; with a minus, backwards.",
    )


class AdministratorSerializer(serializers.Serializer[Any]):
    """One program in one state or territory, with the agency there that hands out its money."""

    state = serializers.CharField(help_text="State or territory by its two postal letters.")
    program = serializers.CharField(source="program.key", help_text="Key of the program.")
    agency = serializers.CharField(source="said.agency", help_text=f"Name of the agency; {UNKNOWN}")
    website = serializers.CharField(source="said.website", help_text=f"Its site; {UNKNOWN}")
    phone = serializers.CharField(source="said.phone", help_text=f"Its telephone; {UNKNOWN}")
    email = serializers.CharField(source="said.email", help_text=f"Its mailbox; {UNKNOWN}")
    note = serializers.CharField(source="said.note", help_text="What an applicant should know.")
    source = serializers.CharField(source="said.source", help_text="Where this stands, or who said it.")  # type: ignore[assignment]
    verified_on = serializers.DateField(
        source="row.verified_on", default=None, allow_null=True,
        help_text="When a person compared it with what the agency says of itself; null: nobody has.",
    )  # fmt: skip
    stands = serializers.ChoiceField(
        choices=Stands.choices, help_text="Unknown, on record but not verified, verified over a year ago, or verified."
    )
