"""Reading what offices saw on forms of courts: as much as whoever asks may read, counted and in words.

An office's observation, never a state's certification: that sentence stands with every answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners import quarters
from partners.forms.notices import UNKNOWN
from partners.models import NoticeForm, NoticeReply
from partners.models.notice import PARTNER_READS, SEEN_FOR, may_reply
from partners.models.statement import Says
from partners.parts import Section, Table
from partners.week import Waits, how_many
from portal import gazetteer
from portal.access import ORGANIZATION_ROLES, Permission
from portal.country import STATES
from portal.hats import Hat, PortalRequest
from portal.models import Office, Organization
from portal.ownership import Line
from portal.tenancy import current

OBSERVATION = gettext_lazy("Office observation, not the state’s certification.")
SOMEBODY = gettext_lazy("a court or a state agency")
"""Of one that the reader may not know by name."""
MINUTE = 60
A_WEEK = timedelta(days=7)
"""So long an office reads in its week that somebody agrees: there is nothing to mend."""
UNPEOPLED = frozenset({"UM"})
"""Has no court."""
TALLY = {
    "forms": Count("pk"),
    "carrying": Count("pk", filter=Q(carries=Says.YES)),
    "partly": Count("pk", filter=Q(carries=Says.PARTLY)),
    "without": Count("pk", filter=Q(carries=Says.NO)),
    "last": Max("seen_on"),
}


# --- whose -----------------------------------------------------------------------------------------------------------
def speaks_for_courts(hat: Hat) -> bool:
    """Whether an organization is a court or a state's agency, or replies to a form already; asked once a minute."""
    if current() is None or not hat.organization_id:
        return False

    def asked() -> bool:
        return may_reply().exists() or NoticeForm.objects.standing().exists()

    return bool(cache.get_or_set(f"speaks-for-courts:{hat.organization_id}", asked, MINUTE))


def wait_for(organization_id: int) -> Iterator[str]:
    """To whoever is invited to act for it: how many forms wait for its reply."""
    rows = NoticeForm.objects.standing().filter(organization=organization_id).annotate(said=newest("says"))
    if n := rows.filter(said=None).count():
        said = ngettext(
            "%(n)d form of a court waits there for your reply: an office saw it, and asks whether it is so.",
            "%(n)d forms of courts wait there for your reply: offices saw them, and ask whether it is so.",
            n,
        )
        yield said % {"n": n}


# --- rows ------------------------------------------------------------------------------------------------------------
def readable(hat: Hat) -> Any:
    """Every row that the hat may read and no more of it; the newest reply is `said`, by `said_by`."""
    rows = NoticeForm.objects.annotate(said=newest("says"), said_by=newest("by_name"))
    if hat.role in ORGANIZATION_ROLES:
        return rows.only(*PARTNER_READS.split(","))
    return rows.select_related("organization__merged_into", "seen_by")


def newest(column: str) -> Subquery:
    replies = NoticeReply.objects.filter(form=OuterRef("key"), office=OuterRef("office"))
    return Subquery(named(replies).order_by("-recorded_at", "-pk").values(column)[:1])


def named(replies: QuerySet[NoticeReply]) -> QuerySet[Any]:
    """Each with who gave it, `by_id` and `by_name`; nobody where the reader may not know of that organization."""
    entry = Organization.objects.filter(pk=OuterRef("organization"))
    counts = {"by_id": Coalesce("merged_into", "pk"), "by_name": Coalesce("merged_into__name", "name")}
    return replies.annotate(**{name: Subquery(entry.values(told=value)[:1]) for name, value in counts.items()})


def standing(hat: Hat) -> QuerySet[NoticeForm]:
    found: QuerySet[NoticeForm] = readable(hat).filter(superseded_at=None)
    return found


def replies_to(form: NoticeForm) -> QuerySet[Any]:
    """Everything that the state or the court said to it, with who said it, the newest first."""
    found = NoticeReply.objects.filter(form=form.key, office_id=form.office_id)
    return named(found).order_by("-recorded_at", "-pk")


def seen_before(rows: Sequence[NoticeForm]) -> list[NoticeForm]:
    """Of the rows of one form, the newest first, the earlier ones in which something else was seen than afterwards."""
    return [older for newer, older in pairwise(rows) if sight(older) != sight(newer)]


