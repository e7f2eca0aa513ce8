"""Which programs fit: for everybody, and for an organization by its entry in the directory."""

from collections.abc import Sequence
from dataclasses import fields, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.applicants import applicant_of
from grants.fit import GUIDANCE, WHETHER, Applicant, Fit, Form, closed, fits
from grants.fit_facts import SETTLED
from grants.fit_words import Line, above_all, groups, label, sentence
from grants.forms.fit import AboutForm, FitForm
from grants.models import Opportunity, programs
from grants.notice_words import warning
from grants.open_now import of_fit, open_now
from partners.kinds import Kind
from partners.models import OwnWord, Profile
from partners.taxonomy import Need
from portal import gazetteer
from portal.access import Permission
from portal.country import STATES
from portal.hats import PortalRequest
from portal.models import Organization
from portal.pages import page

FIRST = ("violence", "need", "kind")
CHANGED = ("violence", "need", "kind", "form")
SIGNED_IN_AT_ONCE = 4
ABOUT = ("violence", "need")
ASKED = ("county", *ABOUT)


@page(Permission.PUBLIC_VIEW)
def fit_page(request: PortalRequest) -> HttpResponse:
    """What violence, what for, who you are, then only what still matters; the answer stands above the next question."""
    form = FitForm(request.GET or None)
    status = HTTPStatus.BAD_REQUEST if form.is_bound and not form.is_valid() else HTTPStatus.OK
    clash = form.clash
    if clash or not form.said.get("kind"):
        return render(request, "grants/fit.html", first_step(form, clash), status=status)
    found = found_for(form, form.applicant)
    listed = open_now(now()) if form.day == localdate() else []
    shown = answered(form, found, form.steps(found, form.applicant), form.said.get("state", ""), listed)
    return render(request, "grants/fit.html", shown | beside(form, found, listed), status=status)


def first_step(form: FitForm, clash: tuple[str, str] | None) -> dict[str, Any]:
    """Three questions and no more; or those two answers that cannot both be so."""
    names = clash or FIRST
    said = {"one": form[names[0]].label, "other": form[names[1]].label}
    wrong = _("Your answers to “%(one)s” and “%(other)s” cannot both be so. Change one of them.") % said
    key = form.said.get("program")
    return {
        "sentence": _("Is there federal money for what you need?"),
        "more": _(
            "Three questions, then you see which programs fit you and why. Only the last has to be answered. "
            "Nothing is kept."
        ),
        "asked_of": programs(form.day).get(key) if key else None,
        "form": form,
        "clash": wrong if clash else "",
        "steps": [form[name] for name in names],
        "kept": form.kept(*names),
    }


def found_for(form: FitForm, applicant: Applicant) -> list[Fit]:
    """The verdicts on the one program that is asked for, or on all about this violence and this need."""
    said, known = form.said, programs(form.day)
    if key := said.get("program"):
        return fits(applicant, [known[key]], form.day)
    return fits(applicant, known.values(), form.day, violence=said.get("violence", ()), need=said.get("need", ""))


def answered(
    form: AboutForm, found: list[Fit], steps: Sequence[Any], state: str, listed: Sequence[Opportunity]
) -> dict[str, Any]:
    """What every page of this kind shows: the answer, its programs, and the next step."""
    return {
        "sentence": sentence(found),
        "more": GUIDANCE,
        "groups": groups(found, state, listed),
        "old": warning((notice for one in found for notice in of_fit(one, listed)), now()),
        "state": state,
        "state_name": _(STATES[state]) if state else "",
        "form": form,
        "steps": steps,
        "kept": form.kept(*(field.name for field in steps)),
    }


def beside(form: FitForm, found: list[Fit], listed: Sequence[Opportunity]) -> dict[str, Any]:
    """What only the page for everybody shows: what was taken for granted, what can be changed, whom to ask."""
    shown: dict[str, Any] = {
        "ask_url": ask_url(form),
        "taken_for": taken_for(form),
        "state_field": "" if form.said.get("state") else form["state"],
        "state_kept": form.kept("state"),
        "change": [form[name] for name in CHANGED],
        "change_kept": form.kept(*CHANGED),
        "day": None if form.day == localdate() else form.day,
    }
    return shown | for_need(form, found, listed) | (of_one(form, found[0]) if form.said.get("program") else {})


