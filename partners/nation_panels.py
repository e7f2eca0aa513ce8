"""What the nation's page tells of laws, forms of courts and projects, of today alone; and what waits for EOUSA."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.erpo import JURISDICTIONS, standing
from partners.erpo_words import counted_words
from partners.forms.erpo import UNVERIFIED
from partners.models import ErpoLaw, NoticeForm, Project
from partners.models.project import Stage
from partners.models.statement import Says
from partners.notices import OBSERVATION
from portal.access import Permission
from portal.hats import PortalRequest
from portal.panels import Panel

MINUTE = 60


# --- laws ------------------------------------------------------------------------------------------------------------
def laws(request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """In how many states such orders exist today, and how many laws nobody has compared with the statute."""
    day, url = localdate(), reverse("erpo-list")
    found = standing(ErpoLaw.objects.on_record().laws(), day).values()
    left = to_verify(request)
    verify = {"what": left, "url": f"{url}?stands={UNVERIFIED}"} if left else None
    return {"sentence": counted_words(found, day, day), "url": url, "verify": verify}


def to_verify(request: PortalRequest) -> str:
    """26 laws to verify; nothing where none is."""
    role = request.hat.database_role
    number = cache.get_or_set(f"erpo:to-verify:{role}", lambda: ErpoLaw.objects.to_verify().count(), MINUTE)
    return ngettext("%(n)d law to verify", "%(n)d laws to verify", number) % {"n": number} if number else ""


def of_eousa(request: PortalRequest) -> list[dict[str, Any]]:
    """Among what EOUSA has to do: for those who may."""
    words = to_verify(request) if request.hat.may(Permission.ERPO_VERIFY) else ""
    return [{"what": words, "url": f"{reverse('erpo-list')}?stands={UNVERIFIED}"}] if words else []


# --- forms of courts -------------------------------------------------------------------------------------------------
def notices(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many forms carry the notice, and in how many states no office has seen one."""
    found = Counter[str]()
    states = set()
    for state, carries, number in (
        NoticeForm.objects.standing().order_by().values_list("state", "carries").annotate(n=Count("pk"))
    ):
        found[carries] += number
        states.add(state)
    unseen = len(JURISDICTIONS.keys() - states)
    rest = ngettext(
        "In %(n)d of %(all)d states and territories no office has seen one.",
        "In %(n)d of %(all)d states and territories no office has seen one.",
        unseen,
    ) % {"n": unseen, "all": len(JURISDICTIONS)}
    facts = {"label": _("By state"), "url": reverse("notice-list"), "source": OBSERVATION}
    return {"sentence": f"{carried(found)} {rest}" if found else _("No office has seen a form of a court."), **facts}


def carried(found: Mapping[str, int]) -> str:
    """12 forms of courts seen. Does it carry the notice? yes: 7; partly: 2."""
    number = sum(found.values())
    seen = ngettext("%(n)d form of a court seen.", "%(n)d forms of courts seen.", number) % {"n": number}
    parts = "; ".join(f"{label}: {found[code]}" for code, label in Says.choices if found.get(code))
    return f"{seen} " + _("Does it carry the notice? %(parts)s.") % {"parts": parts}


# --- projects --------------------------------------------------------------------------------------------------------
def projects(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many run at each stage, and at how many offices. No name: what a project is stays with its office."""
    rows = list(Project.objects.open().values_list("office_id", "stage"))
    if not rows:
        return None
    stages, offices = Counter(stage for _office, stage in rows), len({office for office, _stage in rows})
    said = ngettext("At %(n)d office, by how far they are:", "At %(n)d offices, by how far they are:", offices)
    counts = [(capfirst(str(stage.label)), stages[stage.value]) for stage in Stage if stages[stage.value]]
    return {"sentence": said % {"n": offices}, "counts": counts}


LAWS = Panel(
    "erpo", gettext_lazy("Extreme risk protection orders"), Permission.ERPO_VIEW, "partners/panel_erpo_national.html",
    laws, 55, True,
)  # fmt: skip
NOTICES = Panel(
    "notices", gettext_lazy("Forms of courts"), Permission.NOTICE_VIEW, "partners/panel_line.html", notices, 65, True
)
PROJECTS = Panel(
    "projects", gettext_lazy("Projects"), Permission.OUTREACH_FIGURES_VIEW, "partners/panel_projects.html",
    projects, 85, True,
)  # fmt: skip
