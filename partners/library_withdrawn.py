"""What an office works by although EOUSA has withdrawn it: on the first page, on the library's list, in the mail.

Every office and EOUSA read who has adopted what, so the ledger names the text.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.entry_audiences import TEAM_OF_OFFICE
from partners.library import UNREAD
from partners.models import Adoption
from partners.week import Waits, how_many
from portal.access import Permission
from portal.calendar import local_day
from portal.hats import PortalRequest
from portal.ladder import Cause, Matter, Offices, Rung, Said, Unit
from portal.ownership import Line
from specialists.audiences import LEADERSHIP

WITHDRAWN = "LIBRARY_WITHDRAWN"


def worked_by(offices: Collection[int | None]) -> QuerySet[Any]:
    """The adoptions of these offices that stand although their edition is withdrawn, the longest ago first."""
    found = Adoption.objects.in_use().filter(office__in=offices, edition__withdrawn_on__isnull=False)
    named = found.select_related("office", "edition__office").defer(*(f"edition__{name}" for name in UNREAD))
    ordered: QuerySet[Any] = named.order_by("edition__withdrawn_on", "pk")
    return ordered


def lines(adoptions: Collection[Adoption]) -> list[Line]:
    """“Screening sheet”, edition 2, withdrawn on November 23, 2026: The form has changed."""
    return [Line(one.pk, _("%(what)s: %(why)s") % words_of(one), page_of(one)) for one in adoptions]


def words_of(adoption: Adoption) -> dict[str, str]:
    edition = adoption.edition
    words = {"title": edition.title, "number": edition.number, "why": edition.reason}
    words["day"] = date_format(edition.withdrawn_on, "DATE_FORMAT") if edition.withdrawn_on else ""
    what = _("“%(title)s”, edition %(number)d, withdrawn on %(day)s") % words
    return {"title": edition.title, "why": edition.reason, "what": what}


def page_of(adoption: Adoption) -> str:
    return reverse("library-detail", args=[adoption.edition_id])


def waiting(request: PortalRequest, _day: date) -> Waits | None:
    """On the page of the week, until the office works by it no more."""
    if not request.hat.may(Permission.LIBRARY_ADOPT):
        return None
    number, found = how_many(worked_by([request.hat.office_id]))
    if not number:
        return None
    said = ngettext(
        "EOUSA withdrew %(n)d text that your office works by.",
        "EOUSA withdrew %(n)d texts that your office works by.",
        number,
    )
    return Waits(said % {"n": number}, _("Withdrawn from the library"), lines(found), reverse("library-list"))


# --- the mail --------------------------------------------------------------------------------------------------------
def withdrawn(_day: date, offices: Offices) -> Iterator[Matter]:
    """Counted from the day on which it was withdrawn; who adopted nothing of that kind is asked with one query."""
    for adoption in worked_by(offices):
        since, on = local_day(adoption.recorded_at, adoption.office.zone), adoption.edition.withdrawn_on
        yield Matter(
            WITHDRAWN, f"adoption:{adoption.office_id}:{adoption.edition_id}", on.isoformat(), on, max(since, on),
            adoption.office_id, facts={"adoption": adoption}, name=adoption.edition.title,
        )  # fmt: skip


def said(matter: Matter, rung: Rung, _on: date) -> Said:
    """Which text, why EOUSA withdrew it, and what the office can do."""
    words = words_of(matter.facts["adoption"])
    title = _("EOUSA withdrew a text that your office works by: “%(title)s”")
    ask = _("End the adoption, or adopt another text instead.")
    if rung.audience == LEADERSHIP.key:
        title = _("Your office still works by a text that EOUSA withdrew: “%(title)s”")
        ask = _("Your specialist or victim-witness staff end the adoption, or adopt another text instead.")
    text = _("%(what)s. The reason: %(why)s") % words
    return Said(title % words, f"{_ended(text)} {ask}", page_of(matter.facts["adoption"]), _("Open the text"))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


CAUSES = (
    Cause(
        WITHDRAWN,
        gettext_lazy("A withdrawn text of the library that the office works by"),
        gettext_lazy("your office adopted it, EOUSA has withdrawn it, and the adoption still stands"),
        (
            Rung(0, Unit.WORKING, TEAM_OF_OFFICE.key, limits=(0, 5)),
            Rung(20, Unit.WORKING, LEADERSHIP.key, limits=(10, 90)),
        ),
        withdrawn,
        said,
        order=98,
    ),
)
