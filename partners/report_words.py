"""A report as a document: headings, words and tables, which the page and the PDF both show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import quarters
from partners.counting import in_hours
from partners.duties import DUTIES, Duty
from partners.kinds import Reporting
from partners.models import Report
from partners.parts import Section, Table, own_sections
from partners.parts import sections as sections_of
from partners.population_parts import as_read
from partners.report_texts import INTRODUCTION, NEXT, ranked
from partners.reporting import summed
from partners.taxonomy import Did, Profession, Topic
from portal import gazetteer

DEMONSTRATION = "Demonstration, not a government site. People and events are invented."
UNKNOWN, ABOUT = gettext_lazy("kind not entered"), gettext_lazy("Contacts about it")
ORDER: Any = gettext_lazy(
    "Rows stand by number, the largest first, and by name where numbers are equal; next steps by what became of them."
)
NOTHING: dict[str, Any] = {
    **summed([]),
    "duties": {},
    "partners": {},
    "statewide": 0,
    "counties": [],
    "of_counties": 0,
    "topics": {},
    "populations": {},
    "steps": dict.fromkeys(("made", "kept", "late", "dropped", "open"), 0),
    "parts": {},
}


@dataclass(frozen=True)
class Document:
    """The whole report."""

    title: str
    code: str
    """Its quarter, 2026-Q3."""
    office: str
    state: str
    """Whether it is a draft, submitted, a correction."""
    sections: Sequence[Section]
    source: str
    notice: str
    """Empty on the official site."""


def document(report: Report, names: Sequence[str] | None) -> Document:
    """The report as its reader gets it. `names`: the organizations, None for a reader who gets numbers only."""
    figures = NOTHING | report.figures
    return Document(
        title=_("Domestic violence outreach, %(quarter)s") % {"quarter": report.title},
        code=quarters.code(report.quarter_on),
        office=_("United States Attorney’s Office, %(district)s") % {"district": report.office.official_name},
        state=state(report),
        sections=[
            *words(report.texts, figures),
            *numbers(figures, as_read(figures["populations"], report.office, is_own=names is not None)),
            *duties(report, figures, names),
            plans(report.texts),
        ],
        source=_("Source: the office’s own log in this portal, as recorded by %(at)s. Not LIONS.")
        % {"at": counted_at(report)},
        notice="" if settings.OFFICIAL_SITE else DEMONSTRATION,
    )


def counted_at(report: Report) -> str:
    """By the office’s own clock, which is named."""
    return date_format(localtime(report.figures_at, report.office.zone), "F j, Y, g:i A T")


def older(report: Report) -> str:
    """That the words of a draft may not fit the figures; empty where they are from after these."""
    if report.is_submitted or not report.is_text_older:
        return ""
    return _("Some words are older than these figures. Check that they still fit.")


def state(report: Report) -> str:
    """Submitted when and by whom; a correction says so."""
    if report.submitted_at is None or report.submitted_by is None:
        told = _("Draft, not submitted")
    else:
        facts = {
            "day": date_format(localtime(report.submitted_at, report.office.zone)),
            "name": report.submitted_by.name,
        }
        told = _("Submitted on %(day)s by %(name)s") % facts
    return f"{told}. {_('It corrects an earlier report on the same quarter.')}" if report.replaces_id else f"{told}."


def paragraphs(text: str) -> list[str]:
    """Lines that say something; how somebody breaks lines is theirs."""
    return [line for line in map(str.strip, text.splitlines()) if line]


# --- what people wrote -------------------------------------------------------------------------------------------
def words(texts: Mapping[str, str], figures: Mapping[str, Any]) -> Iterator[Section]:
    """The introduction with the figures by duty, then each duty."""
    yield Section(_("The quarter"), 1, paragraphs(texts.get(INTRODUCTION, "")), by_duty(figures))
    yield Section(_("The five duties"))
    for duty, about in DUTIES.items():
        told = paragraphs(texts.get(f"duty-{duty.value}", "")) or [_("Nothing to report.")]
        yield Section(f"{duty.value}. {about.title}", 2, told)


def plans(texts: Mapping[str, str]) -> Section:
    return Section(_("The next quarter"), 1, paragraphs(texts.get(NEXT, "")) or [_("Nothing was written here.")])


# --- what was counted --------------------------------------------------------------------------------------------
def numbers(figures: Mapping[str, Any], populations: Sequence[tuple[str, int]]) -> Iterator[Section]:
    """Every figure that is not told by duty."""
    yield Section(_("Figures"), 1, [str(ORDER)])
    for heading, of, column, pairs in (
        (_("Kinds of contact"), _("Kind"), _("Contacts"), ranked(figures["kinds"], Did)),
        (_("Professionals trained"), _("Profession"), _("People"), ranked(figures["trained_by"], Profession)),
        (_("Partner types"), _("Type"), _("Organizations"), ranked(figures["partners"], Reporting, UNKNOWN)),
        (_("Underserved populations"), _("Population"), ABOUT, populations),
        (_("Topics"), _("Topic"), ABOUT, ranked(figures["topics"], Topic)),
        (_("Next steps"), _("What became of them"), _("Steps"), steps(figures["steps"])),
    ):
        yield counted(heading, (of, column), pairs)
    yield Section(_("Counties reached"), 2, [counties(figures)])


def by_duty(figures: Mapping[str, Any]) -> Table:
    head = (_("Duty"), _("Contacts"), _("Time"), _("Trained"), _("Educated"), _("Organizations"))
    cells = {duty: {**summed([]), **figures["duties"].get(str(duty.value), {})} for duty in Duty}
    rows = [(f"{duty.value} {capfirst(str(duty.label))}", *row(cells[duty])) for duty in Duty]
    return Table(_("Figures by duty"), head, [*rows, (_("All duties"), *row(figures))])


def row(cells: Mapping[str, Any]) -> tuple[str, ...]:
    spent = in_hours(cells["minutes"])
    return f"{cells['entries']:,}", spent, *(f"{cells[name]:,}" for name in ("trained", "educated", "organizations"))


def counted(heading: str, head: tuple[Any, Any], pairs: Sequence[tuple[str, int]]) -> Section:
    if not pairs:
        return Section(heading, 2, [_("None.")])
    rows = [(capfirst(label), f"{number:,}") for label, number in pairs]
    return Section(heading, 2, (), Table(heading, tuple(map(str, head)), rows))


def steps(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    labels = {
        "made": _("agreed in the quarter"),
        "kept": _("kept in time"),
        "late": _("kept late"),
        "dropped": _("dropped"),
        "open": _("open at its end"),
    }
    return [(label, numbers[name]) for name, label in labels.items()] if any(numbers.values()) else []


def counties(figures: Mapping[str, Any]) -> str:
    """Which counties of the district the partners of the quarter serve by name."""
    known = gazetteer.country().counties
    names = "; ".join(known[code].name for code in figures["counties"] if code in known)
    told = _("Organizations of the quarter name %(n)d of the district’s %(all)d counties as served") % {
        "n": len(figures["counties"]),
        "all": figures["of_counties"],
    }
    whole = _("%(n)d serve a whole state.") % {"n": figures["statewide"]} if figures["statewide"] else ""
    return f"{told}{': ' if names else '.'}{names}{'.' if names else ''} {whole}".strip()


def duties(report: Report, figures: Mapping[str, Any], names: Sequence[str] | None) -> Iterator[Section]:
    """What the five duties tell besides the log; in the office’s own copy also what only it reads."""
    yield from sections_of(figures["parts"])
    if names is not None:
        yield from own_sections(report.office, report.quarter_on, report.figures_at)
    yield from named(names)


def named(names: Sequence[str] | None) -> Iterator[Section]:
    """For the office’s own copy."""
    if names is not None:
        told = "; ".join(names) if names else _("None that may be named.")
        note = _("In the office’s own copy only. Confidential organizations are counted and not named.")
        yield Section(_("Organizations"), 2, [told, note])
