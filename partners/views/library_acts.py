"""What is done with a published text: adopt it, end that, copy it, write its next edition, withdraw it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from partners.forms.library import WithdrawForm
from partners.models import Adoption, Edition, LibraryDraft
from partners.models.edition import adoption_of
from portal import gazetteer
from portal.access import Permission
from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Office
from portal.pages import page, taken

Words = dict[str, Any]
"""What a page of an act says: title, sentence, will, submit, done, and danger where it takes away."""


def writer_of(request: PortalRequest) -> Office | None:
    """The office for which somebody writes; nobody: EOUSA."""
    return gazetteer.offices().get(request.hat.court_id)


def office_of(request: PortalRequest) -> Office:
    """The office that adopts; only people of one come here."""
    return gazetteer.offices()[request.hat.court_id]


def today_of(request: PortalRequest) -> date:
    office = writer_of(request)
    return local_day(now(), office.zone if office else CENTER)


def posted(request: PortalRequest) -> Any:
    """What was sent, also where a form has nothing to fill in."""
    return request.POST if request.method == "POST" else None


def asked(
    request: PortalRequest,
    form: Form,
    verb: Callable[..., Any],
    words: Words,
    *,
    back: str,
    then: Callable[[], str] | None = None,
    template: str = "specialists/act.html",
) -> HttpResponse:
    """Show what it will do; carried out, say so and go on to `then`, or back."""
    if taken(form, verb):
        messages.success(request, words["done"])
        return redirect(then() if then else back)
    shown = words | {"form": form, "back": back, "office": True}
    return render(request, template, shown, status=422 if form.errors else 200)


def edition_or_404(pk: int) -> Edition:
    return get_object_or_404(Edition.objects.select_related("office").defer("found_by"), pk=pk)


def back_to(edition: Edition) -> str:
    return reverse("library-detail", args=[edition.pk])


@page(Permission.LIBRARY_ADOPT)
def edition_adopt(request: PortalRequest, pk: int) -> HttpResponse:
    """From now on the office works by it."""
    edition, office = edition_or_404(pk), office_of(request)
    verb = partial(Adoption.objects.adopt, edition=edition, office=office, by=request.person, on=today_of(request))
    words = {
        "title": _("Adopt"),
        "place": edition.title,
        "sentence": _("Does your office work by this text from today?"),
        "will": [
            _("Every office and EOUSA see that yours has adopted “%(title)s”, edition %(number)d, and since when.")
            % {"title": edition.title, "number": edition.number},
            _("It counts in your quarterly report. You can end it at any time."),
        ],
        "submit": _("Adopt it"),
        "done": _("Your office has adopted “%(title)s”.") % {"title": edition.title},
    }
    return asked(request, Form(posted(request)), verb, words, back=back_to(edition))


@page(Permission.LIBRARY_ADOPT)
def edition_end(request: PortalRequest, pk: int) -> HttpResponse:
    """The office works by it no more."""
    edition, office = edition_or_404(pk), office_of(request)

    def end() -> None:
        adoption = adoption_of(office, edition)
        if adoption is None or adoption.edition_id != edition.pk:
            raise Refused(_("Your office does not work by this edition."))
        adoption.end(by=request.person, on=today_of(request))

    words = {
        "title": _("End the adoption"),
        "place": edition.title,
        "sentence": _("Does your office work by this text no more?"),
        "will": [_("Your office is named no more among those that have adopted it. That it had stays on record.")],
        "submit": _("End it"),
        "done": _("Your office works by “%(title)s” no more.") % {"title": edition.title},
        "danger": True,
    }
    return asked(request, Form(posted(request)), end, words, back=back_to(edition))


@page(Permission.LIBRARY_WRITE)
def edition_copy(request: PortalRequest, pk: int) -> HttpResponse:
    """A text of one's own from another's."""
    edition = edition_or_404(pk)
    verb = partial(LibraryDraft.objects.copy, edition=edition, office=writer_of(request), by=request.person)
    words = {
        "title": _("Copy"),
        "place": edition.title,
        "sentence": _("Copy this text to your drafts?"),
        "will": [
            _("A draft with the same words begins. It is yours to change; nobody else reads it."),
            _("Published, it will be a work of its own in the library; the one of %(source)s stays beside it.")
            % {"source": edition.source},
        ],
        "submit": _("Copy it"),
        "done": _("The copy is a draft now. Change what is different with you."),
    }
    return begun(request, edition, verb, words)


@page(Permission.LIBRARY_WRITE)
def edition_renew(request: PortalRequest, pk: int) -> HttpResponse:
    """The next edition of one's own work."""
    edition = edition_or_404(pk)
    verb = partial(LibraryDraft.objects.renew, edition=edition, office=writer_of(request), by=request.person)
    words = {
        "title": _("New edition"),
        "place": edition.title,
        "sentence": _("Begin a new edition of this text?"),
        "will": [
            _("A draft with the same words begins. What is published stays until EOUSA publishes the new one."),
            _("Offices that have adopted this edition are shown that there is a newer one; none is moved to it."),
        ],
        "submit": _("Begin it"),
        "done": _("The new edition is a draft now."),
    }
    return begun(request, edition, verb, words)


def begun(request: PortalRequest, edition: Edition, verb: Callable[..., LibraryDraft], words: Words) -> HttpResponse:
    """Carried out, go on to the draft that has begun."""
    made: list[LibraryDraft] = []
    return asked(
        request, Form(posted(request)), lambda: made.append(verb()), words, back=back_to(edition),
        then=lambda: reverse("library-draft-edit", args=[made[0].pk]),
    )  # fmt: skip


@page(Permission.LIBRARY_REVIEW)
def edition_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """It is not to be used any more."""
    edition = edition_or_404(pk)
    words = {
        "title": _("Withdraw"),
        "place": edition.title,
        "sentence": _("Withdraw this edition?"),
        "will": [
            _("It leaves the library’s list. An earlier edition that was not withdrawn takes its place."),
            _("Offices that work by it see your reason. Their adoption stands until they end it."),
            _("This cannot be undone. A new edition can be published."),
        ],
        "submit": _("Withdraw it"),
        "done": _("“%(title)s”, edition %(number)d, is withdrawn.")
        % {"title": edition.title, "number": edition.number},
        "danger": True,
    }
    verb = partial(edition.withdraw, by=request.person, on=today_of(request))
    return asked(request, WithdrawForm(posted(request)), verb, words, back=back_to(edition))
