"""What people type about nominations: the shape of the input. Rules stand on the models."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.forms.lines import REFERENCE, LineField, MailField
from portal.forms.prose import ProseField
from specialists.forms.staffing import day_field
from specialists.models import Document
from specialists.stages import Loss, ReturnReason

WAITING, BACK, WITH_OFFICE, APPROVED, DECIDED, ALL = "waiting", "back", "office", "approved", "decided", "all"
MINE, NOBODYS, COMPLETE, INCOMPLETE = "mine", "nobody", "complete", "incomplete"
REFERENCE_LENGTH = 60
LOSSES = [(c.value, c.label) for c in (Loss.CANDIDATE_WITHDREW, Loss.NO_LONGER_NEEDED, Loss.OTHER)]


def long_text(label: Any, *, rows: int = 6, required: bool = True, help_text: Any = "") -> ProseField:
    return ProseField(label=label, max_length=4000, required=required, help_text=help_text, rows=rows)


def made_on() -> forms.DateField:
    field = day_field(_("On which day"), required=False, help_text=_("Today, unless it happened earlier."))
    field.initial = localdate
    return field


class NominationFilters(forms.Form):
    """Which nominations the list shows."""

    state = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[
            ("", _("under way")), (WAITING, _("with OARM")), (BACK, _("with OARM again, after a return")),
            (WITH_OFFICE, _("with the office")), (APPROVED, _("approved, not yet on duty")),
            (DECIDED, _("OARM’s decisions")), (ALL, _("all, also ended")),
        ],
    )  # fmt: skip
    claimed = forms.ChoiceField(
        label=_("Analyst"), required=False, choices=[("", _("any")), (MINE, _("me")), (NOBODYS, _("nobody yet"))]
    )
    package = forms.ChoiceField(
        label=_("Package"),
        required=False,
        choices=[("", _("any")), (COMPLETE, _("complete")), (INCOMPLETE, _("something missing"))],
    )

    def asked(self, name: str) -> str:
        """What is asked for, where it can be meant."""
        return str(self.cleaned_data.get(name, "")) if hasattr(self, "cleaned_data") else ""


class NominationForm(forms.Form):
    """A candidate, and a tick with a reference number for each document of the checklist. No file is uploaded."""

    template_name = "specialists/nomination_form.html"
    candidate_name = LineField(label=_("Candidate"), max_length=120)
    candidate_email = MailField(label=_("The candidate’s e-mail"))
    proposed_on = day_field(
        _("Proposed first day"), required=False, help_text=_("When the office would like the candidate to begin.")
    )

    def __init__(self, *args: Any, documents: dict[str, str] | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        there = documents or {}
        for document in Document:
            tick, number = names_of(document)
            self.fields[tick] = forms.BooleanField(
                label=document.label, required=False, initial=document.value in there
            )
            self.fields[number] = LineField(
                label=_("Reference number of: %(document)s") % {"document": document.label},
                required=False,
                max_length=REFERENCE_LENGTH,
                read_as=REFERENCE,
                initial=there.get(document.value, ""),
            )

    @property
    def about_candidate(self) -> list[BoundField]:
        return [self[name] for name in ("candidate_name", "candidate_email", "proposed_on")]

    @property
    def checklist(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Tick and reference number of each document."""
        return ((self[tick], self[number]) for tick, number in map(names_of, Document))

    def clean(self) -> dict[str, Any]:
        """The ticks and numbers as one; a number without a tick means that the document is there."""
        found = self.cleaned_data
        pairs = {document.value: [found.pop(name, None) for name in names_of(document)] for document in Document}
        found["documents"] = {key: number or "" for key, (tick, number) in pairs.items() if tick or number}
        return found


def names_of(document: Document) -> tuple[str, str]:
    """The names of a document's two fields."""
    return f"has_{document.value.lower()}", f"number_{document.value.lower()}"


class SendForm(forms.Form):
    """The day, and for an incomplete package that it shall go all the same."""

    made_on = made_on()

    def __init__(self, *args: Any, missing: Collection[Document], **rest: Any) -> None:
        super().__init__(*args, **rest)
        if missing:
            named = ", ".join(str(document.label) for document in missing)
            self.fields["anyway"] = forms.BooleanField(
                label=_("Send it all the same, without: %(missing)s") % {"missing": named},
                error_messages={"required": _("Tick this to send an incomplete package, or add what is missing.")},
            )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.pop("anyway", None)
        return self.cleaned_data


class TakeBackForm(forms.Form):
    """Why the office withdraws its candidate."""

    reason = forms.ChoiceField(label=_("Why"), choices=LOSSES, widget=forms.RadioSelect)
    note = long_text(_("Note"), required=False, help_text=_("Seen by your leadership and officers, OARM and EOUSA."))
    made_on = made_on()


class ApproveForm(forms.Form):
    """OARM's approval."""

    conditions = long_text(
        _("Conditions"), required=False, help_text=_("Leave it empty to approve without conditions.")
    )
    made_on = made_on()


class ReasonForm(forms.Form):
    """The first step of a return: the reason, which brings its text."""

    reason = forms.ChoiceField(label=_("Why"), choices=ReturnReason.choices, widget=forms.RadioSelect)


class ReturnForm(forms.Form):
    """The second step: the text, as prepared or changed."""

    reason = forms.ChoiceField(choices=ReturnReason.choices, widget=forms.HiddenInput)
    text = long_text(_("What the office has to mend"), help_text=_("Prepared for the reason; change it as you like."))
    made_on = made_on()


class DeclineForm(forms.Form):
    """Why OARM says no."""

    text = long_text(_("Why"), help_text=_("Seen by the office’s leadership and officers, OARM and EOUSA."))
    made_on = made_on()


class ReferenceForm(forms.Form):
    """OARM's own number."""

    reference = LineField(label=_("OARM’s reference number"), max_length=40, required=False, read_as=REFERENCE)


class ExtensionForm(forms.Form):
    """The later end of a temporary appointment."""

    not_to_exceed_on = day_field(_("Not to exceed"), help_text=_("The new last day of the temporary appointment."))


class RemarkForm(forms.Form):
    """A thing to say to the other side."""

    text = long_text(
        _("What you want to say"),
        rows=3,
        help_text=_("Read by the office’s leadership and officers, OARM and EOUSA. No names of survivors, no case."),
    )
