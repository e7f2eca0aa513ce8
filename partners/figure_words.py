"""The figures of the log in sentences and tables."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners import quarters
from partners.duties import Duty
from partners.parts import Table
from partners.report_texts import ranked
from partners.tallies import Figures, Tally
from partners.taxonomy import Did, Profession


def of_nation(figures: Figures, offices: int) -> str:
    """What the offices did, in one sentence."""
    words = {"quarter": quarters.label(figures.quarter), "all": offices, "some": len(figures.offices)}
    if not figures.offices:
        return _("None of the %(all)d offices has logged a contact in %(quarter)s.") % words
    events = ngettext("%(n)s contact", "%(n)s contacts", figures.total.events) % {"n": f"{figures.total.events:,}"}
    return _("%(some)d of %(all)d offices logged %(contacts)s in %(quarter)s.") % (words | {"contacts": events})


def of_office(figures: Figures) -> str:
    """What the reader’s office did, in one sentence."""
    words = {"quarter": quarters.label(figures.quarter), "n": f"{figures.total.contacts:,}"}
    if not figures.total.contacts:
        return _("Your office has logged no contact in %(quarter)s.") % words
    told = ngettext(
        "Your office logged %(n)s contact in %(quarter)s.",
        "Your office logged %(n)s contacts in %(quarter)s.",
        figures.total.contacts,
    )
    return told % words


def people(figures: Figures) -> str:
    """Whom these contacts reached."""
    words = {"trained": f"{figures.total.trained:,}", "educated": f"{figures.total.educated:,}"}
    return _("Professionals trained: %(trained)s. Other people educated: %(educated)s.") % words


def by_duty(figures: Figures, *, is_national: bool) -> Table:
    rows = [(f"{duty.value} {capfirst(str(duty.label))}", figures.duties[duty.value]) for duty in Duty]
    return tabled(_("By duty"), _("Duty"), [*rows, (_("All duties"), figures.total)], is_national=is_national)


def by_kind(figures: Figures, *, is_national: bool) -> Table:
    rows = [(capfirst(str(Did(did).label)), tally) for did, tally in figures.kinds.items()]
    return tabled(_("By kind of contact"), _("Kind"), rows, is_national=is_national)


def tabled(caption: str, of: str, rows: list[tuple[str, Tally]], *, is_national: bool) -> Table:
    """Contacts, hours and people. In the nation a joint event stands once."""
    head = (of, _("Contacts"), _("Time"), _("Trained"), _("Educated"))
    return Table(caption, head, [(label, *cells(tally, is_national=is_national)) for label, tally in rows])


def cells(tally: Tally, *, is_national: bool) -> tuple[str, ...]:
    contacts = tally.events if is_national else tally.contacts
    return f"{contacts:,}", f"{tally.time}", f"{tally.trained:,}", f"{tally.educated:,}"


def by_profession(trained_by: Mapping[str, int]) -> Table:
    rows = [(capfirst(label), f"{n:,}") for label, n in ranked(trained_by, Profession)]
    return Table(_("Professionals trained"), (_("Profession"), _("People")), rows)
