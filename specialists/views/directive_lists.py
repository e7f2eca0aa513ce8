"""The lists about directives: all of them, an office's own, and the offices of one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.access import EOUSA_ROLES
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.templatetags.portal import shape
from specialists.forms.directives import ProgressFilters
from specialists.models import Directive, Response
from specialists.progress import Progress, State, people_told, seen_by_directive, with_counts

SHAPES = {State.ANSWERED: "covered", State.ACKNOWLEDGED: "in_hand"}
"""Full, half, else empty: the shapes of coverage, with words of their own."""


def drawn(state: str, words: str) -> str:
    """A state as shape and word."""
    return format_html('<span class="status status--{}">{}<span>{}</span></span>', state, shape(state), words)


def state_of(row: Progress) -> str:
    """The state in words, with how late it is."""
    late = ngettext("overdue for %(n)d day", "overdue for %(n)d days", row.overdue) % {"n": row.overdue}
    return f"{row.state.label}, {late}" if row.overdue else str(row.state.label)


def day_of(at: datetime | None) -> str:
    """The day of an instant, on one line."""
    return format_html('<span class="unbroken">{}</span>', date_format(localtime(at), "M j, Y")) if at else ""


def dated(key: str, label: Any, of: Any) -> Column:
    """A column of days."""
    return Column(
        key,
        label,
        of,
        of,
        html=lambda row: format_html('<span class="unbroken">{}</span>', date_format(of(row), "M j, Y")),
    )


def instant(key: str, label: Any, of: Any, **rest: Any) -> Column:
    """A column of instants that shows their days."""
    return Column(key, label, of, of, html=lambda row: day_of(of(row)), **rest)


OFFICE = Column("office", gettext_lazy("Office"), lambda row: row.office.abbreviation, lambda r: r.office.abbreviation)
STATE = Column(
    "state",
    gettext_lazy("State"),
    lambda row: row.state.label,
    lambda row: row.urgency,
    html=lambda row: drawn(SHAPES.get(row.state, "silent"), state_of(row)),
)
SEEN = instant("seen", gettext_lazy("Seen"), lambda row: row.seen_at, low=True)
REST = (
    instant("acknowledged", gettext_lazy("Acknowledged"), lambda row: row.response.acknowledged_at),
    Column("acknowledged_by", gettext_lazy("By"), lambda row: row.response.acknowledged_name, low=True),
    instant("answered", gettext_lazy("Answered"), lambda row: row.response.answered_at),
    Column("with", gettext_lazy("With"), lambda row: row.said, low=True),
    instant("hiring", gettext_lazy("Said still hiring"), lambda row: row.response.hiring_at, low=True),
    Column("overdue", gettext_lazy("Days overdue"), lambda row: row.overdue or None, lambda row: row.overdue, True),
    Column(
        "mails",
        gettext_lazy("People told"),
        lambda row: row.told,
        lambda row: row.told,
        numeric=True,
        html=people_told,
        low=True,
    ),
)


def progress_listing(
    request: PortalRequest, directive: Directive, rows: Sequence[Progress], *, sees_views: bool
) -> Listing:
    """The offices that a directive was issued to, what needs EOUSA first."""
    filters = ProgressFilters(request.GET)
    return Listing(
        request,
        [row for row in rows if is_shown(row, filters)],
        (OFFICE, STATE, *([SEEN] if sees_views else []), *REST),
        "state",
        filters,
        row_url=lambda row: reverse("response-detail", args=[row.response.pk]),
        api_url=f"{reverse('api-response-list')}?directive={directive.pk}",
        empty=_("No office matches these filters. Take one away."),
        stamps={"directive": directive.title, "on": localdate().isoformat()},
    )


def is_shown(row: Progress, filters: ProgressFilters) -> bool:
    """Whether the row passes the filters; one that nobody knows is ignored, and the page says so."""
    asked = filters.cleaned_data if filters.is_bound and filters.errors is not None else {}
    state, circuit = asked.get("state"), asked.get("circuit")
    is_in_state = not state or (bool(row.overdue) if state == "overdue" else row.state.value == state)
    return is_in_state and (not circuit or row.office.circuit == circuit)


def all_listing(request: PortalRequest) -> Listing:
    """Every directive that the reader may see, the newest first."""
    sees_views = request.hat.role in EOUSA_ROLES
    seen = seen_by_directive() if sees_views else {}
    rows = list(with_counts(Directive.objects.all(), on=localdate()))
    for row in rows:
        row.seen = seen.get(row.pk, 0)  # type: ignore[attr-defined]
    figures = [Column("seen", gettext_lazy("Seen"), lambda row: row.seen, lambda row: row.seen, True)]
    return Listing(
        request,
        rows,
        [*LEADING, *(figures if sees_views else []), *COUNTS],
        "-issued",
        row_url=lambda row: reverse("directive-detail", args=[row.pk]),
        api_url=reverse("api-directive-list"),
        empty=_("No directive has been written yet."),
        stamps={"on": localdate().isoformat()},
    )


def status_of(directive: Directive) -> str:
    """Draft, in force, withdrawn."""
    if directive.is_draft:
        return _("draft")
    if directive.withdrawn_at:
        return _("withdrawn") if directive.issued_at else _("discarded")
    return _("emergency") if directive.is_emergency else _("issued")


LEADING = (
    Column("title", gettext_lazy("Directive"), lambda row: row.title, lambda row: row.title.casefold()),
    Column("status", gettext_lazy("State"), status_of, status_of),
    Column("issuers", gettext_lazy("Issued by"), lambda row: row.get_issuers_display(), low=True),
    Column(
        "issued",
        gettext_lazy("Issued"),
        lambda row: row.issued_at,
        lambda row: row.issued_at or now(),
        html=lambda row: day_of(row.issued_at),
    ),
    dated("due", gettext_lazy("Answer by"), lambda row: row.due_on),
    Column("offices", gettext_lazy("Offices"), lambda row: row.offices, lambda row: row.offices, True),
)
COUNTS = tuple(
    Column(key, label, lambda row, key=key: getattr(row, key), lambda row, key=key: getattr(row, key), True)  # type: ignore[misc]
    for key, label in (
        ("acknowledged", gettext_lazy("Acknowledged")),
        ("answered", gettext_lazy("Answered")),
        ("overdue", gettext_lazy("Overdue")),
    )
)


def own_listing(request: PortalRequest) -> Listing:
    """The directives issued to the reader's office, what is owed first."""
    rows = list(Response.objects.filter(office=request.hat.office_id).select_related("directive"))
    return Listing(
        request,
        rows,
        OWN,
        "state",
        row_url=lambda row: reverse("directive-detail", args=[row.directive_id]),
        api_url=reverse("api-response-list"),
        empty=_("EOUSA has issued no directive to your office."),
        stamps={"on": localdate().isoformat()},
    )


