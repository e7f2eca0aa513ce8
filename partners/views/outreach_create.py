"""Logging a contact in under two minutes: the form, what was typed before, and what comes after."""

from copy import copy
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext as _

from partners import gap_words as words
from partners.entry_words import facts
from partners.forms.drafts import as_data, with_last
from partners.forms.outreach import OutreachForm, last_choices
from partners.gap_reading import State, gaps_of
from partners.gaps import spots
from partners.habits import Habits, habits_of
from partners.models import Draft, NextStep, Outreach, Share, note
from portal import gazetteer
from portal.access import Permission
from portal.calendar import local_day
from portal.carried import carried
from portal.hats import PortalRequest
from portal.models import KeptText, Office, Person
from portal.pages import page, taken

SAME = ("held_on", "did", "duty", "line", "narrative")
"""What makes two entries the same words."""


def own_office(request: PortalRequest) -> Office:
    """The office for which the person acts."""
    return gazetteer.offices()[request.hat.court_id]


def is_other_hat(request: PortalRequest) -> bool:
    """Whether the form was opened in another role, or by somebody else at this computer."""
    return request.POST.get("hat", "") not in {"", str(request.hat.membership_id)}


def other_hat(request: PortalRequest) -> HttpResponse:
    """Nothing is logged for an office for which it was not typed."""
    sentence = _("You typed this in another role, or somebody else did. Sign in as that person, or change the role.")
    return carried(request, sentence, status=409, route="account")


@page(Permission.OUTREACH_LOG)
def outreach_create(request: PortalRequest) -> HttpResponse:
    """Five fields. Opens with today and the last used choices, or with the draft that was not saved."""
    if request.method == "POST" and is_other_hat(request):
        return other_hat(request)
    office = own_office(request)
    habits = habits_of(request.person, office)
    form, draft = posted(request, office, habits) if request.method == "POST" else opened(request, office, habits)
    if form.is_bound and not form.is_resumed and logged(request, form, office):
        return redirect("outreach-saved", form.data["key"])
    status = 422 if form.errors else 200
    facts = {"form": form, "habits": habits, "draft": draft, "seen": seen(draft), "zone": office.zone}
    return render(request, "partners/outreach_create.html", facts, status=status)


def seen(draft: Draft | None) -> str:
    """Up to which instant the page knows the draft."""
    return draft.saved_at.isoformat() if draft else ""


def posted(request: PortalRequest, office: Office, habits: Habits) -> tuple[OutreachForm, None]:
    """The form as it was sent; with the choices of the last entry put in where that was pressed."""
    is_same = "same" in request.POST
    data = with_last(request.POST, habits.last) if is_same else request.POST
    return form_for(request, office, habits, data, is_resumed=is_same), None


def opened(request: PortalRequest, office: Office, habits: Habits) -> tuple[OutreachForm, Draft | None]:
    """The draft that the address names, else the newest, else an empty form."""
    draft = draft_for(request)
    data = as_data(draft.fields, key=draft.key, hat=request.hat.membership_id) if draft else None
    return form_for(request, office, habits, data, is_resumed=draft is not None), draft


def draft_for(request: PortalRequest) -> Draft | None:
    asked = request.GET.get("draft", "")
    drafts = Draft.objects.of_new_entries(request.person)
    if asked.isdecimal() and len(asked) < 19:
        drafts = drafts.filter(pk=asked)
    elif key := uuid_of(asked):
        drafts = drafts.filter(key=key)
    return None if {"new", "like"} & set(request.GET) else drafts.first()


