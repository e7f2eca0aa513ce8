"""What one office answers to one directive, signed in; and how EOUSA records what it was told."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import EOUSA_ROLES, Permission, Role
from portal.hats import PortalRequest
from portal.models import AccessEvent, Message, Office
from portal.pages import page, taken
from specialists import answered
from specialists.banners import forget
from specialists.forms.directives import REPLY, ToldForm
from specialists.models import Directive, Response
from specialists.models.replying import reply
from specialists.models.response import MESSAGE, How
from specialists.standing import Acts, Standing


def found(pk: int) -> Response:
    """The response; another office's is like one that does not exist, by the wall."""
    return get_object_or_404(Response.objects.select_related("directive", "office"), pk=pk)


def next_act(request: PortalRequest, response: Response) -> dict[str, Any]:
    """What this reader may do about it now, and one sentence about what is owed."""
    may = request.hat.may
    may_answer = response.is_open and response.asks_more and may(Permission.DIRECTIVE_ANSWER)
    return {
        "sentence": owed(response),
        "told": response.told(),
        "said": said_in_words(response, sees_notes=True),
        "may_answer": may_answer,
        "may_acknowledge": response.is_open
        and not response.acknowledged_at
        and request.hat.is_of_an_office
        and may(Permission.DIRECTIVE_ACKNOWLEDGE),
        "waits_for_leadership": response.is_open and not may(Permission.DIRECTIVE_ANSWER),
    }


def said_in_words(response: Response, *, sees_notes: bool) -> str:
    """What was answered, where more was asked than to read it; '' while nothing is."""
    return answered.in_words([response], sees_notes=sees_notes)[response.pk] if response.asks_more else ""


def owed(response: Response) -> str:
    """Your office has to acknowledge by Dec 22, 2026."""
    if response.withdrawn_at:
        return _("This directive was withdrawn. Your office owes nothing.")
    if response.answered_at:
        return _("Your office has answered. It owes nothing more.")
    day = {"day": date_format(response.directive.due_on), "what": response.directive.get_asks_display()}
    late = response.days_overdue(localdate())
    if late:
        words = ngettext(
            "Your office had to %(what)s by %(day)s: %(n)d day ago.",
            "Your office had to %(what)s by %(day)s: %(n)d days ago.",
            late,
        )
        return words % (day | {"n": late})
    return _("Your office has to %(what)s by %(day)s.") % day


SHOWN = 5
"""How many directives an office's own pages show; the list has them all."""


def of_office(office: Office) -> list[dict[str, Any]]:
    """What the office owes to directives, the earliest due date first, then what it answered last. One query."""
    standing = Response.objects.filter(office=office, withdrawn_at=None).select_related("directive")
    rows = sorted(standing, key=lambda row: (not row.is_open, row.directive.due_on if row.is_open else row.pk))
    owing = [row for row in rows if row.is_open]
    answered = [row for row in reversed(rows) if not row.is_open]
    return [in_words(row) for row in (owing + answered)[:SHOWN]]


def owed_besides(directives: list[dict[str, Any]], standing: Standing) -> str:
    """What to say where coverage asks nothing of anybody, but a directive does; '' otherwise."""
    waiting = sum(one["is_open"] for one in directives)
    if standing.acts is not Acts.NOBODY or not waiting:
        return ""
    words = ngettext(
        "No step about coverage is due now; %(n)d directive waits for the office’s answer.",
        "No step about coverage is due now; %(n)d directives wait for the office’s answer.",
        waiting,
    )
    return words % {"n": waiting}


def in_words(response: Response) -> dict[str, Any]:
    """One directive on the page of its office."""
    late = response.days_overdue(localdate())
    day = {"day": date_format(response.directive.due_on, "M j, Y"), "what": response.directive.get_asks_display()}
    if response.answered_at:
        words = _("answered %(day)s by %(who)s") % {
            "day": date_format(localtime(response.answered_at), "M j, Y"),
            "who": response.answered_name,
        }
    elif late:
        words = ngettext("overdue for %(n)d day: %(what)s", "overdue for %(n)d days: %(what)s", late)
        words %= day | {"n": late}
    else:
        words = _("by %(day)s: %(what)s") % day
    what = {"title": response.directive.title, "words": words, "pk": response.pk}
    return what | {"late": late, "is_open": response.is_open}


@page(Permission.DIRECTIVE_VIEW)
def response_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One office's response: who was told, what came of each mail, who looked, who answered."""
    response = found(pk)
    if request.hat.is_of_an_office:
        return redirect("directive-detail", response.directive_id)
    shown = {
        "response": response,
        "directive": response.directive,
        "told": response.told(),
        "said": said_in_words(response, sees_notes=request.hat.role in EOUSA_ROLES),
        "people": told_people(request, response),
        "seen": looks(response) if request.hat.may(Permission.HISTORY_VIEW) else [],
        "is_eousa": request.hat.role is Role.EOUSA,
        "late": response.days_overdue(localdate()),
    }
    return render(request, "specialists/response_detail.html", shown)


