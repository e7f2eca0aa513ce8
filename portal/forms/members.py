"""Forms of members and invitations."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.db.models import QuerySet
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from portal.access import Role
from portal.forms.lines import LineField, MailField
from portal.givers import INVITES
from portal.hats import Hat
from portal.models import Membership, Office, Organization, User


class MemberFilters(forms.Form):
    """Filters of the list of people, by name in the address; one that nobody knows is ignored."""

    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("all")), *((role.value, role.label) for role in Role if role is not Role.VISITOR)],
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=120)

    def narrowed(self, memberships: QuerySet[Membership]) -> QuerySet[Membership]:
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("role"):
            memberships = memberships.filter(role=asked["role"])
        if asked.get("name"):
            memberships = memberships.filter(person__name__icontains=asked["name"])
        return memberships


class InvitationForm(forms.Form):
    """Whom to invite as what. The place is the inviter's own; only EOUSA chooses an office."""

    name = LineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail"), help_text=_("The link goes to this address and works once."))
    role = forms.ChoiceField(label=_("Role"))
    office = forms.ModelChoiceField(
        label=_("Office"),
        queryset=Office.objects.none(),
        required=False,
        empty_label=_("none: a national role"),
        help_text=_("Leave empty for a national role."),
    )

    def __init__(self, *args: Any, hat: Hat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hat = hat
        offered = INVITES.get(hat.role, frozenset())
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("Choose a role")), *((r.value, r.label) for r in Role if r in offered)]
        if hat.role is Role.EOUSA:
            self.fields["office"].queryset = Office.objects.all()  # type: ignore[attr-defined]
        else:
            del self.fields["office"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        own: dict[str, Any] = {"organization": None}
        if self.hat.office_id:
            own["office"] = Office.objects.get(pk=self.hat.office_id)
        if self.hat.organization_id:
            own["organization"] = Organization.objects.get(pk=self.hat.organization_id)
        return {"office": None} | cleaned | own


def rules_of_a_password() -> str:
    return " ".join(password_validators_help_texts())


class AcceptanceForm(forms.Form):
    """The account of an invited person who has none."""

    name = LineField(label=_("Your name"), max_length=120)
    password = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(rules_of_a_password, str)(),
        strip=False,
    )
    again = forms.CharField(
        label=_("The password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = User(email=email)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        again = cleaned.pop("again", None)
        if "password" in cleaned and again is not None and again != cleaned["password"]:
            self.add_error("again", _("The two passwords are not the same."))
        return cleaned