def own_state(response: Response) -> tuple[str, str]:
    """The shape and the words of what the office has done."""
    if response.withdrawn_at:
        return "covered", _("withdrawn, nothing is owed")
    if response.answered_at:
        return "covered", _("answered")
    late = response.days_overdue(localdate())
    words = _("acknowledged, to be answered") if response.acknowledged_at else _("to be answered")
    if late:
        words += ", " + ngettext("overdue for %(n)d day", "overdue for %(n)d days", late) % {"n": late}
    return "in_hand" if response.acknowledged_at else "silent", words


OWN = (
    Column("title", gettext_lazy("Directive"), lambda row: row.directive.title, lambda row: row.directive.title),
    Column(
        "state",
        gettext_lazy("State"),
        lambda row: own_state(row)[1],
        lambda row: (not row.is_open, row.directive.due_on, row.pk),
        html=lambda row: drawn(*own_state(row)),
    ),
    Column("issuers", gettext_lazy("Issued by"), lambda row: row.directive.get_issuers_display(), low=True),
    instant("issued", gettext_lazy("Issued"), lambda row: row.sent_at, low=True),
    dated("due", gettext_lazy("Answer by"), lambda row: row.directive.due_on),
    Column("asks", gettext_lazy("Asks for"), lambda row: row.directive.get_asks_display(), low=True),
)
