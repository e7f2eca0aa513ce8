"""Directives as EOUSA writes, issues and follows them, and as an office reads them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import gazetteer
from portal.access import EOUSA_ROLES, Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import AccessEvent, Office
from portal.pages import page, taken
from specialists import progress
from specialists.banners import forget
from specialists.coverage import Group
from specialists.directive_templates import READY, Audience, audience_of
from specialists.forms.directives import AudienceForm, DirectiveForm, IssueForm, WithdrawalForm
from specialists.models import Asking, Directive, Response
from specialists.models.answer_link import Addressee
from specialists.models.directive import Sent, preview, unwritten
from specialists.nation import coverage_on
from specialists.views.directive_lists import all_listing, own_listing, progress_listing
from specialists.views.responses import next_act


@page(Permission.DIRECTIVE_VIEW)
def directive_list(request: PortalRequest) -> HttpResponse:
    """Every directive with its counts; to an office its own."""
    is_own = request.hat.is_of_an_office
    listing = own_listing(request) if is_own else all_listing(request)
    if listing.wants_export:
        return listing.export("directives")
    may_write = request.hat.may(Permission.DIRECTIVE_WRITE)
    shown = {"listing": listing, "is_own": is_own, "ready": READY if may_write else {}, "may_write": may_write}
    return render(request, "specialists/directive_list.html", shown | {"sentence": owed(request, listing.shown)})


def owed(request: PortalRequest, rows: Sequence[Any]) -> str:
    """What the list comes to, said to this reader."""
    if request.hat.is_of_an_office:
        count = sum(row.is_open for row in rows)
        words = ngettext(
            "Your office owes an answer to %(n)d directive.", "Your office owes answers to %(n)d directives.", count
        )
        return words % {"n": count} if count else _("Your office owes no answer to a directive.")
    late = sum(bool(row.overdue) and row.is_open for row in rows)
    words = ngettext("%(n)d directive waits for overdue answers.", "%(n)d directives wait for overdue answers.", late)
    return words % {"n": late} if late else _("No answer to a directive is overdue.")


@page(Permission.DIRECTIVE_WRITE)
def directive_create(request: PortalRequest) -> HttpResponse:
    """Write a draft, from nothing or from a template that lies ready."""
    ready = READY.get(request.GET.get("template", ""))
    initial = ready.facts(localdate()) if ready else {}
    form = DirectiveForm(request.POST or None, is_new=True, initial=initial)
    made: list[Directive] = []
    if taken(form, lambda **facts: made.append(Directive.objects.write(**facts)), by=request.person, at=now()):
        messages.success(request, _("The draft is kept. Nobody outside EOUSA sees it. Next: preview and issue it."))
        return redirect("directive-detail", made[0].pk)
    return written(request, form, reverse("directive-list"))


@page(Permission.DIRECTIVE_WRITE)
def directive_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Change the words of a draft."""
    directive = get_object_or_404(Directive, pk=pk)
    if not directive.is_draft:
        return no_draft(request, directive)
    names = [*DirectiveForm.base_fields, "version"]
    initial = {name: getattr(directive, name) for name in names if name != "template"}
    form = DirectiveForm(request.POST or None, is_new=False, initial=initial)
    if taken(form, directive.edit, by=request.person, at=now()):
        messages.success(request, _("The draft is changed."))
        return redirect("directive-detail", pk)
    return written(request, form, reverse("directive-detail", args=[pk]))


def no_draft(request: PortalRequest, directive: Directive) -> HttpResponse:
    """Who comes back to a draft that is none any more is told what has become of it, with the way there."""
    facts = {"title": directive.title, "day": date_format(localdate(directive.withdrawn_at or directive.issued_at))}
    words = _("“%(title)s” was issued on %(day)s. Its words no longer change: withdraw it and write another.")
    if directive.withdrawn_at:
        words = _("“%(title)s” was withdrawn on %(day)s.")
    there = reverse("directive-detail", args=[directive.pk])
    return render(request, "400.html", {"exception": words % facts, "there": there, "is_refusal": True}, status=400)