def sight(form: NoticeForm) -> tuple[Any, ...]:
    return form.seen_on, form.carries, form.version


def narrowed(rows: QuerySet[NoticeForm], asked: Mapping[str, Any], day: date, office: int | None) -> Any:
    """The rows that pass every filter that is set and can be meant."""
    rows = rows.filter(state=asked["state"]) if asked.get("state") else rows
    if carries := asked.get("carries"):
        rows = rows.filter(carries="" if carries == UNKNOWN else carries)
    rows = rows.filter(seen_on__lte=day - SEEN_FOR) if asked.get("old") else rows
    rows = rows.filter(office=office) if asked.get("mine") else rows
    return rows.filter(is_tribal=asked["tribal"] == "yes") if asked.get("tribal") else rows


# --- in words --------------------------------------------------------------------------------------------------------
def state_of(form: NoticeForm) -> str:
    return str(STATES.get(form.state, form.state))


def replied(code: str | None) -> str:
    """A reply in words; nothing where nobody has replied."""
    return str(NoticeReply.Says(code).label) if code else ""


def replier(form: Any) -> str:
    """Who gave the newest reply; nothing where nobody has replied."""
    return str(form.said_by or SOMEBODY) if form.said else ""


def is_old(form: NoticeForm, day: date) -> bool:
    """Whether nobody has seen it for a year."""
    return form.seen_on <= day - SEEN_FOR


def sentence_of(rows: QuerySet[NoticeForm], day: date, *, is_partner: bool = False) -> str:
    """Offices have seen 47 forms in 12 states; 31 carry the notice. 5 were last seen more than a year ago."""
    old = Count("pk", filter=Q(seen_on__lte=day - SEEN_FOR))
    counts = rows.order_by().aggregate(**TALLY, old=old, states=Count("state", distinct=True))
    if not counts["forms"]:
        return nothing_yet(is_partner=is_partner)
    forms = ngettext("Offices have seen %(forms)d form", "Offices have seen %(forms)d forms", counts["forms"])
    states = ngettext("in %(states)d state", "in %(states)d states", counts["states"])
    carry = ngettext("; %(carrying)d carries the notice.", "; %(carrying)d carry the notice.", counts["carrying"])
    late = ngettext(
        " %(old)d was last seen more than a year ago.", " %(old)d were last seen more than a year ago.", counts["old"]
    )
    return (f"{forms} {states}{carry}" + (late if counts["old"] else "")) % counts


def nothing_yet(*, is_partner: bool) -> str:
    """A partner reads those alone to which it may reply."""
    if is_partner:
        return _("No office has named your organization as the one that replies to a form of a court.")
    return _("Nobody has put a form of a court on record yet.")


def by_state(rows: QuerySet[NoticeForm]) -> Table:
    """For each state how many forms were seen, how many carry the notice, and when somebody looked last."""
    found: Any = rows.order_by("state").values("state").annotate(**TALLY)
    lines = [
        [
            str(STATES.get(row["state"], row["state"])),
            *(str(row[name]) for name in list(TALLY)[:-1]),
            day_of(row["last"]),
        ]
        for row in found
    ]
    head = [_("State"), _("Forms seen"), _("Carrying it"), _("Partly"), _("Not"), _("Last seen")]
    return Table(_("By state"), head, lines)


def unseen(table: Table) -> str:
    """The states and territories that are not in that table: nothing was seen there yet."""
    seen = {row[0] for row in table.rows}
    left = [name for code, name in STATES.items() if code not in UNPEOPLED and name not in seen]
    if not left:
        return ""
    told = ngettext("Nothing seen yet in %(n)d state or territory: %(names)s.",
                    "Nothing seen yet in %(n)d states and territories: %(names)s.", len(left))  # fmt: skip
    return told % {"n": len(left), "names": ", ".join(left)}


