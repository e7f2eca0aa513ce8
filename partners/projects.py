"""Projects told elsewhere: on the office's own page, in the week, and by stage alone in the quarterly report."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.forms.steps import QUEUE
from partners.models import Project, ProjectNote
from partners.models.project import Stage
from partners.parts import Part, Section, Table
from partners.quarters import last_day
from partners.week import Waits, how_many
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line
from portal.panels import Panel


# --- the office's page -----------------------------------------------------------------------------------------------
def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many run at each stage: for the office itself alone."""
    office = known["office"]
    if request.hat.office_id != office.pk:
        return None
    rows = Project.objects.open().filter(office=office).values_list("stage").annotate(n=Count("pk")).order_by()
    counts = dict(rows)
    told = [(capfirst(stage.label), counts[stage.value]) for stage in Stage if stage.value in counts]
    return {"counts": told, "url": reverse("project-list")} if told else None


PANEL = Panel(
    "projects", gettext_lazy("Projects"), Permission.PROJECT_VIEW, "partners/panel_projects.html", of_office, order=80
)


# --- the week --------------------------------------------------------------------------------------------------------
def unkept(request: PortalRequest, _day: date) -> Waits | None:
    """The projects that nobody keeps."""
    rows = Project.objects.open().filter(office=request.hat.office_id, owner=None)
    n, found = how_many(rows.order_by("name", "pk"))
    if not n:
        return None
    said = ngettext("%(n)d project is kept by nobody.", "%(n)d projects are kept by nobody.", n)
    lines = [Line(one.pk, one.name, reverse("project-detail", args=[one.pk])) for one in found]
    url = f"{reverse('project-list')}?owner={QUEUE}"
    return Waits(said % {"n": n}, _("Projects that nobody keeps"), lines, url)


# --- the quarterly report --------------------------------------------------------------------------------------------
def counted(office: Office, quarter: date, known: datetime) -> Mapping[str, Any]:
    """How many ran at its end at each stage; how many began, ended and were written about in the quarter. Counted
    again later it gives the same."""
    span = (quarter, last_day(quarter))
    rows = list(Project.objects.filter(office=office).values_list("began_on", "ended_on"))
    notes = ProjectNote.objects.filter(office=office, noted_on__range=span, recorded_at__lte=known)
    running = stages_on(office, span[1], known)
    return {
        "stages": {stage.value: running[stage.value] for stage in Stage},
        "began": sum(span[0] <= began <= span[1] for began, _ended in rows),
        "ended": sum(span[0] <= ended <= span[1] for _began, ended in rows if ended),
        "notes": notes.count(),
    }


def stages_on(office: Office, day: date, known: datetime) -> Counter[str]:
    """How many ran at the end of the day at each stage."""
    notes: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for key, *note in ProjectNote.objects.filter(office=office).values_list(
        "project_id", "stage", "noted_on", "recorded_at"
    ):
        notes[key].append(note)
    ran = Project.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), office=office, began_on__lte=day)
    return Counter(stage_then(stage, notes[key], day, known) for key, stage in ran.values_list("pk", "stage"))


def stage_then(stage: str, notes: Sequence[Sequence[Any]], day: date, known: datetime) -> str:
    """As its notes told by the day. A stage that no note told was set in so many words, and holds."""
    then = [each for each, noted_on, at in notes if noted_on <= day and at <= known]
    return reached(then) if reached(each for each, _day, _at in notes) == stage else stage


def reached(stages: Iterable[str]) -> str:
    """The furthest of them."""
    return max(stages, key=Stage.values.index, default=Stage.GAP.value)


def in_the_quarter(kept: Mapping[str, Any]) -> Iterator[str]:
    """In the quarter 1 project began. 1 note was written."""
    words = {
        "began": ngettext(
            "In the quarter %(n)d project began.", "In the quarter %(n)d projects began.", kept["began"]
        ),
        "ended": ngettext(
            "In the quarter %(n)d project ended.", "In the quarter %(n)d projects ended.", kept["ended"]
        ),
        "notes": ngettext(
            "%(n)d note was written on projects.", "%(n)d notes were written on projects.", kept["notes"]
        ),
    }  # fmt: skip
    if not any(kept[name] for name in words):
        yield _("In the quarter no project began or ended, and no note was written.")
    yield from (said % {"n": kept[name]} for name, said in words.items() if kept[name])


def told(kept: Mapping[str, Any]) -> Sequence[Section]:
    """By stage; nothing where there was no project at all."""
    if not any([*kept["stages"].values(), kept["began"], kept["ended"], kept["notes"]]):
        return []
    heading = _("Projects")
    said = " ".join(in_the_quarter(kept))
    rows = [(capfirst(str(stage.label)), f"{kept['stages'][stage.value]:,}") for stage in Stage]
    words = [
        said,
        _("How far those had come that ran at the end of the quarter, or when these figures were counted before it:"),
    ]
    return [Section(heading, 2, words, Table(heading, (_("Stage"), _("Projects")), rows))]


PROJECTS = Part("projects", counted, told, order=80)