def written(request: PortalRequest, form: DirectiveForm, back: str) -> HttpResponse:
    shown = {
        "title": _("Directive"),
        "sentence": _("What do you direct the offices to do?"),
        "form": form,
        "back": back,
        "submit": _("Keep the draft"),
        "will": [_("It stays a draft until you have looked at who gets it, and issued it.")],
    }
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


@page(Permission.DIRECTIVE_VIEW)
def directive_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """The live page for EOUSA and OARM; for an office the text, what it owes and how to answer."""
    if request.hat.is_of_an_office:
        return directive_office(request, pk)
    directive = get_object_or_404(Directive.objects.select_related("written_by", "issued_by", "withdrawn_by"), pk=pk)
    sees_views = request.hat.role in EOUSA_ROLES
    rows = progress.progress_of(directive, on=localdate(), sees_views=sees_views) if directive.issued_at else []
    listing = progress_listing(request, directive, rows, sees_views=sees_views)
    if listing.wants_export:
        return listing.export(f"directive-{pk}-{localdate().isoformat()}")
    may_write = request.hat.may(Permission.DIRECTIVE_WRITE)
    shown = {
        "directive": directive,
        "listing": listing,
        "sentence": progress.sentence(rows, directive) if directive.issued_at else directive.title,
        "more": progress.rest(rows, sees_views=sees_views) if directive.issued_at else standing_of(directive),
        "problems": listing.filters.errors,
        "sees_views": sees_views,
        "may_write": may_write,
        "unwritten": unwritten(waiting(rows)) if may_write and directive.is_open else 0,
    }
    return render(request, "specialists/directive_detail.html", shown)


def standing_of(directive: Directive) -> str:
    return _("This is a draft. Nobody outside EOUSA sees it.") if directive.is_draft else _("This draft was discarded.")


def waiting(rows: Sequence[progress.Progress]) -> list[Response]:
    """The responses that are still owed."""
    return [row.response for row in rows if row.response.is_open]


def directive_office(request: PortalRequest, pk: int) -> HttpResponse:
    """The reading of it is kept: that is what “seen” means."""
    responses = Response.objects.select_related("directive", "office")
    response = get_object_or_404(responses, directive=pk, office=request.hat.office_id)
    request.notes.append((AccessEvent.Kind.READ, {"directive": pk}))
    shown = {"directive": response.directive, "response": response} | next_act(request, response)
    return render(request, "specialists/directive_office.html", shown)


@page(Permission.DIRECTIVE_WRITE)
def directive_issue(request: PortalRequest, pk: int) -> HttpResponse:
    """Who would get it, and where nobody can be reached; then issue it to exactly these offices."""
    directive = get_object_or_404(Directive, pk=pk)
    if not directive.is_draft:
        return no_draft(request, directive)
    asked = AudienceForm(request.GET if "audience" in request.GET else {"audience": audience_of(directive.template)})
    offices = asked.offices(meant_by(asked.asked)) if asked.is_valid() else []
    initial = {"offices": [office.pk for office in offices], "version": directive.version}
    form = IssueForm(request.POST if request.method == "POST" else None, initial=initial)
    sent: list[Sent] = []
    if taken(form, lambda **facts: sent.append(directive.issue(**facts)), by=request.person, at=now()):
        forget(form.cleaned_data["offices"])
        messages.success(request, said(sent[0], len(form.cleaned_data["offices"])))
        return redirect("directive-detail", pk)
    shown = {"directive": directive, "asked": asked, "form": form} | previewed(offices)
    shown |= unasked(directive, offices)
    return render(request, "specialists/directive_issue.html", shown, status=422 if form.errors else 200)


def meant_by(audience: Audience) -> list[Office]:
    """The offices of an audience, by today's coverage."""
    offices = list(gazetteer.offices().values())
    if audience is Audience.ALL:
        return offices
    if audience is Audience.CHOSEN:
        return []
    nation = coverage_on(localdate(), now(), [office.pk for office in offices])
    groups = {Group.SILENT} if audience is Audience.SILENT else {*Group} - {Group.COVERED}
    return [office for office in offices if nation.standings[office.pk].group in groups]