def uuid_of(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def like_another(request: PortalRequest, office: Office) -> dict[str, Any]:
    """What a new entry takes over from the one that the address names (`?like=`); nothing of what was said there."""
    key = uuid_of(request.GET.get("like", ""))
    if key is None:
        return {}
    entry = Outreach.objects.standing().with_organizations().filter(office=office, key=key).first()
    if entry is None:
        return {}
    same = ("did", "duty", "minutes", "topics", "populations", "audience")
    return {name: getattr(entry, name) for name in same} | {"organizations": [one.pk for one in entry.organizations]}


def form_for(
    request: PortalRequest, office: Office, habits: Habits, data: QueryDict | None, *, is_resumed: bool
) -> OutreachForm:
    today = local_day(now(), office.zone)
    initial = last_choices(habits.last, today=today) | like_another(request, office)
    initial |= {"key": uuid4(), "hat": request.hat.membership_id}
    lately: dict[str, Any] = {"met": habits.met, "professions": habits.professions}
    return OutreachForm(data, office=office, today=today, is_resumed=is_resumed, initial=initial, **lately)


def logged(request: PortalRequest, form: OutreachForm, office: Office) -> bool:
    """Whether the entry stands, now or already: somebody may have pressed twice."""
    if form.is_valid() and stands_otherwise(form, office):
        begin_another(form)
        return False
    if form.is_valid() and (twin := twin_of(form, office, request.person)):
        ask_again(form, twin)
        return False

    def write(**facts: Any) -> None:
        note(**facts)
        for row in (*facts["steps"], *(one for one in facts["entered"] if isinstance(one, dict))):
            KeptText.objects.keep("OutreachForm", row)

    facts = {"office": office, "by": request.person, "on": form.today, "at": now()}
    return taken(form, write, **facts) or stands(form, office)


def stands(form: OutreachForm, office: Office) -> bool:
    key = form.cleaned_data.get("key")
    return bool(key) and Outreach.objects.standing().filter(office=office, key=key).exists()


def stands_otherwise(form: OutreachForm, office: Office) -> bool:
    """Whether the entry was saved with other words: the draft was open in two windows."""
    said = {name: form.cleaned_data[name] for name in SAME}
    found = Outreach.objects.standing().filter(office=office, key=form.cleaned_data["key"])
    return found.exists() and not found.filter(**said).exists()


def begin_another(form: OutreachForm) -> None:
    """What is typed here becomes an entry of its own, when it is saved once more."""
    sentence = _("This draft was saved already, in another window and with other words. Press “Save” once more to log "
                 "what stands here as an entry of its own, or change the other one.")  # fmt: skip
    other = reverse("outreach-detail", args=[form.cleaned_data["key"]])
    link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', other, _("Look at the other one"))
    form.add_error(None, format_html("{} {}", sentence, link))
    data: Any = copy(form.data)
    data["key"] = str(uuid4())
    form.data = data


def twin_of(form: OutreachForm, office: Office, person: Person) -> Outreach | None:
    """What the person has saved already in the very same words, and has not been asked about: a page came back."""
    said = {name: form.cleaned_data[name] for name in (*SAME, "minutes", "trained", "educated", "audience")}
    rows = Outreach.objects.standing().with_organizations().filter(office=office, recorded_by=person, **said)
    found = [one for one in rows.exclude(key=form.cleaned_data["key"]).order_by("pk") if is_with(one, form)]
    is_told = form.data.get("again") in {str(one.key) for one in found}
    return None if is_told or not found else found[0]


def is_with(entry: Outreach, form: OutreachForm) -> bool:
    """Whether it is of the organizations that the form names; one that is new there is none of them."""
    entered: list[Any] = form.cleaned_data["entered"]
    named = {getattr(one, "pk", None) for one in (*form.cleaned_data["organizations"], *entered)}
    return {one.pk for one in entry.organizations} == named


def ask_again(form: OutreachForm, twin: Outreach) -> None:
    """Saved once more, it becomes another entry."""
    sentence = _("You have saved this already. Press “Save” once more to log it as another entry.")
    link = reverse("outreach-detail", args=[twin.key])
    form.add_error(None, format_html('{} <a href="{}">{}</a>', sentence, link, _("Look at the saved one")))
    data: Any = copy(form.data)
    data["again"] = str(twin.key)
    form.data = data


@page(Permission.OUTREACH_LOG)
def outreach_saved(request: PortalRequest, entry: UUID) -> HttpResponse:
    """What happened, what comes next, and how to take it back."""
    found = get_object_or_404(Outreach.objects.standing().with_organizations(), key=entry)
    steps = NextStep.objects.open().filter(outreach=found).order_by("due_on").select_related("organization")
    shares = Share.objects.open().filter(outreach=found).select_related("organization")
    shown = {"entry": found, "steps": steps, "shares": shares, "facts": facts(found), "gaps": gaps_in(request, found)}
    return render(request, "partners/outreach_saved.html", shown)


def gaps_in(request: PortalRequest, entry: Outreach) -> list[dict[str, str]]:
    """The gaps that the entry has seen, each with what becomes of it."""
    if not entry.needs or not request.hat.may(Permission.GAP_VIEW):
        return []
    office, seen = own_office(request), spots(entry.needs, entry.populations, entry.counties)
    return [
        {
            "title": words.title(gap.spot, office),
            "becomes": words.becomes(gap),
            "url": reverse("gap-detail", args=[gap.spot.key]),
        }
        for gap in gaps_of(office)
        if gap.spot in seen and gap.state != State.MET
    ]
