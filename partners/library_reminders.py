"""What is told about the library: to EOUSA that a text waits for its review, to whoever handed it in what came of it.

A ledger row says of a text whose it is and no more: its readers are more than those who read what is in review.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.models import Review
from portal.access import DatabaseRole, Permission, Role, may
from portal.calendar import CENTER, local_day
from portal.ladder import Cause, Matter, Offices, Rung, Said, Unit
from portal.news import Entry, Reader, Section
from portal.tenancy import current
from specialists.audiences import EOUSA

LIBRARY_REVIEW = "LIBRARY_REVIEW"
READ_REVIEWS = frozenset({DatabaseRole.JOBS, DatabaseRole.EOUSA})


def waiting(_day: date, _offices: Offices) -> Iterator[Matter]:
    """Texts that were handed in and wait, by the day of that; none for those who do not review: one query."""
    binding = current()
    if binding is None or binding.role not in READ_REVIEWS:
        return
    for review in Review.objects.waiting().select_related("office").defer("body").order_by("pk"):
        since = local_day(review.asked_at, CENTER)
        yield Matter(
            LIBRARY_REVIEW, f"review:{review.pk}", since.isoformat(), since, since, facts={"review": review},
            name=review.source,
        )  # fmt: skip


def of_waiting(matter: Matter, _rung: Rung, day: date) -> Said:
    """How long, and whose it is."""
    review, number = matter.facts["review"], (day - matter.on).days
    words = {"n": number, "source": review.source, "title": review.title}
    title = ngettext(
        "A text of %(source)s for the library has waited for %(n)d day",
        "A text of %(source)s for the library has waited for %(n)d days",
        number,
    )
    text = _("“%(title)s”: read it, then publish it or return it with what has to be mended.")
    return Said(title % words, text % words, reverse("review-detail", args=[review.pk]), _("Read it and decide"))


def decided(reader: Reader, since: datetime, at: datetime) -> Iterator[Entry]:
    """What EOUSA has decided since the last mail about texts that the reader handed in, while still in role there."""
    held = {one.office_id for one in reader.roles if may(Role(one.role), Permission.LIBRARY_WRITE)}
    if reader.person is None or not held:
        return
    found = Review.objects.exclude(decision="").filter(asked_by=reader.person, decided_at__gt=since, decided_at__lte=at)
    rows = [row(one) for one in found.defer("body").order_by("decided_at", "pk") if one.office_id in held]
    if rows:
        yield told(rows)


def told(rows: list[list[str]]) -> Entry:
    """What has to be mended only where something has."""
    title = ngettext("EOUSA decided about your text", "EOUSA decided about %(n)d of your texts", len(rows))
    heads, mended = [_("Text"), _("Decision"), _("Decided")], any(words for *_facts, words in rows)
    return Entry(
        Section.CHANGED,
        title % {"n": len(rows)},
        why=_("you handed these texts in for the library."),
        url=settings.SITE_URL + reverse("library-draft-list"),
        act=_("Open the drafts"),
        heads=[*heads, _("What has to be mended")] if mended else heads,
        rows=rows if mended else [row[:-1] for row in rows],
    )


def row(review: Review) -> list[str]:
    day = date_format(local_day(review.decided_at, CENTER), "M j") if review.decided_at else ""
    return [review.title, review.get_decision_display(), day, review.words]


CAUSES = (
    Cause(
        LIBRARY_REVIEW,
        gettext_lazy("A text for the library that waits for review"),
        gettext_lazy("it was handed in for the library, and EOUSA has neither published nor returned it"),
        (
            Rung(10, Unit.WORKING, EOUSA.key, limits=(5, 15)),
            Rung(20, Unit.WORKING, EOUSA.key, is_weekly=True, limits=(16, 40)),
        ),
        waiting,
        of_waiting,
        is_national=True,
        order=97,
    ),
)