def previewed(offices: Sequence[Office]) -> dict[str, Any]:
    """Who gets it: offices with their recipients, those with nobody apart, and how many mails that is."""
    told: list[tuple[Office, list[Addressee]]] = preview(offices)
    written = sum(map(reached, told))
    return {
        "told": [one for one in told if reached(one)],
        "nobody_at": [one for one in told if not reached(one)],
        "mails": written,
        "left_out": sum(len(people) for _office, people in told) - written,
        "offices": offices,
    }


def reached(told: tuple[Office, list[Addressee]]) -> int:
    """How many of an office's people get the mail."""
    return sum(not one.refused for one in told[1])


def unasked(directive: Directive, offices: Sequence[Office]) -> dict[str, list[Office]]:
    """Those that nobody has asked yet and that this asks, and those of which it starts the reminders."""
    if directive.asks != Directive.Asks.COVERAGE:
        return {}
    asked = dict(Asking.objects.standing().filter(office__in=offices).values_list("office_id", "ladder_on"))
    return {
        "unasked": [office for office in offices if office.pk not in asked],
        "unreminded": [office for office in offices if asked.get(office.pk) is None],
    }


def said(sent: Sent, offices: int) -> str:
    """What issuing has done."""
    words = ngettext("It is issued to %(n)d office.", "It is issued to %(n)d offices.", offices) % {"n": offices}
    return f"{words} {mails(sent)}"


def mails(sent: Sent) -> str:
    """How many mails leave, and whom nobody can tell."""
    words = ngettext("%(n)d mail leaves within minutes.", "%(n)d mails leave within minutes.", sent.mails)
    words %= {"n": sent.mails}
    if sent.nobody_at:
        named = ", ".join(office.abbreviation for office in sent.nobody_at)
        words += " " + _("At %(offices)s nobody can be reached: EOUSA has to find somebody.") % {"offices": named}
    return words


@page(Permission.DIRECTIVE_WRITE)
def directive_send(request: PortalRequest, pk: int) -> HttpResponse:
    """Write to those at the offices still owing who were not written to: contacts that came later."""
    directive = get_object_or_404(Directive, pk=pk)
    if not directive.is_open:
        raise Refused(_("Only a directive that is issued and stands is sent."))
    if request.method == "POST":
        messages.success(request, mails(directive.send(at=now())))
        return redirect("directive-detail", pk)
    shown = {
        "title": _("Directive"),
        "sentence": _("Write to those who were not written to?"),
        "will": [_("Everybody at the offices that still owe an answer who has had no mail gets one. Nobody gets two.")],
        "submit": _("Write to them"),
        "back": reverse("directive-detail", args=[pk]),
    }
    return render(request, "specialists/act.html", shown)


@page(Permission.DIRECTIVE_WRITE)
def directive_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take it back, or discard a draft."""
    directive = get_object_or_404(Directive, pk=pk)
    if directive.withdrawn_at:
        raise Http404
    is_draft = directive.is_draft
    form = WithdrawalForm(request.POST if request.method == "POST" else None, is_draft=is_draft)
    addressed = [response.office for response in directive.responses.select_related("office")]
    if taken(form, directive.withdraw, by=request.person, at=now()):
        forget(addressed)
        messages.success(request, _("The draft is discarded.") if is_draft else _("The directive is withdrawn."))
        return redirect("directive-list")
    shown = words_of_withdrawal(directive) | {"form": form, "back": reverse("directive-detail", args=[pk])}
    return render(request, "specialists/act.html", shown, status=422 if form.errors else 200)


def words_of_withdrawal(directive: Directive) -> dict[str, Any]:
    title = {"title": directive.title}
    if directive.is_draft:
        return {
            "title": _("Directive"),
            "sentence": _("Discard the draft “%(title)s”?") % title,
            "will": [_("It stays readable for EOUSA and is never issued.")],
            "submit": _("Discard"),
            "danger": True,
        }
    return {
        "title": _("Directive"),
        "sentence": _("Withdraw “%(title)s”?") % title,
        "will": [
            _("No office owes an answer any more. What was answered stays on record."),
            _("Everybody who had a mail about it gets one more, with the reason. Its links stop working."),
        ],
        "submit": _("Withdraw it"),
        "danger": True,
    }