def told_people(request: PortalRequest, response: Response) -> list[dict[str, Any]]:
    """Everybody who was written to, with what became of the mail for those who may read the ledger."""
    links = list(response.links.order_by("pk"))
    became = {}
    if request.hat.may(Permission.MESSAGE_VIEW):
        mails = Message.objects.filter(cause=MESSAGE, about=f"response:{response.pk}")
        became = {mail.recipient: mail for mail in mails}
    return [{"link": link, "mail": became.get(link.email)} for link in links]


def looks(response: Response) -> list[AccessEvent]:
    """Who at the office has looked at it signed in, first look first."""
    looked = AccessEvent.objects.filter(
        kind=AccessEvent.Kind.READ, office_id=response.office_id, detail__directive=response.directive_id
    )
    return list(looked.order_by("at")[:1])


@page(Permission.DIRECTIVE_ACKNOWLEDGE)
def response_acknowledge(request: PortalRequest, pk: int) -> HttpResponse:
    """The office has read it; EOUSA may record that it was told so."""
    response = found(pk)
    is_told = request.hat.role is Role.EOUSA
    data = request.POST if request.method == "POST" else None
    form = ToldForm(data) if is_told else Form(data)
    how = How.TOLD if is_told else How.SIGNED_IN
    if taken(form, response.acknowledge, by=request.person, how=how, at=now()):
        forget([response.office])
        messages.success(request, thanks(response))
        return redirect("response-detail" if is_told else "directive-detail", pk if is_told else response.directive_id)
    shown = words_of_acknowledging(response, is_told=is_told) | {"form": form}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


def words_of_acknowledging(response: Response, *, is_told: bool) -> dict[str, Any]:
    title = {"title": response.directive.title, "office": response.office.abbreviation}
    ask = _("Has %(office)s told you that it has read “%(title)s”?") if is_told else _("Acknowledge “%(title)s”?")
    will = [_("It is on record, with the name and the time, that the office has read it.")]
    if response.asks_more:
        will.append(_("The office still has to %(what)s.") % {"what": response.directive.get_asks_display()})
    else:
        will.append(_("Nothing more is owed then."))
    back = reverse("response-detail" if is_told else "directive-detail",
                   args=[response.pk if is_told else response.directive_id])  # fmt: skip
    return {"title": _("Directive"), "sentence": ask % title, "will": will, "submit": _("Acknowledge"), "back": back}


def thanks(response: Response) -> str:
    """What has happened, and what is next."""
    if response.answered_at:
        return _("Acknowledged. Nothing more is owed.")
    return _("Acknowledged. The office still has to %(what)s by %(day)s.") % {
        "what": response.directive.get_asks_display(),
        "day": date_format(response.directive.due_on),
    }


@page(Permission.DIRECTIVE_ANSWER)
def response_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """The office's answer, by its leadership."""
    response = found(pk)
    if not response.is_open or not response.asks_more:
        return redirect("directive-detail", response.directive_id)
    form = REPLY[response.directive.asks](request.POST or None, response=response)
    who = {"by": request.person, "acting": request.hat.role}
    if taken(form, partial(reply, response), on=localdate(), at=now(), **who):
        forget([response.office])
        messages.success(request, _("Answered. Your office owes nothing more to this directive."))
        return redirect("directive-detail", response.directive_id)
    shown = words_of_answering(response) | {"form": form}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


def words_of_answering(response: Response) -> dict[str, Any]:
    return {
        "title": _("Directive"),
        "sentence": _("What is your office’s answer to “%(title)s”?") % {"title": response.directive.title},
        "will": [*WILL[response.directive.asks], *answered_besides(response)],
        "submit": _("Give the answer"),
        "back": reverse("directive-detail", args=[response.directive_id]),
    }


def answered_besides(response: Response) -> list[str]:
    """Which other directives an answer that says something new answers too, by title."""
    others = response.others_open().titles()
    return [ALSO[response.directive.asks] % {"others": others}] if others else []


ALSO: dict[str, Any] = {
    Directive.Asks.COVERAGE: gettext_lazy(
        "An acting or shared specialist, or why the post cannot be filled, also answers %(others)s."
    ),
    Directive.Asks.BUDGET: gettext_lazy(
        "Naming a budget, why there is none, or requesting a position also answers %(others)s."
    ),
}
WILL: dict[str, list[Any]] = {
    Directive.Asks.COVERAGE: [
        gettext_lazy(
            "An acting or shared specialist, or why the post cannot be filled, counts for your office’s coverage."
        ),
        gettext_lazy("It counts for 90 days or until the review date, whichever is earlier."),
    ],
    Directive.Asks.BUDGET: [
        gettext_lazy("Naming a budget, or why there is none, moves your office’s vacancy, or opens one."),
        gettext_lazy("A position requested from EOUSA is EOUSA’s turn: your office is not silent meanwhile."),
    ],
}
"""What an answer does, by what is asked for."""
