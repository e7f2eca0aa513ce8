"""Reminders of forms of courts that nobody has seen for a year: one for each office and state, not for each form."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.duty_audiences import AT_LAST, SEER, form_of, to_desk
from partners.models import NoticeForm
from partners.models.notice import SEEN_FOR
from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.country import STATES
from portal.ladder import Audience, Cause, Matter, Offices, Rung, Said, Unit
from portal.tenancy import current
from specialists.audiences import DESK, LEADERSHIP

YEARLY = "NOTICE_YEARLY"
READ_FORMS = OFFICE_DATABASE_ROLES | {DatabaseRole.JOBS, DatabaseRole.EOUSA, DatabaseRole.EOUSA_READER}


def unseen(day: date, offices: Offices) -> Iterator[Matter]:
    """The states of which these offices have forms that nobody has seen for a year."""
    binding = current()
    if binding is None or binding.role not in READ_FORMS:
        return
    old = NoticeForm.objects.old(day).filter(office__in=offices).select_related("office")
    rows = old.order_by("office", "state", "seen_on", "pk")
    for (office, state), forms in groupby(rows, key=lambda form: (form.office_id, form.state)):
        yield matter_of(office, state, list(forms))


def matter_of(office: int, state: str, forms: list[NoticeForm]) -> Matter:
    """Counted from the day on which the oldest was a year old; all that grow old in one month are told once."""
    lapsed = forms[0].seen_on + SEEN_FOR
    return Matter(
        YEARLY, f"notice:{office}:{state}", f"{lapsed:%Y-%m}", lapsed, lapsed, office,
        facts={"form": forms[0], "number": len(forms)}, name=str(STATES.get(state, state)),
    )  # fmt: skip


def said(matter: Matter, rung: Rung, _day: date) -> Said:
    """To whoever saw it last: look again; to those who lead the office, and to EOUSA: that nobody has."""
    form, number = form_of(matter), matter.facts["number"]
    if rung.audience == DESK.key:
        return to_desk(form.office, _("nobody has seen some forms of courts for a year"), matter.on)
    words = {"n": number, "state": STATES.get(form.state, form.state), "day": date_format(form.seen_on, "DATE_FORMAT")}
    title = ngettext(
        "%(n)d form of courts in %(state)s was last seen a year ago",
        "%(n)d forms of courts in %(state)s were last seen a year ago",
        number,
    )
    since = _("The one seen longest ago was seen on %(day)s.") % words
    ask = _("Does it still tell of the federal firearms prohibition? Look at it and say so; it takes one click.")
    if rung.audience == LEADERSHIP.key:
        ask = _("Somebody of your office looks at these forms once a year, and nobody has.")
    return Said(title % words, f"{since} {ask}", f"{reverse('notice-list')}?mine=yes&old=yes", _("Open the forms"))


CAUSES: tuple[Audience | Cause, ...] = (
    SEER,
    Cause(
        YEARLY,
        gettext_lazy("Forms of courts that nobody has seen for a year"),
        gettext_lazy("an office looks once a year whether forms of courts carry the notice (34 USC 10449(e))"),
        (
            Rung(0, Unit.WORKING, SEER.key, limits=(0, 30)),
            Rung(20, Unit.WORKING, LEADERSHIP.key, limits=(10, 90)),
            AT_LAST,
        ),
        unseen,
        said,
        order=96,
    ),
)
