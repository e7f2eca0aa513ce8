"""One logged contact of an office with one or more organizations."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models, transaction
from django.db.models import F, Min, Q
from django.utils.translation import gettext as _

from partners.counting import people_of
from partners.duties import Duty
from partners.gaps import Spot
from partners.models.draft import Draft
from partners.models.figure import added_up
from partners.models.need_seen import needs_added_up
from partners.models.partnership import Partnership
from partners.models.profile import codes
from partners.taxonomy import Audience, Did, Need, Population, Topic
from portal.errors import Refused
from portal.models import Office, OfficeOwned, Organization, Person, Recorded, RecordedQuerySet, recorded_now
from portal.pages import refusing
from portal.tenancy import SameOffice, Wall
from specialists.clocks import EARLIEST

PEOPLE = ("did", "audience", "trained", "educated", "is_host")
"""What says who was there and who counts them."""
READ_AS = "english"
"""The language by whose word stems the log is searched."""
DELETED = "the entry was deleted"
"""Why the open steps of a deleted entry are dropped; those that say so come back with it."""


class OutreachQuerySet(RecordedQuerySet):
    """Entries as a list shows them."""

    def newest_first(self) -> Self:
        return self.standing().order_by("-held_on", "-pk")

    def saying(self, text: str) -> Self:
        """Those with these words in line, narrative or materials; "quoted", or, -not as in other searches.

        An index for words is out of an office's reach: the wall lets nothing but plain comparisons near it. So the
        words of the own office's entries, kept ready in a column, are looked through one by one.
        """
        return self.filter(words=SearchQuery(text, search_type="websearch", config=READ_AS))

    def that_saw(self, office: Office, gap: Spot) -> Self:
        """The office's entries that are counted in a gap."""
        populations = Q(populations__contains=[gap.population]) if gap.population else Q(populations=[])
        counties = Q(counties__contains=[gap.county]) if gap.county else Q(counties=[])
        return self.standing().filter(populations, counties, office=office, needs__contains=[gap.need])

    def first_to_see(self, office: Office, gap: Spot) -> date | None:
        """The day of the first of them."""
        first: date | None = self.that_saw(office, gap).aggregate(day=Min("held_on"))["day"]
        return first

    def with_organizations(self) -> Self:
        """With the organizations in the second query."""
        named = Party.objects.select_related("organization", "organization__merged_into")
        return self.prefetch_related(models.Prefetch("parties", named))

    @transaction.atomic
    def log(
        self,
        *,
        office: Office,
        organizations: Collection[Organization],
        by: Person,
        on: date,
        key: UUID | None = None,
        **facts: Any,
    ) -> "Outreach":
        """Write an entry; pressed twice, it is written once. `facts`: the fields of `Outreach` by name.

        The draft that it grew from goes, and each organization becomes a partner of the office. Raises Refused for a
        day that is none yet, no organization, or people who do not count as the rule says.
        """
        key = key or uuid4()
        written: Outreach | None = self.standing().filter(office=office, key=key).first()
        if written:
            return written
        facts = checked(facts, organizations, on=on)
        with refusing(one_standing_entry_per_key=_("This entry has just been saved. Look at it in the list.")):
            made: Outreach = self.create(office=office, key=key, recorded_by=by, **facts)
        made.name(organizations)
        Partnership.objects.begin(office=office, organizations=organizations, by=by, on=facts["held_on"])
        Draft.objects.filter(office=office, person=by, key=key).delete()
        return made


def checked(facts: dict[str, Any], organizations: Collection[Organization], *, on: date) -> dict[str, Any]:
    """The facts as they are kept. Raises Refused."""
    if facts["held_on"] > on:
        raise Refused(_("The day is in the future. An entry is logged when it has taken place."), field="held_on")
    if facts["held_on"] < EARLIEST:
        raise Refused(_("The day is before 1994. Check the year."), field="held_on")
    if not organizations:
        raise Refused(_("Name at least one organization."), field="organizations")
    counted = people_of(
        facts["did"],
        facts.get("audience", ""),
        facts.get("trained", {}),
        facts.get("educated") or 0,
        is_host=facts.get("is_host", True),
    )
    return facts | counted._asdict()


