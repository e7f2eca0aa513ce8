"""What the private link of a question opens. Mail scanners open links: looking changes nothing."""

from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from grants import rates
from grants.models import GuidanceRequest, Question
from grants.models.asker_link import QuestionLink, link_of
from grants.models.routing import intake
from grants.models.telling import tell_asker
from grants.views.ask import outside
from grants.views.asked_question import Door, add_to, question_page, questions
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import AccessEvent
from portal.pages import page
from portal.tenancy import bound

Act = Callable[[HttpRequest, Door], HttpResponse]


def through(request: PortalRequest, key: str, act: Act) -> HttpResponse:
    """Go on with the rights of that one question and of nothing else."""
    link = link_of(key)
    if link is None:
        return closed(request, _("This link opens nothing. Look for the newest mail that we sent you."), 404)
    if link.is_expired:
        return expired(request, key)
    return within(request, link, lambda question: act(request, Door(question, key)))


def within(request: PortalRequest, link: QuestionLink, act: Callable[[Question], HttpResponse]) -> HttpResponse:
    """Bound to the question; what was refused is undone, what was done stands in the trail."""
    is_post = request.method == "POST"
    with bound(outside(request, read_only=not is_post)), intake(link.asked, link.office_id):
        question = questions().filter(asked=link.asked).first()
        if question is None:
            return closed(request, _("This link opens nothing. Look for the newest mail that we sent you."), 404)
        response = act(question)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
    if is_post and response.status_code == HTTPStatus.FOUND:
        detail = {"what": act_of(request), "question": question.request_id, "office_id": question.office_id}
        request.notes.append((AccessEvent.Kind.LINK, detail))
    return response


def act_of(request: PortalRequest) -> str:
    """The route by which something was done."""
    match = request.resolver_match
    return str(match.view_name) if match else ""


def closed(request: PortalRequest, sentence: str, status: int) -> HttpResponse:
    return without_trace(render(request, "grants/question_link_closed.html", {"sentence": sentence}, status=status))


def expired(request: PortalRequest, key: str, sentence: str = "", status: int = HTTPStatus.GONE) -> HttpResponse:
    """One button: a new link goes to the address that we have, which is neither shown nor asked."""
    shown = {"sentence": sentence or _("This link has expired: it worked for 60 days."), "key": key}
    return without_trace(render(request, "grants/question_link_expired.html", shown, status=status))


def without_trace(response: HttpResponse) -> HttpResponse:
    """The address is a key: no search engine keeps it. No other site is told of it either: the policy of every page
    with a form is "same-origin", since the check against forged forms needs to know this much."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@page(Permission.SESSION_USE)
def question_link(request: PortalRequest, key: str) -> HttpResponse:
    """The question and what was said to it, to whoever has its link."""
    return without_trace(through(request, key, question_page))


@page(Permission.SESSION_USE)
def question_link_add(request: PortalRequest, key: str) -> HttpResponse:
    """Say more."""
    return without_trace(through(request, key, add_to))


@page(Permission.SESSION_USE)
def question_link_renew(request: PortalRequest, key: str) -> HttpResponse:
    """Send a new link to the address of the question, a few times a day at most."""
    link = link_of(key)
    if link is None or not link.is_expired or request.method != "POST":
        return without_trace(redirect("question-link", key))
    network, question = rates.network_of(request), f"renewal:{link.asked}"
    if not (rates.is_within(network, rates.OF_NETWORK) and rates.is_within(question, rates.OF_RENEWAL)):
        sentence = _("A new link was asked for too often. Look at your mail, or try again tomorrow.")
        return expired(request, key, sentence, HTTPStatus.TOO_MANY_REQUESTS)
    return without_trace(within(request, link, lambda question: renewed(request, question.request)))


def renewed(request: PortalRequest, asked: GuidanceRequest) -> HttpResponse:
    """The mail leaves once an hour at most; the answer is the same whether there is an address or not."""
    tell_asker(asked, "renewed", period=f"{now():%Y-%m-%dT%H}")
    sentence = _("A new link is on its way to the address that you gave us.")
    return render(request, "grants/question_link_closed.html", {"sentence": sentence})
