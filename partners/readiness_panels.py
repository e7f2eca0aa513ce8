"""Where the chains stand beside other things: on the pages of the nation, of an office and of a week, in a report."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners import readiness_words as words
from partners.chain import Basis, Status
from partners.chain_reading import chains_of, counted_on, nation, read
from partners.follow_ups import asked, named
from partners.forms.readiness import NO_LAW, NOT_ENTERED
from partners.models import ReadinessLink
from partners.parts import Part, Section, Table
from partners.readiness import Chain
from partners.readiness_reminders import lines
from partners.views.step_acts import own_office, today_at
from partners.week import SHOWN, Waits
from portal.access import Permission
from portal.hats import PortalRequest
from portal.models import Office
from portal.ownership import Line
from portal.panels import Panel

LABELS: dict[str, Any] = {
    NOT_ENTERED: words.NOT_ENTERED, **{status.value: status.label for status in Status}, NO_LAW: words.NO_LAW,
}  # fmt: skip
"""How far, weakest first; the last is no weakness."""
FAR = [code for code in LABELS if code != NO_LAW]


# --- the page of the nation, and of an office ------------------------------------------------------------------------
def of_nation(_request: PortalRequest, _known: Mapping[str, Any]) -> Mapping[str, Any]:
    """How many offices have which weakest link, by basis, each number leading to these offices. Only as of today."""
    found = list(nation(localdate()).values())
    return {"rows": [{"basis": words.SHORT[basis], "figures": figures(found, basis)} for basis in Basis]}


def figures(found: Iterable[list[Chain]], basis: Basis) -> list[dict[str, Any]]:
    numbers = Counter(code_of(chains, basis) for chains in found)
    url = f"{reverse('readiness-list')}?basis={basis.value}&status="
    return [
        {"what": f"{numbers[code]} {label}", "url": f"{url}{code}"} for code, label in LABELS.items() if numbers[code]
    ]


def code_of(chains: Iterable[Chain], basis: Basis) -> str:
    chain = next((chain for chain in chains if chain.basis is basis), None)
    return NO_LAW if chain is None else chain.status or NOT_ENTERED


def of_office(request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """The weakest link of each chain, and what nobody has looked at for a year: two queries."""
    office: Office = known["office"]
    day = today_at(office)
    chains = chains_of(office, read(office, day))
    if not any(chain.is_entered for chain in chains):
        return nothing_entered(request, office, words.sentence(chains, day))
    told = [
        {
            "basis": words.SHORT[chain.basis],
            "weakest": words.weakest_words(chain),
            "looked": words.looked_words(chain, day),
        }
        for chain in chains
    ]
    return {"chains": told, "url": page_of(office), "label": _("How far each link is")}


def page_of(office: Office) -> str:
    return reverse("readiness-detail", args=[office.court_id])


def nothing_entered(request: PortalRequest, office: Office, sentence: str) -> Mapping[str, Any]:
    """Weaker than every weak link; whoever can enter it is led to the grid."""
    if request.hat.is_of_an_office and request.hat.may(Permission.READINESS_EDIT):
        return {"sentence": sentence, "url": reverse("readiness-edit"), "label": _("Fill the grid")}
    return {"sentence": sentence, "url": page_of(office), "label": _("Readiness")}


NATIONAL = Panel(
    "readiness", gettext_lazy("Readiness"), Permission.READINESS_VIEW, "partners/panel_readiness_national.html",
    of_nation, 60, True,
)  # fmt: skip
OFFICE = Panel(
    "readiness", gettext_lazy("Readiness"), Permission.READINESS_VIEW, "partners/panel_readiness_office.html",
    of_office, 60,
)  # fmt: skip


# --- the week --------------------------------------------------------------------------------------------------------
def to_ask(request: PortalRequest, day: date) -> Waits | None:
    """The agencies to be asked after a training."""
    found = asked(day, {own_office(request).pk})
    if not found:
        return None
    sentence = ngettext(
        "%(n)d agency is to be asked after a training.", "%(n)d agencies are to be asked after trainings.", len(found)
    )
    shown = [Line(*line) for line in lines(named(found[:SHOWN]))]
    return Waits(sentence % {"n": len(found)}, _("To ask after a training"), shown)


def to_enter(request: PortalRequest, _day: date) -> Waits | None:
    """An office of which no chain is on record at all hears of it each week; no reminder begins before that."""
    office, may_enter = own_office(request), request.hat.may(Permission.READINESS_EDIT)
    if not may_enter or ReadinessLink.objects.standing().filter(office=office).exists():
        return None
    url = reverse("readiness-edit")
    said = _("Nothing is entered yet on how firearms are given up here. Fill the grid: say how far each link is.")
    return Waits("", _("Readiness"), [Line(office.pk, said, url)], url)


# --- the report ------------------------------------------------------------------------------------------------------
def count(office: Office, quarter: date, known: Any) -> Mapping[str, Any]:
    """How many links stood how far at the quarter's end."""
    return counted_on(office, quarters.last_day(quarter), known)


def told(counts: Mapping[str, Any]) -> list[Section]:
    """A row for each basis of which something is entered; the others in a sentence."""
    entered = [basis for basis in Basis if set(counts.get(basis.value, {})) - {NOT_ENTERED}]
    if not entered:
        return [Section(_("Readiness"), 2, [_("Nothing is entered.")])]
    head = (_("Basis"), *(capfirst(str(LABELS[code])) for code in FAR))
    table = Table(
        _("Links of each chain by how far they are, at the end of the quarter"),
        head,
        [row(basis, counts[basis.value]) for basis in entered],
    )
    no_law = _("No law of the state allows extreme risk protection orders, as far as is on record.")
    said = [no_law] if Basis.ERPO not in counts else []
    return [Section(_("Readiness"), 2, said, table)]


def row(basis: Basis, numbers: Mapping[str, int]) -> tuple[str, ...]:
    return capfirst(str(basis.label)), *(str(numbers.get(code, 0)) for code in FAR)


READINESS = Part("readiness", count, told, order=40)