class OutreachManager(models.Manager.from_queryset(OutreachQuerySet)):  # type: ignore[misc]
    """Entries without what only a search reads."""

    def get_queryset(self) -> Any:
        return super().get_queryset().defer("words")


class Outreach(Recorded):
    """An entry of the log. `key` stays the same while edits supersede the row; no field names a survivor or a case."""

    key = models.UUIDField(default=uuid4, editable=False)
    """Names the entry in addresses, and makes pressing the button twice write it once."""
    held_on = models.DateField()
    did = models.CharField(max_length=20, choices=Did.choices)
    duty = models.PositiveSmallIntegerField(choices=Duty.choices)
    line = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    topics = codes(Topic)
    populations = codes(Population)
    needs = ArrayField(models.CharField(max_length=24, choices=Need.choices), default=list, db_default=[], blank=True)
    """What people were seen to need: with population and county, where a gap is looked for."""
    counties = ArrayField(models.CharField(max_length=5), default=list, db_default=[], blank=True)
    """Where that is (FIPS)."""
    audience = models.CharField(max_length=13, choices=Audience.choices, blank=True)
    trained = models.JSONField(default=dict, blank=True)
    """People trained by profession: {"LAW_ENFORCEMENT": 12}. Professionals, at a training, counted by its host."""
    trained_count = models.PositiveIntegerField(default=0)
    """Their sum."""
    educated = models.PositiveIntegerField(default=0)
    """Listeners who are no professionals; never added to people trained."""
    joint_with = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    is_host = models.BooleanField(default=True)
    """Of a joint event the host counts the people, the other office none: so they count once in the nation."""
    materials = models.CharField(max_length=300, blank=True)
    narrative = models.TextField(max_length=8000, blank=True)
    imported_as = models.CharField(max_length=80, blank=True)
    """The key of the row in the file that it was imported from."""

    words = models.GeneratedField(
        expression=SearchVector("line", "narrative", "materials", config=READ_AS),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    """What a search looks through, written by the database."""

    parties: Any
    next_steps: Any
    shares: Any
    objects: ClassVar[OutreachManager] = OutreachManager()

    class Meta(Recorded.Meta):
        verbose_name_plural = "outreach"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "key"], name="one_standing_entry_per_key", condition=Q(superseded_at=None)
            ),
            models.UniqueConstraint(
                fields=["office", "imported_as"],
                name="a_row_is_imported_once",
                condition=Q(superseded_at=None) & ~Q(imported_as=""),
            ),
            models.CheckConstraint(
                name="only_professionals_at_a_training_are_trained",
                condition=Q(trained_count=0) | Q(did=Did.TRAINING, audience__in=["", Audience.PROFESSIONALS]),
            ),
            models.CheckConstraint(
                name="listeners_of_a_training_are_not_educated", condition=Q(educated=0) | ~Q(did=Did.TRAINING)
            ),
            models.CheckConstraint(
                name="the_host_counts_the_people", condition=Q(is_host=True) | Q(trained_count=0, educated=0)
            ),
            models.CheckConstraint(
                name="joint_means_with_another_office",
                condition=(Q(joint_with=None) & Q(is_host=True))
                | (Q(joint_with__isnull=False) & ~Q(joint_with=F("office"))),
            ),
            SameOffice(name="outreach_replaces_own", field="replaces"),
            added_up(),
            needs_added_up(),
            Wall(
                name="outreach_wall",
                secret=["narrative", "line", "words"],
                withheld=["needs", "counties", "populations"],
                office="select insert update:superseded_at",
                jobs="select",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "key"], name="rows_of_an_entry"),
            models.Index(
                "office",
                F("held_on").desc(),
                F("id").desc(),
                name="outreach_newest_first",
                condition=Q(superseded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_did_display()} on {self.held_on}"

    @property
    def organizations(self) -> list[Organization]:
        """Who took part; a double reads as the entry that counts."""
        found = [party.organization.merged_into or party.organization for party in self.parties.all()]
        return sorted(set(found), key=lambda each: (each.name.casefold(), each.pk))

    def name(self, organizations: Collection[Organization]) -> None:
        """Put on record who took part."""
        kept = {(each.merged_into_id or each.pk) for each in organizations}
        Party.objects.bulk_create(
            Party(office_id=self.office_id, outreach=self, organization_id=pk) for pk in sorted(kept)
        )

    @transaction.atomic
    def amend(self, *, organizations: Collection[Organization], by: Person, on: date, **facts: Any) -> "Outreach":
        """Put a changed entry in this one's place. Its next steps and shares go over to the new row.

        With an organization that no longer takes part nothing of it stays shared.
        """
        unchanged = {name: getattr(self, name) for name in (*PEOPLE, "held_on")}
        fresh = self.supersede(by=by, **checked(unchanged | facts, organizations, on=on))
        assert fresh is not None
        fresh.name(organizations)
        Partnership.objects.begin(office=fresh.office, organizations=organizations, by=by, on=fresh.held_on)
        left = self._left_out(organizations)
        self.next_steps.filter(organization__in=left).update(is_shared=False)
        self.shares.filter(organization__in=left).update(is_shared=False)
        self.next_steps.update(outreach=fresh)
        self.shares.update(outreach=fresh, held_on=fresh.held_on, did=fresh.did)
        Draft.objects.filter(office=self.office_id, person=by, key=self.key).delete()
        return fresh

    def _left_out(self, organizations: Collection[Organization]) -> set[int]:
        """The keys of those who took part in this entry, doubles by their own, and are not among these."""
        kept = {each.merged_into_id or each.pk for each in organizations}
        named = Party.objects.filter(outreach=self).values_list("organization", "organization__merged_into")
        return {key for key, target in named if (target or key) not in kept}

    @transaction.atomic
    def remove(self, *, by: Person, on: date) -> None:
        """Take the entry off the record, and with it what was promised in it and told of it. `restore` undoes it."""
        self.supersede(by=by)
        for step in self.next_steps.filter(state="OPEN"):
            step.drop(reason=DELETED, by=by, on=on)
        self.shares.filter(is_shared=True).update(is_shared=False, went_with_entry=True)

    @transaction.atomic
    def restore(self, *, by: Person, on: date) -> "Outreach":
        """Bring back an entry that was taken off the record, as it was."""
        if Outreach.objects.standing().filter(office=self.office_id, key=self.key).exists():
            raise Refused(_("This entry stands in the list already."))
        organizations = self.organizations
        copied = {
            field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields if not field.generated
        }
        clocks = {"id": None, "recorded_at": recorded_now(), "recorded_by_id": by.pk, "superseded_at": None}
        with refusing(one_standing_entry_per_key=_("This entry stands in the list already.")):
            fresh: Outreach = Outreach.objects.create(**copied | clocks | {"replaces_id": self.pk})
        fresh.name(organizations)
        for step in self.next_steps.filter(state="DROPPED", reason=DELETED).select_related("owner", "office"):
            step.reopen(by=by, on=on)
        self.next_steps.update(outreach=fresh)
        self.shares.filter(went_with_entry=True).update(outreach=fresh, is_shared=True, went_with_entry=False)
        self.shares.update(outreach=fresh)
        return fresh


class Party(OfficeOwned):
    """That an organization took part in an entry."""

    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="parties", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")

    class Meta(OfficeOwned.Meta):
        verbose_name_plural = "parties"
        constraints = [
            *OfficeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["outreach", "organization"], name="an_organization_once_per_entry"),
            SameOffice(name="party_to_own_outreach", field="outreach"),
            Wall(name="party_wall", office="select insert", jobs="select"),
        ]
