"""Two entries of one organization: said to be doubles, and taken apart again. Both show first what will happen."""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from partners.directory import near_names, suggested
from partners.models import Double, NamedContact, NextStep, Party, family
from partners.views.directory import office_of
from partners.views.directory_acts import act, sent
from portal.access import Permission
from portal.errors import Refused
from portal.hats import PortalRequest
from portal.models import Organization
from portal.pages import page, taken


@page(Permission.ORGANIZATION_MERGE)
def organization_merge(request: PortalRequest, pk: int) -> HttpResponse:
    """First of which entry it is a double, then what will happen, then it happens."""
    double = Double(get_object_or_404(Organization.objects.in_use(), pk=pk), office_of(request))
    into = target_of(request)
    if into is None:
        return choosing(request, double)
    refusal = double.refusal(into)
    form = Form(sent(request))
    if not refusal and taken(form, partial(double.merge, into=into), by=request.person, on=localdate()):
        names = {"one": double.organization.name, "other": into.name}
        told = _("“%(one)s” is read as “%(other)s” from now on. If that is wrong, take the two apart below.")
        messages.success(request, told % names)
        return redirect("organization-detail", into.pk)
    shown = {
        "organization": double.organization,
        "into": into,
        "refusal": refusal,
        "form": form,
        "will": will_merge(request, double, into),
    }
    return render(request, "partners/organization_merge.html", shown, status=422 if form.errors or refusal else 200)


def target_of(request: PortalRequest) -> Organization | None:
    """The other entry, as the address names it."""
    asked = request.GET.get("into", "")
    return get_object_or_404(Organization, pk=asked) if asked.isascii() and asked.isdecimal() else None


def choosing(request: PortalRequest, double: Double) -> HttpResponse:
    """Names that resemble it, and a search for others."""
    if refusal := double.refused_to_me():
        raise Refused(refusal)
    typed, office_id, own = request.GET.get("q", "")[:200], request.hat.office_id, double.organization.pk
    offered = suggested(typed, office_id=office_id) if typed else near_names(
        double.organization.name, office_id=office_id, without=[own]
    )  # fmt: skip
    shown = {
        "organization": double.organization,
        "offered": [one for one in offered if one.pk != own],
        "typed": typed,
    }
    return render(request, "partners/organization_merge_choose.html", shown)


def will_merge(request: PortalRequest, double: Double, into: Organization) -> list[str]:
    """What happens, before it does."""
    names = {"one": double.organization.name, "other": into.name}
    lines = [
        _("“%(one)s” reads as “%(other)s” everywhere: in lists, in the log and in next steps, in every office.")
        % names,
        _("The entry of “%(other)s” counts. That of “%(one)s” stays readable under what was said before.") % names,
        _("Nothing is rewritten and nothing is lost: what names “%(one)s” is found under “%(other)s”.") % names,
        _("What offices share with “%(one)s” is read by the people of “%(other)s” within minutes.") % names,
    ]
    if request.hat.may(Permission.PARTNERSHIP_VIEW):
        ours = counted_ours(double.organization)
        lines += (
            [_("Of your office these go along: %(what)s.") % {"what": get_text_list(ours, _("and"))}] if ours else []
        )
    if doubles := family(double.organization).count() - 1:
        said = ngettext(
            "%(count)d double of its own goes with it.", "%(count)d doubles of its own go with it.", doubles
        )
        lines.append(said % {"count": doubles})
    return [*lines, _("It can be taken apart again.")]


def counted_ours(organization: Organization) -> list[str]:
    """How much of this office names it: 5 entries of the log, 1 next step."""
    counted = [
        (
            Party.objects.filter(organization=organization, outreach__superseded_at=None).count(),
            ngettext_lazy("%(count)d entry of the log", "%(count)d entries of the log", "count"),
        ),
        (
            NextStep.objects.filter(organization=organization).count(),
            ngettext_lazy("%(count)d next step", "%(count)d next steps", "count"),
        ),
        (
            NamedContact.objects.standing().filter(partnership__organization=organization).count(),
            ngettext_lazy("%(count)d person there", "%(count)d people there", "count"),
        ),
    ]
    return [words % {"count": count} for count, words in counted if count]


@page(Permission.ORGANIZATION_MERGE)
def organization_unmerge(request: PortalRequest, pk: int) -> HttpResponse:
    """Let a double be an entry of its own again."""
    organization = get_object_or_404(Organization.objects.select_related("merged_into"), pk=pk)
    double = Double(organization, office_of(request))
    target = organization.merged_into
    if refusal := double.refused_to_me():
        raise Refused(refusal)
    if target is None:
        return redirect("organization-detail", pk)
    names = {"one": organization.name, "other": target.name}

    words = {
        "title": _("Take the two apart"),
        "sentence": _("Are “%(one)s” and “%(other)s” two organizations after all?") % names,
        "will": [
            _("“%(one)s” is an entry of its own again, with everything that names it.") % names,
            _("What was logged, edited or agreed since the merge names “%(other)s” and stays there.") % names,
            _("What offices share with “%(one)s” is read by its own people within minutes.") % names,
        ],
        "submit": _("Take them apart"),
        "done": _("“%(one)s” and “%(other)s” are two entries again.") % names,
    }
    return act(request, organization, Form(sent(request)), double.take_apart, words)
