"""What is typed about working groups: the shape of the input. Rules stand on the models."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_held, refuse_past
from partners.markup import is_good_link
from partners.models import Participant
from partners.models.meeting import refuse_empty
from portal.forms.days import DayField
from portal.forms.lines import LineField, LinkField, MailField
from portal.forms.prose import ProseField
from portal.forms.told import told_on
from portal.models import Office, Organization

Choices = list[tuple[str, Any]]
ANY: Choices = [("", _("any"))]
MINE, NATIONAL, HISTORY, ALL = "mine", "national", "history", "all"
OFFICE, ORGANIZATION = "office", "organization"
MARKDOWN = _("Plain text, or Markdown: # heading, * list, **strong**, [words](https://…). No pictures, no HTML.")
AGREED = _("Once it has been held. Plain text or Markdown, as the agenda.")


class GroupFilters(forms.Form):
    """Which groups; nothing asked for: one's own that go on."""

    which = forms.ChoiceField(
        label=_("Groups"),
        required=False,
        choices=[("", _("yours")), (NATIONAL, _("national")), (HISTORY, _("history and ended")), (ALL, _("all"))],
    )

    @classmethod
    def of_partner(cls, data: Mapping[str, Any], *, has_ended: bool) -> Self:
        """A partner reads its own groups alone: there is nothing to choose but those that have ended."""
        form = cls(data)
        if has_ended:
            choices: Choices = [("", _("yours")), (HISTORY, _("ended")), (ALL, _("all"))]
            form.fields["which"].choices = choices  # type: ignore[attr-defined]
        else:
            del form.fields["which"]
        return form


class GroupForm(forms.Form):
    """What a group is called and what it is for."""

    mends = True

    name = ProseField(label=_("What is the group called?"), max_length=160)
    purpose = ProseField(label=_("What is it for?"), max_length=600, rows=4, required=False)


class SeatForm(forms.Form):
    """Who gets a seat, and whom the others turn to there."""

    member = forms.ChoiceField(label=_("Who gets a seat?"))
    contact_name = LineField(label=_("Whom do the others turn to there?"), max_length=120, required=False)
    contact_email = MailField(label=_("By which e-mail address?"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, offices: Collection[Office], organizations: Collection[Organization]
    ) -> None:
        super().__init__(data)
        self.offices = {f"{OFFICE}:{one.pk}": one for one in offices}
        self.organizations = {f"{ORGANIZATION}:{one.pk}": one for one in organizations}
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("choose")),
            (_("Organizations"), [(key, one.name) for key, one in self.organizations.items()]),
            (_("US Attorney’s Offices"), [(key, one.abbreviation) for key, one in self.offices.items()]),
        ]

    def clean(self) -> dict[str, Any]:
        """As the verb takes it: an office or an organization."""
        cleaned: dict[str, Any] = super().clean() or {}
        member = cleaned.pop("member", "")
        return cleaned | {"office": self.offices.get(member), "organization": self.organizations.get(member)}


class ContactForm(forms.Form):
    """Whom the others turn to."""

    contact_name = LineField(label=_("Whom do the others turn to?"), max_length=120, required=False)
    contact_email = MailField(label=_("By which e-mail address?"), required=False)


class MeetingForm(forms.Form):
    """A meeting, to come or held."""

    mends = True

    held_on = DayField(label=_("On which day?"), rule=refuse_held)
    title = ProseField(label=_("What is it called?"), max_length=160)
    agenda = ProseField(label=_("What is on the agenda?"), max_length=4000, rows=5, required=False, help_text=MARKDOWN)
    minutes = ProseField(label=_("What was agreed?"), max_length=8000, rows=6, required=False, help_text=AGREED)


class ItemForm(forms.Form):
    """Something that a member owes by a day."""

    mends = True

    text = ProseField(label=_("What is to be done?"), max_length=300)
    owner = forms.ChoiceField(label=_("Who takes it on?"))
    due_on = DayField(label=_("By when?"), rule=refuse_past)

    def __init__(self, data: Mapping[str, Any] | None, *, members: Collection[Participant], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.members = {str(one.pk): one for one in members}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *((key, one.name) for key, one in self.members.items())]

    def clean_owner(self) -> Participant:
        return self.members[self.cleaned_data["owner"]]


class PaperForm(forms.Form):
    """Text, or a link to it."""

    mends = True

    title = ProseField(label=_("What is it called?"), max_length=160)
    body = ProseField(label=_("The text"), max_length=60_000, rows=14, required=False, help_text=MARKDOWN)
    link = LinkField(label=_("Or a link to it"), required=False, help_text=_("It begins with https://."))

    def clean(self) -> dict[str, Any]:
        """That there is neither is told together with all else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"body", "link"} & set(self.errors):
            with told_on(self):
                refuse_empty(cleaned.get("body", ""), cleaned.get("link", ""))
        return cleaned

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not (link.startswith("https://") and is_good_link(link)):
            raise ValidationError(_now("The address has to begin with https://."))
        return link