def for_need(form: AboutForm, found: list[Fit], listed: Sequence[Opportunity]) -> dict[str, Any]:
    """What is there above all for the need that was said."""
    need = form.said.get("need")
    if not need or need == Need.OTHER:
        return {"above_all": []}
    lines = above_all(found, need, listed)
    return {"need": Need(need).label, "above_all": lines} | headline(lines, Need(need))


def headline(lines: Sequence[Line], need: Need) -> dict[str, str]:
    """What stands first for a need: how many programs are there for just that. The verdicts on all stand below."""
    said = ngettext(
        "%(count)d program is there above all for: %(need)s.",
        "%(count)d programs are there above all for: %(need)s.",
        len(lines),
    ) % {"count": len(lines), "need": need.label}
    return {"sentence": said} if lines else {}


def of_one(form: FitForm, one: Fit) -> dict[str, str]:
    """Of a single program: its verdict, and where all of them are."""
    said = f"{one.program.title}: {label(one)}."
    return {"sentence": said, "all_url": f"?{urlencode(form.kept('program'))}"}


def taken_for(form: FitForm) -> str:
    """What nobody has said and such a kind mostly is; empty where it follows from the kind, or was said."""
    known = "form" in form.said or "form" in SETTLED.get(form.kind_key, {})
    return "" if known or not form.applicant.form else str(Form(form.applicant.form).label)


def ask_url(form: FitForm) -> str:
    """The form for a question, with what was said here. A kind that no entry has goes along as its legal form."""
    asked: dict[str, Any] = {name: form.said[name] for name in ASKED if name in form.said}
    kind, facts = form.said["kind"], form.codes
    if kind not in Kind.values:
        kind, facts = str(Kind.OTHER), facts | {"form": str(form.applicant.form)}
    return f"{reverse('ask')}?{urlencode(asked | {'kind': kind} | facts, doseq=True)}"


# --- by the entry in the directory ----------------------------------------------------------------------------------
@page(Permission.ORGANIZATION_VIEW)
def organization_fit(request: PortalRequest, pk: int) -> HttpResponse:
    """For an office: what fits one of the organizations that it reads in the directory."""
    organization = get_object_or_404(Organization.objects.in_use(), pk=pk)
    entry = Profile.objects.standing().filter(organization=organization).order_by("is_confidential", "pk").first()
    office = gazetteer.offices().get(request.hat.court_id)
    shown = by_entry(request, organization, entry, office.state if office else "")
    return render(request, "grants/organization_fit.html", shown)


@page(Permission.OWN_ENTRY_VIEW)
def own_fit(request: PortalRequest) -> HttpResponse:
    """For an organization: what fits it by its own entry."""
    organization = get_object_or_404(Organization, pk=request.hat.organization_id)
    shown = by_entry(request, organization, OwnWord(organization).entry(), "")
    return render(request, "grants/own_fit.html", shown)


def by_entry(request: PortalRequest, organization: Organization, entry: Profile | None, state: str) -> dict[str, Any]:
    """What the entry says goes before the address; what it does not say is asked."""
    form = AboutForm(request.GET or None)
    known, day = applicant_of(entry), localdate()
    applicant = filled(known, form.facts)
    about, listed = {name: form.said[name] for name in ABOUT if name in form.said}, open_now(now())
    found = fits(applicant, programs(day).values(), day, **about)
    steps = form.steps(found, applicant, SIGNED_IN_AT_ONCE)
    state = (entry.state if entry else "") or state
    shown = answered(form, found, steps, state if state in STATES else "", listed) | for_need(form, found, listed)
    return shown | {
        "about": [form[name] for name in ABOUT],
        "about_kept": form.kept(*ABOUT),
        "asked": urlencode(about, doseq=True),
        "is_chosen": bool(about),
        "organization": organization,
        "entry": entry,
        "unsaid": unsaid(known, found),
    }


def filled(known: Applicant, said: dict[str, Any]) -> Applicant:
    """With what was said of facts that are not known."""
    open_facts = {name: value for name, value in said.items() if getattr(known, name) is None}
    return closed(replace(known, **open_facts))


def unsaid(known: Applicant, found: Sequence[Fit]) -> list[str]:
    """What the entry does not say, and a rule asks."""
    waiting = {name for one in found for name in one.missing}
    return [str(WHETHER[each.name]) for each in fields(known) if each.name in waiting]
