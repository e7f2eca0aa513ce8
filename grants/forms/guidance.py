"""What is typed by those who answer questions about federal money: filters, notes, to whom, why, what was told."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.forms.ask import PlaceForm
from grants.forms.needed import AskingForm
from grants.models import GuidanceRequest
from grants.taxonomy import Agency, Violence
from partners.forms.steps import ANY, MINE, Choices
from partners.kinds import Kind
from partners.taxonomy import Need
from portal.forms.lines import MailField
from portal.forms.prose import ProseField
from portal.models import Person

State, Closed = GuidanceRequest.State, GuidanceRequest.Closed
CENTER = "EOUSA"
"""As somebody to give it to: whoever answers there."""
ALL, LATE = "all", "yes"


def page_key() -> forms.UUIDField:
    """Of the page: what is sent twice from it is one."""
    return forms.UUIDField(widget=forms.HiddenInput(), required=False, initial=uuid4)


class GuidanceFilters(forms.Form):
    """Which questions. The address holds them, so a list can be kept and sent."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("open")), *State.choices, (ALL, _("all"))]
    )
    owner = forms.ChoiceField(label=_("Who answers"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False, choices=[*ANY, *Need.choices])
    overdue = forms.ChoiceField(label=_("Due"), required=False, choices=[*ANY, (LATE, _("late"))])
    later = ("state", "owner", "need", "overdue")
    """All stand folded, so that the first question is seen at once."""
    is_all_later = True

    def __init__(self, data: Mapping[str, Any], *, people: Iterable[Person]) -> None:
        super().__init__(data)
        owners: Choices = [*ANY, (MINE, _("me")), *((str(one.pk), one.name) for one in people)]
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    @property
    def is_later_asked(self) -> bool:
        return any(self.data.get(name) for name in self.later)


class NoteForm(AskingForm):
    """For those who answer; the asker does not read it."""

    text = ProseField(label=_("Note"), rows=4, max_length=2000)
    key = page_key()


class ConsultForm(AskingForm):
    """Whom somebody asked, and what."""

    agency = forms.ChoiceField(label=_("Which agency did you ask?"), choices=[("", _("Choose")), *Agency.choices])
    text = ProseField(
        label=_("What did you ask?"), rows=4, max_length=2000, required=False,
        help_text=_("An internal note. The asker reads only that you asked somebody."),
    )  # fmt: skip


class GiveForm(AskingForm):
    """To whom it goes. `to_center`: an office may give it to EOUSA, and says why."""

    to = forms.ChoiceField(label=_("Who answers from now on?"))
    reason = ProseField(label=_("Why?"), rows=3, max_length=500, required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, people: Iterable[Person], to_center: bool) -> None:
        super().__init__(data)
        self.people = {str(one.pk): one for one in people}
        center: Choices = [(CENTER, _("EOUSA, because nobody here can answer it"))] if to_center else []
        named: Choices = [(key, one.name) for key, one in self.people.items()]
        self.fields["to"].choices = [("", _("Choose")), *named, *center]  # type: ignore[attr-defined]

    def clean_to(self) -> Person | None:
        """None: EOUSA."""
        return self.people.get(self.cleaned_data["to"])


class CloseForm(AskingForm):
    """Why nothing more is to be done."""

    because = forms.ChoiceField(label=_("Why is it closed?"), choices=Closed.choices, widget=forms.RadioSelect)
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    """The newest entry when the page was opened: what is said since is read first."""


class RecordForm(PlaceForm):
    """What somebody told the office. Only the county and the need have to be known."""

    need = forms.ChoiceField(label=_("What is the money for?"), choices=[("", _("Choose")), *Need.choices])
    kind = forms.ChoiceField(
        label=_("Which kind of organization?"), choices=[("", _("not said")), *Kind.choices], required=False
    )
    violence = forms.MultipleChoiceField(
        label=_("Which kinds of violence?"), choices=Violence.choices, widget=forms.CheckboxSelectMultiple(),
        required=False,
    )  # fmt: skip
    text = ProseField(
        label=_("What was asked?"), rows=5, max_length=2000, required=False,
        help_text=_("Describe no survivor and no case. The asker reads these words by the link."),
    )  # fmt: skip
    email = MailField(
        label=_("E-mail address of the asker"), required=False, max_length=254,
        help_text=_("With it the asker gets a private link to the question and the answer."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Which language does the asker read?"), choices=settings.LANGUAGES, initial="en",
        widget=forms.RadioSelect, help_text=_("Mails and the page behind the link are in it."),
    )  # fmt: skip
    may_remind = forms.BooleanField(
        label=_("The asker agrees to reminders of deadlines, and to be asked what became of it"), required=False
    )
    key = page_key()

    field_order = ("place", "county", "need")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nobody reads over a shoulder here, so the browser keeps the county too when one goes back."""
        super().__init__(*args, **kwargs)
        del self.fields["place"].widget.attrs["autocomplete"]


class TemplateForm(AskingForm):
    """A text to begin an answer with."""

    mends = True
    title = ProseField(label=_("Title"), max_length=120, help_text=_("By this you find it. The asker never reads it."))
    text = ProseField(label=_("Text"), rows=12, max_length=4000)


class NewTemplateForm(TemplateForm):
    """Sent twice, it is one template."""

    mends = False
    key = page_key()