def day_of(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


# --- one office ------------------------------------------------------------------------------------------------------
def office_panel(_request: PortalRequest, known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """How many forms the office has seen, and how many carry the notice: one query."""
    counts = NoticeForm.objects.standing().filter(office=known["office"]).aggregate(**TALLY)
    if not counts["forms"]:
        return None
    said = ngettext("%(forms)d form of a court seen", "%(forms)d forms of courts seen", counts["forms"])
    carry = ngettext("; %(carrying)d carries the notice.", "; %(carrying)d carry the notice.", counts["carrying"])
    facts = {"sentence": (said + carry) % counts, "label": _("Look at them"), "source": OBSERVATION}
    return facts | {"url": reverse("notice-list")}


def waiting(request: PortalRequest, day: date) -> Waits | None:
    """On the page of the week: the office's forms that nobody has seen for a year; one query."""
    if not request.hat.may(Permission.NOTICE_EDIT):
        return None
    rows = NoticeForm.objects.old(day).filter(office=request.hat.office_id).order_by("seen_on", "pk")
    n, found = how_many(rows)
    if not n:
        return None
    said = ngettext("%(n)d form of a court is to be seen again.", "%(n)d forms of courts are to be seen again.", n)
    lines = [
        Line(one.pk, _("%(form)s: last seen on %(day)s") % {"form": one, "day": day_of(one.seen_on)}, page_of(one))
        for one in found
    ]
    url = f"{reverse('notice-list')}?old=yes&mine=yes"
    return Waits(said % {"n": n}, _("Forms of courts to see again"), lines, url)


def answered(request: PortalRequest, day: date) -> Waits | None:
    """On the page of the week: replies to the office's forms since it last wrote; one query."""
    if not request.hat.may(Permission.NOTICE_EDIT):
        return None
    rows = readable(request.hat).filter(pk__in=NoticeForm.objects.answered(day - A_WEEK).values("pk"))
    n, found = how_many(rows.filter(office=request.hat.office_id).order_by("court", "pk"))
    if not n:
        return None
    said = ngettext("%(n)d form of a court has a new reply.", "%(n)d forms of courts have new replies.", n)
    return Waits(said % {"n": n}, _("What courts reply"), [line_of(one) for one in found])


def line_of(form: Any) -> Line:
    """The form, who replied, and what."""
    words = {"form": form, "who": form.said_by or SOMEBODY, "says": replied(form.said)}
    return Line(form.pk, _("%(form)s: %(who)s says “%(says)s”") % words, page_of(form))


def to_begin(request: PortalRequest, _day: date) -> Waits | None:
    """On the page of the week, where no office has seen a form of the own state: one query. Nobody is mailed of it."""
    office = gazetteer.offices()[request.hat.court_id]
    seen = NoticeForm.objects.standing().filter(state=office.state)
    if not request.hat.may(Permission.NOTICE_EDIT) or seen.exists():
        return None
    said = _("No office has seen a form of a court in %(state)s yet. Ask for a protection order form, and record "
             "whether it carries the notice.") % {"state": STATES[office.state]}  # fmt: skip
    url = reverse("notice-create")
    return Waits("", _("Forms of courts"), [Line(office.pk, said, url)], url)


def page_of(form: NoticeForm) -> str:
    return reverse("notice-detail", args=[form.key])


# --- the report ------------------------------------------------------------------------------------------------------
def in_quarter(office: Office, quarter: date, known: datetime) -> dict[str, Any]:
    """The office's forms by answer as recorded, and how many of them somebody saw in the quarter."""
    after = quarters.after(quarter)
    rows = NoticeForm.objects.known_at(known).filter(office=office, seen_on__lt=after)
    answers = dict(rows.order_by().values_list("carries").annotate(n=Count("pk")))
    return {
        "answers": {code or UNKNOWN: n for code, n in answers.items()},
        "seen": rows.filter(seen_on__gte=quarter).count(),
    }


def told(kept: Mapping[str, Any]) -> Iterator[Section]:
    """The forms by answer, with the sentence of what this is."""
    if not kept["answers"]:
        return
    words = {"n": sum(kept["answers"].values()), "seen": kept["seen"]}
    sentence = _("Forms of courts on record: %(n)d, of which seen in this quarter: %(seen)d.") % words
    named = [(code or UNKNOWN, label) for code, label in Says.choices]
    rows = [[str(capfirst(str(label))), str(kept["answers"].get(code, 0))] for code, label in named]
    table = Table(_("Does the form carry the notice?"), [_("Carries it"), _("Forms")], rows)
    yield Section(_("Judicial notification"), paragraphs=[sentence, str(OBSERVATION)], table=table)
