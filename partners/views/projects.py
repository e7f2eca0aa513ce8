"""Projects: all of the office, one of them with its way, and a new one."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.examples import SADI, Example
from partners.forms.projects import ProjectFilters, ProjectForm
from partners.forms.steps import MINE, QUEUE
from partners.gap_reading import gap_at
from partners.gap_words import title as words_of
from partners.gaps import Spot, spot_of
from partners.models import Project, ProjectNote, ProjectParty
from partners.models.project import Stage
from partners.views.gaps import gap_or_404
from partners.views.step_acts import data_of, own_office, today_at
from portal.access import Permission
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.pages import page, taken

COLUMNS = [
    Column("name", gettext_lazy("Project"), lambda row: row.name, sort="name"),
    Column("stage", gettext_lazy("Stage"), lambda row: row.get_stage_display()),
    Column("owner", gettext_lazy("Kept by"), lambda row: row.owner.name if row.owner else _("the queue")),
    Column("began_on", gettext_lazy("Began"), lambda row: row.began_on, sort="began_on"),
    Column("ended_on", gettext_lazy("Ended"), lambda row: row.ended_on, low=True),
]


@page(Permission.PROJECT_VIEW)
def project_list(request: PortalRequest) -> HttpResponse:
    """How many run, then each; and an example of how others did it."""
    office = own_office(request)
    rows, form = Project.objects.filter(office=office), ProjectFilters(request.GET)
    is_good = form.is_valid()
    listing = Listing(
        request,
        narrowed(rows, form.cleaned_data, request.hat.person_id).select_related("owner"),
        COLUMNS,
        "-began_on",
        form,
        row_url=lambda row: reverse("project-detail", args=[row.pk]),
        api_url=reverse("api-project-list"),
        empty=_("No project is like this. Ask for less, or begin one."),
    )
    if listing.wants_export and is_good:
        return listing.export(f"projects-{office.court_id}")
    shown = {"listing": listing, "problems": form.errors, "sentence": answer(rows), "example": told(SADI)}
    shown["may_edit"] = request.hat.may(Permission.PROJECT_EDIT)
    return render(request, "partners/project_list.html", shown, status=200 if is_good else 400)


def narrowed(rows: QuerySet[Project], asked: dict[str, Any], me: int | None) -> QuerySet[Project]:
    """The rows that pass every filter that is set; without a state those that run."""
    state, stage, owner = asked.get("state"), asked.get("stage"), asked.get("owner")
    rows = rows if state == "all" else rows.filter(ended_on__isnull=state != "ended")
    rows = rows.filter(stage=stage) if stage else rows
    return rows.filter(owner={MINE: me, QUEUE: None}[owner]) if owner else rows


def answer(rows: QuerySet[Project]) -> str:
    """3 projects of your office run; 1 is kept by nobody."""
    counts = rows.filter(ended_on=None).aggregate(n=Count("pk"), queue=Count("pk", filter=Q(owner=None)))
    if not counts["n"]:
        return _("No project of your office runs.")
    runs = ngettext("%(n)d project of your office runs", "%(n)d projects of your office run", counts["n"]) % counts
    if not counts["queue"]:
        return f"{runs}."
    unkept = ngettext("%(queue)d is kept by nobody", "%(queue)d are kept by nobody", counts["queue"]) % counts
    return f"{runs}; {unkept}."


def told(example: Example) -> dict[str, Any]:
    """An example as the page shows it: its stages by their names."""
    return example._asdict() | {"way": [(capfirst(Stage(one.stage).label), one.sentence) for one in example.way]}


@page(Permission.PROJECT_EDIT)
def project_create(request: PortalRequest) -> HttpResponse:
    """A gap is seen, and somebody takes it up; perhaps one of the office's list, which the address names."""
    office, gap = own_office(request), gap_of(request)
    initial = {"gap": words_of(gap, office)} if gap else {}
    form, made = ProjectForm(data_of(request), initial=initial), list[Project]()

    def begin(**facts: Any) -> None:
        made.append(Project.objects.begin(office=office, gap_key=gap.key if gap else "", **facts))

    if taken(form, begin, by=request.person, on=today_at(office)):
        messages.success(request, _("“%(name)s” has begun.") % {"name": made[0].name})
        return redirect("project-detail", made[0].pk)
    words = {
        "title": _("A project"),
        "sentence": _("Which gap does your office take up?"),
        "more": _("A federal prosecutor’s office reads this; it may be released by law; describe no survivor."),
        "will": [_("You keep it. Then come its site, its solution and its result, each by a note.")],
        "submit": _("Begin the project"),
        "back": reverse("gap-detail", args=[gap.key]) if gap else reverse("project-list"),
    }
    shown = words | {"form": form}
    return render(request, "partners/step_act.html", shown, status=422 if form.errors else 200)


