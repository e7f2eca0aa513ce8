"""How to reach the federal agencies that hand out the money: dated rows of the nation, verified by EOUSA."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from grants.models.administrator import READ, StateAdministrator
from grants.taxonomy import Agency
from portal.models import EVERYBODY_READS, OnRecord, Person, RecordedQuerySet
from portal.tenancy import Wall


class FederalContactQuerySet(RecordedQuerySet):
    """Contacts by agency."""

    def unverified(self) -> Self:
        """Those that nobody has tried, by agency."""
        return self.standing().filter(verified_on=None).order_by("agency")

    def of(self, agency: str) -> "FederalContact | None":
        """The agency's contact as it stands."""
        found: FederalContact | None = self.standing().filter(agency=agency).first()
        return found


class FederalContact(OnRecord):
    """The program contact of a federal agency. What nobody has verified is not shown as a number."""

    agency = models.CharField(max_length=3, choices=Agency.choices)
    unit_name = models.CharField(_("name"), max_length=120)
    website = models.URLField(_("website"), max_length=200)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    verified_on = models.DateField(null=True, blank=True)
    """The day on which somebody of EOUSA last called the number or wrote to the mailbox."""
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # type: ignore[assignment]
    """Nobody: it came with the portal."""

    objects: ClassVar[FederalContactQuerySet] = FederalContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], name="one_standing_contact_per_agency", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(
                name="a_number_of_an_agency_is_verified",
                condition=Q(phone="", email="") | Q(verified_on__isnull=False),
            ),
            Wall(
                name="federal_contact_wall",
                **EVERYBODY_READS | {"eousa": "select insert update:superseded_at"},
            ),
        ]

    def __str__(self) -> str:
        return self.unit_name

    @transaction.atomic
    def verify(
        self, *, unit_name: str, website: str, phone: str, email: str, source: str, by: Person, on: date
    ) -> Self:
        """Say what it is, as checked by a person on that day. What stood before stays on record."""
        said = {"unit_name": unit_name, "website": website, "phone": phone, "email": email, "source": source}
        return self.supersede(by=by, verified_on=on, **said) or self


def whom_to_ask(state: str) -> tuple[dict[str, FederalContact], dict[str, StateAdministrator]]:
    """How each federal agency is reached, by its code, and who hands money out in a state, by the program's key, as far
    as a person has verified it: one query for both."""
    verified = StateAdministrator.objects.of_state(state).verified()
    rows = verified.values(row=JSONObject(**{name: name for name in READ.split(",")}))
    contacts = {one.agency: one for one in FederalContact.objects.standing().annotate(told=ArraySubquery(rows))}
    told: list[dict[str, Any]] = next((one.told for one in contacts.values()), [])
    return contacts, {row["program"]: read(row) for row in told}


def read(row: dict[str, Any]) -> StateAdministrator:
    """The administrator of which the database told in JSON."""
    return StateAdministrator(**row | {"verified_on": date.fromisoformat(row["verified_on"])})
