"""What the API asks and answers about fit."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.fields import empty

from grants.fit import FACTS, Applicant, Form, Verdict, clash
from grants.fit_facts import SETTLED
from grants.serializers_programs import DayQuestion
from grants.taxonomy import Violence
from partners.serializers import YesOrNo
from partners.taxonomy import Need, Population

NO_POPULATION = "NONE"
FACT = "Known of the applicant; left out, it is not known."


class KindField(serializers.ChoiceField):
    """A kind of the directory or of the statutes, large or small."""

    def to_internal_value(self, data: Any) -> Any:
        return super().to_internal_value(str(data).lower())


class SeveralField(serializers.MultipleChoiceField):
    """Said once for each; left out, nothing is said."""

    def get_value(self, dictionary: Any) -> Any:
        return super().get_value(dictionary) if self.field_name in dictionary else empty


class PopulationsField(SeveralField):
    """Left out, it is not known; NONE says that there is none."""

    def to_internal_value(self, data: Any) -> Any:
        return frozenset(super().to_internal_value(data)) - {NO_POPULATION}


class FitQuestion(DayQuestion):
    """Which applicant, which programs, which day."""

    program = serializers.RegexField(r"^[a-z_]{2,20}$", required=False, help_text="Key of one program; else all.")
    kind = KindField(
        required=False,
        choices=sorted(SETTLED),
        help_text="Kind of the applicant. Unless `form` is said, a private organization is taken for a nonprofit.",
    )
    violence = SeveralField(
        required=False,
        allow_empty=False,
        choices=Violence.choices,
        help_text="Only programs against one of these kinds of violence: one parameter for each.",
    )
    need = serializers.ChoiceField(required=False, choices=Need.choices, help_text="Only programs that may pay for it.")
    form = serializers.ChoiceField(required=False, choices=Form.choices, help_text="What it is before the law.")
    serves_victims = YesOrNo(required=False, help_text=f"A victim service provider (34 USC 12291(a)(50)). {FACT}")
    legal = YesOrNo(required=False, help_text=f"Gives legal help (34 USC 12291(a)(24)). {FACT}")
    assault = YesOrNo(required=False, help_text=f"Gives victims of sexual assault direct help. {FACT}")
    rural = YesOrNo(required=False, help_text=f"Serves a rural area (34 USC 12291(a)(32)). {FACT}")
    youth = YesOrNo(required=False, help_text=f"Has a record of work with youth, or of prevention. {FACT}")
    populations = PopulationsField(
        required=False,
        allow_empty=False,
        choices=[(NO_POPULATION, "none"), *Population.choices],
        help_text="Populations with services made for them: one parameter for each, or NONE.",
    )
    mainly = YesOrNo(required=False, help_text=f"Is there mainly for such a population. {FACT}")
    cultural = YesOrNo(required=False, help_text=f"Its main purpose is culturally specific services. {FACT}")
    tribal = YesOrNo(required=False, help_text=f"A tribal organization (34 USC 12291(a)(44)-(45)). {FACT}")
    state_coalition = YesOrNo(required=False, help_text=f"The recognized coalition of its state. {FACT}")
    tribal_coalition = YesOrNo(required=False, help_text=f"A tribal coalition (34 USC 10441(d)(2)). {FACT}")

    def validate(self, attrs: Any) -> Any:
        """What cannot be so together is refused by name."""
        if found := clash(attrs.get("kind", ""), facts(attrs)):
            one, other = found
            sentence = _("This cannot be so together with %(other)s.") % {"other": one}
            raise serializers.ValidationError({other: [sentence]})
        return attrs


def facts(asked: dict[str, Any]) -> dict[str, Any]:
    """The facts that were said."""
    return {name: asked[name] for name in FACTS if name in asked}


class FactsSerializer(serializers.Serializer[Any]):
    """What the verdicts rest on: what was said, what follows from it, what was taken for granted of such a kind."""

    form = serializers.ChoiceField(choices=Form.choices, allow_null=True, help_text="What it is before the law.")
    populations = serializers.ListField(
        child=serializers.ChoiceField(choices=Population.choices),
        allow_null=True,
        help_text="With services made for them; null: not known.",
    )

    def get_fields(self) -> dict[str, Any]:
        answers = {
            name: serializers.BooleanField(allow_null=True, help_text="Null: not known.")
            for name in FACTS
            if name not in self._declared_fields
        }
        return {**super().get_fields(), **answers}

    def to_representation(self, instance: Applicant) -> Any:
        told = dict(super().to_representation(instance))
        return told | {"populations": sorted(told["populations"]) if told["populations"] is not None else None}


class ReasonSerializer(serializers.Serializer[Any]):
    """One sentence and its law."""

    text = serializers.CharField(help_text="Why.")
    citation = serializers.CharField(help_text="Where that stands in the law; may be empty.")


class VerdictSerializer(serializers.Serializer[Any]):
    """How the applicant and one program stand to each other."""

    program = serializers.CharField(source="program.key", help_text="Key of the program.")
    name = serializers.CharField(source="program.name", help_text="Its official name on that day.")
    verdict = serializers.ChoiceField(
        choices=Verdict.choices, help_text="DEPENDS: on what is missing. CHECK_NOTICE: no verdict is given."
    )
    through_state = serializers.BooleanField(
        help_text="Such an applicant gets the money from an agency of a state; said also where no verdict is given."
    )
    reasons = ReasonSerializer(many=True, help_text="Of DEPENDS: one for each way that may be open.")
    missing = serializers.ListField(
        child=serializers.ChoiceField(choices=[(name, name) for name in FACTS]),
        help_text="Parameters that would settle it.",
    )
    depends_on = serializers.ListField(source="whether", child=serializers.CharField(), help_text="The same in words.")


class FitSerializer(serializers.Serializer[Any]):
    """The answer for one applicant on a day."""

    on = serializers.DateField(help_text="The day.")
    guidance = serializers.CharField(help_text="What the answer is, and is not.")
    applicant = FactsSerializer(help_text="What the verdicts rest on.")
    results = VerdictSerializer(many=True, help_text="The best first.")