def gap_of(request: PortalRequest) -> Spot | None:
    """The gap of the own office that the address names."""
    key = request.GET.get("gap", "")
    return gap_or_404(request, key).spot if key else None


# --- one of them -----------------------------------------------------------------------------------------------------
def project_or_404(request: PortalRequest, pk: int) -> Project:
    rows = Project.objects.filter(office=request.hat.office_id).select_related("office", "owner")
    return get_object_or_404(rows, pk=pk)


@page(Permission.PROJECT_VIEW)
def project_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """The way from the gap to the result, what was written at each stage, and who takes part."""
    notes = ProjectNote.objects.select_related("noted_by").order_by("noted_on", "pk")
    parties = ProjectParty.objects.select_related("organization__merged_into").order_by("left_on", "joined_on", "pk")
    rows = Project.objects.filter(office=request.hat.office_id).select_related("owner", "made_by")
    project = get_object_or_404(rows.prefetch_related(Prefetch("notes", notes), Prefetch("parties", parties)), pk=pk)
    shown = {
        "project": project,
        "sentence": how_it_stands(project),
        "way": way(project),
        "gap": gap_told(request, project),
        "stages": list(stages(project)),
        "may_edit": request.hat.may(Permission.PROJECT_EDIT) and project.is_open,
    }
    return render(request, "partners/project_detail.html", shown)


def gap_told(request: PortalRequest, project: Project) -> dict[str, str] | None:
    """The gap of the list that it takes up, with its page while it has one; None where it names none."""
    spot = spot_of(project.gap_key)
    if spot is None:
        return None
    office = own_office(request)
    is_there = request.hat.may(Permission.GAP_VIEW) and gap_at(office, spot)
    return {"text": words_of(spot, office), "url": reverse("gap-detail", args=[spot.key]) if is_there else ""}


def how_it_stands(project: Project) -> str:
    """It is at the solution, since November 3; kept by Alma Reyes."""
    if project.ended_on:
        return _("It ended on %(day)s.") % {"day": date_format(project.ended_on, "DATE_FORMAT")}
    keeper = project.owner.name if project.owner else _("nobody: it waits in your office’s queue")
    return _("It is at this stage: %(stage)s. Kept by %(who)s.") % {
        "stage": project.get_stage_display(), "who": keeper,
    }  # fmt: skip


def way(project: Project) -> list[dict[str, str]]:
    """The four stages as `components/pipeline.html` draws them."""
    here = list(Stage).index(Stage(project.stage))
    is_over = project.ended_on is not None
    return [
        {
            "label": capfirst(str(stage.label)),
            "state": "done" if place < here or (is_over and place == here) else "now" if place == here else "ahead",
        }
        for place, stage in enumerate(Stage)
    ]


def stages(project: Project) -> Iterator[dict[str, Any]]:
    """Each stage with its notes, oldest first."""
    for stage in Stage:
        notes = [note for note in project.notes.all() if note.stage == stage]
        yield {"label": capfirst(stage.label), "value": stage.value, "notes": notes}
