"""How far firearms can be taken from whoever may not have them: links of a chain, and what agencies have taken up."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.chain import Basis, Element, Link, Practice, Status
from partners.models.practice_word import AgencyPracticeQuerySet
from partners.models.profile import codes
from partners.models.readiness_word import ReadinessLinkQuerySet
from partners.models.statement import said
from portal.models import Organization, Person, Recorded
from portal.tenancy import SameOffice, Wall

EOUSA_READS_LINKS = "select:id,office_id,county,basis,link,status,as_of,recorded_at,superseded_at"
EOUSA_READS_PRACTICES = "select:id,office_id,practice,status,as_of,recorded_at,superseded_at"


class ReadinessLink(Recorded):
    """One link of a chain in an office's district, or in one of its counties where that stands apart."""

    county = models.CharField(max_length=5, blank=True)
    """FIPS. Empty: the whole district, but for the counties that have a row of their own."""
    basis = models.CharField(max_length=5, choices=Basis.choices)
    link = models.CharField(max_length=10, choices=Link.choices)
    status = models.CharField(max_length=8, choices=Status.choices)
    as_of = models.DateField()
    """The day on which somebody last looked whether this is so."""
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who at the office sees to it. Nobody: the office's queue. A hand-over changes it in place, EOUSA's too."""
    document = models.URLField(_("link to the document"), blank=True)
    ordered_by = models.CharField(_("who may order it, and by which law"), max_length=160, blank=True)
    holder = models.CharField(_("who holds what was handed over"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("room for how many firearms"), null=True, blank=True)
    takes_ammunition = said()
    return_conditions = models.CharField(_("on which conditions they are returned"), max_length=300, blank=True)
    tells_protected = said()
    """Whether the protected party is told before something is returned."""

    objects: ClassVar[ReadinessLinkQuerySet] = ReadinessLinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "county", "basis", "link"],
                name="one_standing_status_per_link",
                condition=Q(superseded_at=None),
            ),
            SameOffice(name="readiness_link_replaces_own", field="replaces"),
            Wall(
                name="readiness_link_wall",
                secret=["ordered_by", "holder", "return_conditions"],
                office="select insert update:superseded_at,owner_id",
                eousa_reader=EOUSA_READS_LINKS,
                eousa=f"{EOUSA_READS_LINKS},owner_id update:owner_id",
                totals="select:id,office_id,owner_id,superseded_at",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_link_display()}: {self.get_status_display()}"


class AgencyPractice(Recorded):
    """Something that an agency has taken up, or not yet, as one office knows it."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    practice = models.CharField(max_length=13, choices=Practice.choices)
    status = models.CharField(max_length=8, choices=Status.choices)
    as_of = models.DateField()
    document = models.URLField(_("link to the document"), blank=True)
    version = models.CharField(_("version of the screening sheet"), max_length=40, blank=True)
    elements = codes(Element)
    asks_dating = said()
    """Whether the screening sheet asks for dating partners (18 USC 921(a)(37), since 2022)."""
    contact = models.CharField(_("contact at ATF"), max_length=160, blank=True)

    objects: ClassVar[AgencyPracticeQuerySet] = AgencyPracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "organization", "practice"],
                name="one_standing_status_per_practice",
                condition=Q(superseded_at=None),
            ),
            SameOffice(name="agency_practice_replaces_own", field="replaces"),
            Wall(
                name="agency_practice_wall",
                secret=["contact", "version"],
                office="select insert update:superseded_at",
                eousa_reader=EOUSA_READS_PRACTICES,
                eousa=EOUSA_READS_PRACTICES,
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_practice_display()}: {self.get_status_display()}"
