"""Next steps: all of the office, one of them, and a new one."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.steps import MINE, QUEUE, PromiseForm, StepFilters, keepers, partners_of
from partners.models import NextStep, Outreach
from partners.promises import due_words, week_end
from partners.views.step_acts import data_of, own_office, step_or_404, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import Organization
from portal.pages import page, taken

State, Side = NextStep.State, NextStep.Side


# --- all of them -----------------------------------------------------------------------------------------------------
COLUMNS = [
    Column("text", gettext_lazy("Next step"), lambda step: step.text, sort="text"),
    Column("due_on", gettext_lazy("Due"), lambda step: step.due_on, sort="due_on"),
    Column("owner", gettext_lazy("Seen to by"), lambda step: step.owner_name or _("the queue"), sort="owner_name"),
    Column("organization", gettext_lazy("Organization"), lambda step: step.partner),
    Column("side", gettext_lazy("Whose"), lambda step: step.get_side_display(), sort="side", low=True),
    Column("state", gettext_lazy("State"), lambda step: step.get_state_display(), sort="state"),
    Column("shared", gettext_lazy("Shared"), lambda step: _("yes") if step.is_shared else _("no"), low=True),
    Column("closed_on", gettext_lazy("Closed on"), lambda step: step.closed_on, export_only=True),
    Column("reason", gettext_lazy("Why dropped"), lambda step: step.reason, export_only=True),
]


@page(Permission.NEXT_STEP_VIEW)
def step_list(request: PortalRequest) -> HttpResponse:
    """How many are open and late, then each; also as CSV."""
    office = own_office(request)
    day, rows = today_at(office), NextStep.objects.filter(office=office)
    form = StepFilters(request.GET, people=keepers(office), partners=named_in(rows))
    is_good = form.is_valid()
    listing = Listing(
        request,
        narrowed(rows, form.cleaned_data, request.hat.person_id, day).select_related("organization__merged_into"),
        COLUMNS,
        "due_on",
        form,
        row_url=lambda step: reverse("step-detail", args=[step.pk]),
        empty=_("No next step matches these filters. Take one away, or promise something in an entry of the log."),
        stamps={"on": day.isoformat()},
    )
    if listing.wants_export and is_good:
        return listing.export(f"next-steps-{office.court_id}-{day.isoformat()}")
    shown = {"listing": listing, "problems": form.errors, "sentence": answer(rows, day)}
    shown["may_edit"] = request.hat.may(Permission.NEXT_STEP_EDIT)
    return render(request, "partners/step_list.html", shown, status=200 if is_good else 400)


def named_in(rows: QuerySet[NextStep]) -> QuerySet[Organization]:
    """The organizations with which something was agreed, each by the entry that counts."""
    named = rows.order_by().values(entry=Coalesce("organization__merged_into", "organization"))
    return Organization.objects.filter(pk__in=named)


def narrowed(rows: QuerySet[NextStep], asked: dict[str, Any], me: int | None, day: date) -> QuerySet[NextStep]:
    """The rows that pass every filter that is set and can be meant; without a state the open ones."""
    state, side, shared = asked.get("state") or State.OPEN, asked.get("side"), asked.get("shared")
    rows = rows if state == "all" else rows.filter(state=state)
    rows = rows.filter(side=side) if side else rows
    rows = rows.filter(is_shared=shared == "yes") if shared else rows
    if organization := asked.get("organization"):
        rows = rows.filter(Q(organization=organization) | Q(organization__merged_into=organization))
    return owned_by(due_when(rows, asked.get("due"), day), asked.get("owner"), me)


def due_when(rows: QuerySet[NextStep], due: str | None, day: date) -> QuerySet[NextStep]:
    spans = {
        "overdue": {"due_on__lt": day},
        "week": {"due_on__gte": day, "due_on__lte": week_end(day)},
        "later": {"due_on__gt": week_end(day)},
    }
    return rows.filter(**spans.get(due or "", {}))


def owned_by(rows: QuerySet[NextStep], owner: str | None, me: int | None) -> QuerySet[NextStep]:
    if not owner:
        return rows
    return rows.filter(owner={MINE: me, QUEUE: None}.get(owner, owner))


def answer(rows: QuerySet[NextStep], day: date) -> str:
    """4 next steps of your office are open, 1 is overdue."""
    late = Count("pk", filter=Q(due_on__lt=day))
    counts = rows.filter(state=State.OPEN).aggregate(open=Count("pk"), late=late)
    if not counts["open"]:
        return _("Your office has no open next step.")
    said = ngettext(
        "%(open)d next step of your office is open", "%(open)d next steps of your office are open", counts["open"]
    )
    tail = ngettext(", %(late)d is overdue.", ", %(late)d are overdue.", counts["late"]) if counts["late"] else "."
    return (said + tail) % counts


# --- one of them -----------------------------------------------------------------------------------------------------
@page(Permission.NEXT_STEP_VIEW)
def step_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """What was promised, to whom, until when; how it stands; and what can be done with it."""
    step = step_or_404(request, pk)
    shown = {
        "step": step,
        "sentence": how_it_stands(step, today_at(step.office)),
        "may_edit": request.hat.may(Permission.NEXT_STEP_EDIT),
        "may_share": step.organization is not None and step.state != State.DROPPED,
        "law_state": step.office.state.lower() if step.opened_for.startswith("erpo:") else "",
    }
    return render(request, "partners/step_detail.html", shown)


def how_it_stands(step: NextStep, day: date) -> str:
    """Due today; done on November 19; dropped on November 19: they found the money elsewhere."""
    if step.is_open:
        return _("It is %(due)s.") % {"due": due_words(step.due_on, day)}
    words = {"day": date_format(step.closed_on, "DATE_FORMAT") if step.closed_on else "", "why": step.reason}
    if step.state == State.DROPPED:
        return _("It was dropped on %(day)s: %(why)s") % words
    return (
        _("The organization marked it done on %(day)s.") if step.closed_by_partner else _("Done on %(day)s.")
    ) % words


# --- a new one -------------------------------------------------------------------------------------------------------
@page(Permission.NEXT_STEP_EDIT)
def step_create(request: PortalRequest) -> HttpResponse:
    """A promise made in an entry of the log (`?entry=`), or outside of any."""
    office, entry = own_office(request), entry_of(request)
    among = partners_in(entry) if entry else partners_of(office)
    form = PromiseForm(data_of(request), office=office, among=among, initial=beginning(request, entry))
    made: list[NextStep] = []
    promise = partial(NextStep.objects.promise, office=office, outreach=entry)
    if taken(form, lambda **facts: made.append(promise(**facts)), by=request.person, on=today_at(office)):
        due = due_words(made[0].due_on, today_at(office))
        messages.success(request, _("“%(text)s” is promised, %(due)s.") % {"text": made[0].text, "due": due})
        return redirect("step-detail", made[0].pk)
    back = reverse("step-list")
    return render(
        request, "partners/step_create.html", {"form": form, "entry": entry, "back": back},
        status=422 if form.errors else 200,
    )  # fmt: skip


def entry_of(request: PortalRequest) -> Outreach | None:
    """The entry that the address names, as it stands now."""
    asked = request.GET.get("entry", "")
    if not asked:
        return None
    try:
        key = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    found: Outreach | None = (
        Outreach.objects.standing().filter(office=request.hat.office_id, key=key).with_organizations().first()
    )
    if found is None:
        raise Http404
    return found


def partners_in(entry: Outreach) -> QuerySet[Organization]:
    return Organization.objects.filter(pk__in=[one.pk for one in entry.organizations])


def beginning(request: PortalRequest, entry: Outreach | None) -> dict[str, Any]:
    """What the form opens with: oneself, and the only organization of an entry, or the one that was asked for."""
    only = entry.organizations[0].pk if entry and len(entry.organizations) == 1 else None
    asked = request.GET.get("organization", "")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 10 else None
    return {"owner": request.person.pk, "organization": chosen or only}
