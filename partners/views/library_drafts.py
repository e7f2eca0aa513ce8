"""Texts that are being written for the library: of one's own office, or of EOUSA."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.library import DraftEditForm, DraftForm, initial_of
from partners.markup import shown as as_html
from partners.models import LibraryDraft
from partners.models.library import OPEN
from partners.models.library_text import Genre
from partners.views.library import about
from partners.views.library_acts import Words, asked, posted, writer_of
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page, taken


def draft_url(draft: LibraryDraft) -> str:
    return reverse("library-draft-detail", args=[draft.pk])


COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda d: d.title, lambda d: d.title.lower(), url=draft_url),
    Column("genre", gettext_lazy("What it is"), lambda d: Genre(d.genre).label, low=True),
    Column("state", gettext_lazy("State"), lambda d: d.state.label, lambda d: str(d.state.label)),
    Column("edited_by", gettext_lazy("Written on by"), lambda d: d.edited_by.name, low=True),
    Column("edited_at", gettext_lazy("Last"), lambda d: d.edited_at, lambda d: d.edited_at, low=True),
]


def drafts(request: PortalRequest) -> Any:
    """Those that the reader may write on. EOUSA's readers write none."""
    rows = LibraryDraft.objects.filter(office=request.hat.office_id)
    return rows.with_reviews().select_related("edited_by", "begun_by", "copied_from").defer("copied_from__found_by")


def draft_or_404(request: PortalRequest, pk: int) -> LibraryDraft:
    found: LibraryDraft = get_object_or_404(drafts(request), pk=pk)
    return found


@page(Permission.LIBRARY_WRITE)
def library_draft_list(request: PortalRequest) -> HttpResponse:
    """Everything that is being written, waits, came back, or is done."""
    rows = list(drafts(request).defer("body", "copied_from__body", "copied_from__found_by"))
    listing = Listing(
        request,
        rows,
        COLUMNS,
        "-edited_at",
        api_url=reverse("api-library-draft-list"),
        empty=_("Nothing is being written. Begin a text, or copy one."),
    )
    if listing.wants_export:
        return listing.export("library-drafts")
    return render(request, "partners/library_draft_list.html", {"listing": listing, "sentence": answer(rows)})


def answer(rows: list[LibraryDraft]) -> str:
    number = sum(row.state in OPEN for row in rows)
    if not number:
        return _("No text for the library is being written.")
    said = ngettext(
        "%(n)d text for the library is being written.", "%(n)d texts for the library are being written.", number
    )
    return said % {"n": number}


@page(Permission.LIBRARY_WRITE)
def library_draft_create(request: PortalRequest) -> HttpResponse:
    """A new text."""
    form, made = DraftForm(posted(request)), list[LibraryDraft]()
    begin = partial(LibraryDraft.objects.begin, office=writer_of(request), by=request.person)
    if taken(form, lambda **facts: made.append(begin(**facts))):
        messages.success(request, _("The draft is saved. This is how it will read."))
        return redirect(draft_url(made[0]))
    return written(request, form, _("What has worked, so that others can use it?"), reverse("library-draft-list"))


@page(Permission.LIBRARY_WRITE)
def library_draft_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write on a draft."""
    draft = draft_or_404(request, pk)
    if shut := how_shut(request, draft):
        return shut
    form = DraftEditForm(posted(request), initial=initial_of(draft))
    if taken(form, draft.edit, by=request.person):
        messages.success(request, _("The draft is saved. This is how it will read."))
        return redirect(draft_url(draft))
    return written(request, form, draft.title, draft_url(draft))


def how_shut(request: PortalRequest, draft: LibraryDraft) -> HttpResponse | None:
    """Why there is nothing to write on or hand in, where the draft reads; nothing typed is thrown away for it."""
    if request.method == "POST" or draft.is_open:
        return None
    try:
        draft.refuse_unless_open()
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect(draft_url(draft))


def written(request: PortalRequest, form: Form, sentence: str, back: str) -> HttpResponse:
    shown = {"form": form, "sentence": sentence, "back": back}
    return render(request, "partners/library_draft_form.html", shown, status=422 if form.errors else 200)


@page(Permission.LIBRARY_WRITE)
def library_draft_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """A draft as it will read, and how it stands."""
    draft = draft_or_404(request, pk)
    review = draft.last_review
    shown = about(draft) | {
        "draft": draft,
        "state": draft.state,
        "review": review,
        "edition": draft.editions().first(),
        "text": as_html(draft.body),
    }
    return render(request, "partners/library_draft_detail.html", shown)


@page(Permission.LIBRARY_WRITE)
def library_draft_hand_in(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask EOUSA to publish it; of a text of EOUSA's own a colleague."""
    words: Words = {"title": _("Hand in"), "submit": _("Hand it in"), "done": _("The text is handed in.")}
    words |= to_eousa() if writer_of(request) else to_colleague()
    return how_shut(request, draft_or_404(request, pk)) or acted(request, pk, lambda draft: draft.hand_in, words)


def to_eousa() -> Words:
    return {
        "sentence": _("Hand in this text to EOUSA?"),
        "will": [
            _("EOUSA reads it as it is now, and publishes it or returns it with what has to be mended."),
            _("Until then it cannot be changed. Somebody who had no hand in it decides."),
            _("Published, every office reads it with your office as its source. It may be released by law."),
        ],
    }


def to_colleague() -> Words:
    return {
        "sentence": _("Hand in this text for a colleague at EOUSA to review?"),
        "will": [
            _("Another desk officer, who had no hand in it, publishes it or returns it with what has to be mended."),
            _("Until then it cannot be changed."),
            _("Published, every office reads it with EOUSA as its source. It may be released by law."),
        ],
    }


@page(Permission.LIBRARY_WRITE)
def library_draft_drop(request: PortalRequest, pk: int) -> HttpResponse:
    """Put it aside."""
    words = {
        "title": _("Put aside"),
        "sentence": _("Put this text aside?"),
        "will": [_("Nothing of it is lost. It can be taken up again at any time.")],
        "submit": _("Put it aside"),
        "done": _("The text is put aside."),
    }
    return how_shut(request, draft_or_404(request, pk)) or acted(request, pk, lambda draft: draft.drop, words)


@page(Permission.LIBRARY_WRITE)
def library_draft_resume(request: PortalRequest, pk: int) -> HttpResponse:
    """Take up again what was put aside."""
    words = {
        "title": _("Take up again"),
        "sentence": _("Write on this text again?"),
        "will": [_("It stands among your drafts as before.")],
        "submit": _("Take it up again"),
        "done": _("The text can be written on again."),
    }
    return acted(request, pk, lambda draft: draft.resume, words)


def acted(
    request: PortalRequest, pk: int, verb_of: Callable[[LibraryDraft], Callable[..., Any]], words: Words
) -> HttpResponse:
    """Ask, carry out, and go back to the draft."""
    draft = draft_or_404(request, pk)
    verb = partial(verb_of(draft), by=request.person)
    return asked(request, Form(posted(request)), verb, words | {"place": draft.title}, back=draft_url(draft))
