"""The log as its readers see it: an entry with the names of those who took part, in one query.

Used by the list, the page of one entry and the API. Full-text search reads the words of the own office's entries one
by one (`OutreachQuerySet.saying`); everything else runs along an index by day.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject

from partners.models import Figure, Outreach, Partnership, Party, Share
from portal.models import AuditEvent, Office, Organization, Person

LISTED = (
    "key", "office_id", "held_on", "did", "duty", "line", "minutes", "topics", "populations", "needs", "counties",
    "audience", "trained", "trained_count", "educated", "is_host", "joint_with_id", "materials", "recorded_at",
    "recorded_by__name",
)  # fmt: skip
"""What a list reads of each entry. The narrative stands on its own page only."""
CHOICES = {"did": "did", "duty": "duty", "from": "held_on__gte", "to": "held_on__lte"}
HOLDS = {
    "topic": "topics__contains", "population": "populations__contains", "need": "needs__contains",
    "county": "counties__contains",
}  # fmt: skip
"""What may be asked of the log, by the name of the parameter, and the column that answers it."""


def who_took_part() -> ArraySubquery:
    """The organizations of an entry, by name: [{"id": 7, "name": "…", …}]. A double reads as the entry that counts."""
    counts = Coalesce("organization__merged_into_id", "organization_id")
    name = Coalesce("organization__merged_into__name", "organization__name")
    parties = Party.objects.filter(outreach=OuterRef("pk")).order_by(name, counts)
    hidden = Coalesce("organization__merged_into__is_confidential", "organization__is_confidential")
    return ArraySubquery(parties.values(named=JSONObject(id=counts, name=name, is_confidential=hidden)))


def parties(entry: Any) -> list[dict[str, Any]]:
    """What `who_took_part` found, each once."""
    return list({party["id"]: party for party in entry.parties_named}.values())


def logged_first() -> Subquery:
    """Who logged an entry, whoever changed it since."""
    same = Outreach.objects.filter(office=OuterRef("office"), key=OuterRef("key"), replaces=None)
    return Subquery(same.order_by("pk").values("recorded_by__name")[:1])


def listed() -> QuerySet[Outreach]:
    """Standing entries, with `parties_named`, `logged_by`, and `is_told`: whether a partner is told of it."""
    told = Share.objects.filter(outreach=OuterRef("pk"), is_shared=True)
    rows = Outreach.objects.standing().select_related("recorded_by")
    more = {"parties_named": who_took_part(), "is_told": Exists(told), "logged_by": logged_first()}
    found: QuerySet[Outreach] = rows.annotate(**more).only(*LISTED)
    return found


def narrowed(rows: QuerySet[Outreach], asked: dict[str, Any], *, reader: Person | None) -> QuerySet[Outreach]:
    """The entries that are asked for, by the names of `CHOICES` and `HOLDS` and what else a list may be asked."""
    given = {name: value for name, value in asked.items() if value not in (None, "", False)}
    found = rows.filter(joint_if(asked.get("joint")), **columns_asked(given))
    if "mine" in given:
        own = Outreach.objects.filter(recorded_by=reader, replaces=None)
        found = found.filter(key__in=own.values("key"))
    if "organization" in given:
        found = found.filter(with_organization(given["organization"]))
    return found.saying(given["words"]) if "words" in given else found  # type: ignore[attr-defined]


def columns_asked(given: dict[str, Any]) -> dict[str, Any]:
    """What single columns have to say."""
    plain = {column: given[name] for name, column in CHOICES.items() if name in given}
    return plain | {column: [given[name]] for name, column in HOLDS.items() if name in given}


def joint_if(wanted: bool | None) -> Q:
    """Held with another office, or not; either where nothing is asked."""
    return Q() if wanted is None else Q(joint_with__isnull=not wanted)


def with_organization(pk: int) -> Exists:
    """That this organization took part, also under the name of a double."""
    same = Q(organization=pk) | Q(organization__merged_into=pk)
    return Exists(Party.objects.filter(same, outreach=OuterRef("pk")))


def partners_of(office: Office) -> list[tuple[int, str]]:
    """Everybody with whom the office has worked, by name."""
    worked = Partnership.objects.filter(office=office).values("organization")
    found = Organization.objects.filter(Q(pk__in=worked) | Q(doubles__in=worked), merged_into=None)
    return list(found.distinct().order_by("name", "pk").values_list("pk", "name"))


def entries_in_all(office: Office) -> int:
    """How many entries stand in the log, from its figures: nothing is counted."""
    found = Figure.objects.filter(office=office, measure=Figure.Measure.ENTRIES).aggregate(number=Sum("number"))
    return found["number"] or 0


def rows_of(key: UUID) -> list[Outreach]:
    """Every row that the entry ever was, the oldest first; none of another office. The last is how it stands now."""
    rows = Outreach.objects.filter(key=key).select_related("recorded_by", "joint_with")
    return list(rows.annotate(parties_named=who_took_part()).order_by("pk"))


class Neighbors(NamedTuple):
    """The keys of the entries beside one in the list; None at its ends."""

    newer: UUID | None
    older: UUID | None


def neighbors(entry: Outreach) -> Neighbors:
    """Found along the index, in one query."""
    own: Any = Outreach.objects.standing().filter(office=entry.office_id)
    day, pk = entry.held_on, entry.pk
    after = own.filter(Q(held_on__gt=day) | Q(held_on=day, pk__gt=pk), held_on__gte=day).order_by("held_on", "pk")
    before = own.filter(Q(held_on__lt=day) | Q(held_on=day, pk__lt=pk), held_on__lte=day).order_by("-held_on", "-pk")
    sides = [
        rows.annotate(side=Value(side)).values_list("side", "key")[:1] for side, rows in enumerate((after, before))
    ]
    found = dict(sides[0].union(sides[1], all=True))
    return Neighbors(found.get(0), found.get(1))


def who_removed(entry: Outreach) -> str:
    """Who took the entry off the record, as the trail knows."""
    changed = AuditEvent.objects.filter(
        office_id=entry.office_id, table_name=Outreach._meta.db_table, row_key=str(entry.pk), operation="UPDATE"
    )
    person_id = changed.order_by("-id").values_list("person_id", flat=True).first()
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    return person.name if person else ""
