"""What an organization writes about itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.forms.profile import ProfileForm
from partners.forms.telephone import telephone
from partners.models import Reach, RoleContact
from partners.taxonomy import Post
from portal.forms.lines import LineField, MailField

EMAIL, PHONE = "email_", "phone_"


class OwnEntryForm(ProfileForm):
    """The entry with its mailboxes and numbers, by role."""

    def __init__(self, *args: Any, may_open: bool = False, **kwargs: Any) -> None:
        """`may_open`: only one office knows of the organization until now; it has to say that others may."""
        super().__init__(*args, **kwargs)
        for post, label in Post.choices:
            self.fields[EMAIL + post] = MailField(label=email_of(str(label)), required=False)
            self.fields[PHONE + post] = LineField(
                label=phone_of(str(label)), max_length=40, required=False, validators=[telephone]
            )
        if may_open:
            self.fields["is_open"] = forms.BooleanField(
                label=gettext_lazy("Every US Attorney’s Office may read our entry"),
                error_messages={"required": gettext_lazy("Until now one office alone reads it. Tick this, or cancel.")},
            )

    def posts(self) -> Iterator[dict[str, Any]]:
        """A line for each role, for the page."""
        for post, label in Post.choices:
            yield {"label": label, "email": self[EMAIL + post], "phone": self[PHONE + post]}

    def has_contacts(self) -> bool:
        """Whether one of the lines holds something, or is refused."""
        return any(line[name].value() or line[name].errors for line in self.posts() for name in ("email", "phone"))

    def clean(self) -> dict[str, Any]:
        """The contacts of all roles as one; somebody has to be reachable by mail, or the entry grows old unseen."""
        cleaned = super().clean()
        cleaned.pop("is_open", None)
        contacts = {post: Reach(cleaned.pop(EMAIL + post, ""), cleaned.pop(PHONE + post, "")) for post in Post.values}
        if not self.errors and not any(reach.email for reach in contacts.values()):
            self.add_error(EMAIL + Post.MAIN, ValidationError(ONE_MAILBOX))
        return cleaned | {"contacts": contacts}


ONE_MAILBOX = gettext_lazy("Name one mailbox at least: twice a year the question whether all this is so goes there.")


def email_of(label: str) -> str:
    return _("%(role)s: e-mail") % {"role": capfirst(label)}


def phone_of(label: str) -> str:
    return _("%(role)s: telephone") % {"role": capfirst(label)}


def initial_contacts(contacts: Iterable[RoleContact]) -> dict[str, str]:
    """The contacts as the form shows them."""
    found = list(contacts)
    return {EMAIL + row.post: row.email for row in found} | {PHONE + row.post: row.phone for row in found}
