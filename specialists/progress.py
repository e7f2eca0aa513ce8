"""How far a directive has come: per office, and in one sentence."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal import gazetteer
from portal.models import AccessEvent, Office, Suppression
from specialists.answered import in_words
from specialists.models import Directive, Response


class State(models.TextChoices):
    """How far one office is."""

    ANSWERED = "answered", gettext_lazy("answered")
    ACKNOWLEDGED = "acknowledged", gettext_lazy("acknowledged")
    SEEN = "seen", gettext_lazy("seen, not acknowledged")
    SENT = "sent", gettext_lazy("sent, not seen")
    NOBODY = "nobody", gettext_lazy("nobody can be reached")


@dataclass(frozen=True)
class Progress:
    """One office's response, with what the ledger and the access trail add."""

    response: Response
    office: Office
    mails: int
    refused: int
    seen_at: datetime | None
    on: date
    said: str
    """What was answered, in words."""

    @property
    def state(self) -> State:
        if self.response.answered_at:
            return State.ANSWERED
        if self.response.acknowledged_at:
            return State.ACKNOWLEDGED
        if self.seen_at:
            return State.SEEN
        return State.SENT if self.told else State.NOBODY

    @property
    def told(self) -> int:
        """How many were written to at addresses that take mail, as far as the reader may know."""
        return self.mails - self.refused

    @property
    def overdue(self) -> int:
        """Days past the due date; 0 where nothing is late."""
        return self.response.days_overdue(self.on)

    @property
    def urgency(self) -> tuple[int, int, str]:
        """Nobody to reach first, then the latest; what is answered comes last."""
        order = [State.NOBODY, State.SENT, State.SEEN, State.ACKNOWLEDGED, State.ANSWERED]
        return order.index(self.state), -self.overdue, self.office.abbreviation


def progress_of(directive: Directive, *, on: date, sees_views: bool) -> list[Progress]:
    """Every office that the directive was issued to: four queries. `sees_views`: may read the trail, notes and which
    addresses are refused."""
    owed = Response.objects.filter(directive=directive).annotate(mails=Count("links"))
    if sees_views:
        owed = owed.annotate(refused=Count("links", filter=Q(links__email__in=refused_addresses())))
    responses = list(owed.select_related("directive"))
    said = in_words(responses, sees_notes=sees_views)
    offices = {office.pk: office for office in gazetteer.offices().values()}
    seen = seen_by_office(directive) if sees_views else {}
    found = []
    for response in responses:
        office, mails = offices[response.office_id], response.mails  # type: ignore[attr-defined]
        refused = getattr(response, "refused", 0)
        found.append(Progress(response, office, mails, refused, seen.get(office.pk), on, said[response.pk]))
    return found


def refused_addresses() -> QuerySet[Suppression, str]:
    return Suppression.objects.in_force().values_list("address", flat=True)


def people_told(row: Progress) -> str:
    """How many were told, and how many were not because nothing is written to their address."""
    if not row.refused:
        return str(row.told)
    return _("%(told)d (%(refused)d refused)") % {"told": row.told, "refused": row.refused}


def seen_by_office(directive: Directive) -> dict[int, datetime]:
    """When somebody of each office first looked at it signed in, from the trail of accesses."""
    looked = AccessEvent.objects.filter(
        kind=AccessEvent.Kind.READ, at__gte=directive.issued_at, detail__directive=directive.pk
    )
    first = looked.exclude(office_id=None).order_by().values_list("office_id").annotate(Min("at"))
    return dict(first)


def sentence(rows: Collection[Progress], directive: Directive) -> str:
    """61 of 94 offices have answered; 9 are overdue, the longest for 12 days."""
    answered = sum(row.state is State.ANSWERED for row in rows)
    late = [row.overdue for row in rows if row.overdue]
    words = ngettext("%(n)d of %(all)d offices has answered", "%(n)d of %(all)d offices have answered", answered)
    words = (words if answered else _("None of %(all)d offices has answered")) % {"n": answered, "all": len(rows)}
    if directive.withdrawn_at:
        return _("Withdrawn. Until then %(words)s.") % {"words": words}
    if not late:
        return _("%(words)s; none is overdue.") % {"words": words}
    overdue = ngettext("%(n)d is overdue", "%(n)d are overdue", len(late)) % {"n": len(late)}
    longest = ngettext("the longest for %(n)d day", "the longest for %(n)d days", max(late)) % {"n": max(late)}
    return f"{words}; {overdue}, {longest}."


def rest(rows: Iterable[Progress], *, sees_views: bool) -> str:
    """Of the others, 12 have acknowledged it, 3 have only seen it, at 2 nobody can be reached."""
    counts = Counter(row.state for row in rows)
    n, seen, sent, nobody = (counts[state] for state in (State.ACKNOWLEDGED, State.SEEN, State.SENT, State.NOBODY))
    unread = ngettext("%(n)d has not acknowledged it", "%(n)d have not acknowledged it", sent)
    unseen = ngettext("%(n)d has not looked at it", "%(n)d have not looked at it", sent)
    parts = [
        (n, ngettext("%(n)d has acknowledged it", "%(n)d have acknowledged it", n)),
        (seen, ngettext("%(n)d has only seen it", "%(n)d have only seen it", seen)),
        (sent, unseen if sees_views else unread),
        (nobody, _("at %(n)d nobody can be reached")),
    ]
    said = ", ".join(words % {"n": count} for count, words in parts if count)
    lead = _("Of the others, %(said)s.") if counts[State.ANSWERED] else _("Of these, %(said)s.")
    return lead % {"said": said} if said else ""


def with_counts(directives: QuerySet[Directive], *, on: date) -> QuerySet[Directive]:
    """With how many offices owe, have acknowledged, have answered and are late."""
    is_open = Q(responses__answered_at=None, responses__withdrawn_at=None, responses__isnull=False)
    return directives.annotate(
        offices=Count("responses"),
        acknowledged=Count("responses", filter=Q(responses__acknowledged_at__isnull=False)),
        answered=Count("responses", filter=Q(responses__answered_at__isnull=False)),
        overdue=Count("responses", filter=is_open & Q(due_on__lt=on)),
    )


def seen_by_directive() -> dict[int, int]:
    """How many offices have looked at each directive signed in."""
    looked = AccessEvent.objects.filter(kind=AccessEvent.Kind.READ, detail__has_key="directive")
    counted = looked.exclude(office_id=None).order_by().values_list(F("detail__directive"))
    return dict(counted.annotate(Count("office_id", distinct=True)))
