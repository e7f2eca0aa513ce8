"""Asking about federal money without an account, and what is said right after it."""

import logging
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grants import rates
from grants.counties import full_name
from grants.forms.ask import AskForm, asked_key
from grants.forms.fit import FactsForm
from grants.models.asking import Due, ask, foretold, served
from grants.models.telling import named
from grants.taxonomy import Channel, Violence
from grants.views.first_answer import TOLD, first_answer
from partners.kinds import Kind
from partners.taxonomy import Need
from portal import gazetteer
from portal.access import DatabaseRole, Permission
from portal.forms.told import told_on
from portal.hats import PortalRequest
from portal.models import OfficeContact
from portal.pages import page
from portal.tenancy import Binding, bound

logger = logging.getLogger(__name__)
SIGNER = signing.Signer(salt="a question was asked")
"""Of what the page after the form shows, in its address: neither an e-mail address nor a word of the question."""


def outside(request: PortalRequest, *, read_only: bool = False) -> Binding:
    """As somebody without an account, whoever it is."""
    return Binding(DatabaseRole.PUBLIC, request_id=request.request_id, read_only=read_only)


@page(Permission.SESSION_USE)
def ask_page(request: PortalRequest) -> HttpResponse:
    """The form. No account, no script."""
    if request.method != "POST":
        return shown(request, AskForm(initial=prefilled(request.GET)))
    form = AskForm(request.POST)
    if not rates.is_within(rates.network_of(request), rates.OF_NETWORK):
        return too_often(request, form)
    if not form.is_valid():
        return shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = dict(form.cleaned_data)
    if said.pop("website"):
        logger.warning("A question was dropped: the field that people do not see was filled.")
        return onward(request, form, said, dropped)
    if not rates.is_within(f"e-mail:{said['email']}", rates.OF_ADDRESS):
        return too_often(request, form)
    return onward(request, form, said, take)


def onward(
    request: PortalRequest, form: AskForm, said: dict[str, Any], verb: Callable[[dict[str, Any]], Due]
) -> HttpResponse:
    """On to what happens next; what was refused stands on the form."""
    with told_on(form), bound(outside(request)), transaction.atomic():
        due = verb(said)
    return (
        sent(said | {"facts": FactsForm(request.GET).codes}, due)
        if form.is_valid()
        else shown(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    )


def take(said: dict[str, Any]) -> Due:
    """Ask, in the language of the page."""
    words = dict(said)
    asked = asked_key(words.pop("key"), words)
    language = "es" if get_language() == "es" else "en"
    made = ask(asked=asked, at=now(), channel=Channel.FORM, language=language, **words)
    return Due(made.due_on, made.is_central)


def dropped(said: dict[str, Any]) -> Due:
    """Nothing is kept, and whatever filled the field reads the same as everybody."""
    return foretold(said["county"], now())


def prefilled(asked: QueryDict) -> dict[str, Any]:
    """What the page opens with: as the fit checker and the pages of programs hand it over in the address."""
    county = gazetteer.country().counties.get(asked.get("county", ""))
    known = {"need": Need.values, "kind": Kind.values}
    initial: dict[str, Any] = {name: asked[name] for name, values in known.items() if asked.get(name) in values}
    initial["violence"] = [code for code in asked.getlist("violence") if code in Violence.values]
    return initial | ({"place": full_name(county)} if county else {})


def shown(request: PortalRequest, form: Form, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "grants/ask.html", {"form": form}, status=status)


def too_often(request: PortalRequest, form: AskForm) -> HttpResponse:
    """Nothing typed is lost: the same can be sent an hour later."""
    form.add_error(None, _("Too many questions came in a short time. Please send this again in an hour."))
    return shown(request, form, HTTPStatus.TOO_MANY_REQUESTS)


# --- afterwards ------------------------------------------------------------------------------------------------------
def sent(said: dict[str, Any], due: Due) -> HttpResponse:
    """On to what happens next: the same for everybody, whatever address was given and whether anything was kept.
    `facts`: what was said of the organization in the fit checker, still in the address of the form."""
    told = {name: said[name] for name in (*TOLD, "facts") if said.get(name)}
    key = SIGNER.sign_object(told | {"due": due.on.isoformat(), "central": due.is_central}, compress=True)
    return redirect(f"{reverse('ask-sent')}?{urlencode({'said': key})}")


@page(Permission.PUBLIC_VIEW)
def ask_sent(request: PortalRequest) -> HttpResponse:
    """What happens next, by when, who answers, and what may fit already."""
    try:
        said = SIGNER.unsign_object(request.GET.get("said", ""))
    except signing.BadSignature:
        return render(request, "grants/ask_sent.html", {"sentence": _("Have you asked a question? Look at your mail.")})
    place = served(said["county"])
    county = gazetteer.country().counties[said["county"]]
    facts = {
        "sentence": _("Your question is on its way to %(office)s.")
        % {"office": named(None if said["central"] else place.office)},
        "due": date.fromisoformat(said["due"]),
        "is_central": said["central"],
        "office": place.office,
        "other": named(place.other) if place.other else "",
        "county": full_name(county),
        "contacts": [] if said["central"] else OfficeContact.objects.filter(office=place.office).exclude(value=""),
        "answer": first_answer(said, localdate(), now()),
    }
    return render(request, "grants/ask_sent.html", facts)
