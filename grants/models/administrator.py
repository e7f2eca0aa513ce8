"""The agencies through which a state passes federal money on: who they are, and who has verified that when.

No list of them exists that a program could read, so the portal keeps its own. No row: unknown, and said so.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partners.days import refuse_unlived
from partners.erpo import JURISDICTIONS
from portal.errors import Refused
from portal.models import Office, OnRecord, Person, RecordedQuerySet
from portal.pages import refusing
from portal.tenancy import Wall

FACTS = ("agency", "website", "phone", "email", "note", "source")
"""What is said of an agency, apart from who has verified it when."""
READ = "id,state,program,agency,website,phone,email,note,source,verified_on,superseded_at"
"""What everybody reads of a verified one: not who of government wrote it down."""


class AdministratorQuerySet(RecordedQuerySet):
    """Administrators by state, and how one is put on record."""

    def of_state(self, state: str) -> Self:
        """Those on record now, as much of each as everybody may read."""
        return self.standing().filter(state=state).only(*READ.split(","))

    def verified(self) -> Self:
        """Those that a person has verified."""
        return self.exclude(verified_on=None)

    @transaction.atomic
    def say(
        self, *, state: str, program: str, verified_on: date | None, by: Person, on: date, office: Office | None,
        opened_with: int | None = None, **facts: Any,
    ) -> "StateAdministrator":  # fmt: skip
        """Put on record who administers a program in a state; what stood before stays as history.

        `office`: for which somebody acts, whose state it has to be; none: EOUSA. The same again changes nothing: what
        was verified is not less so because somebody says it without having looked. `opened_with`: the row that
        whoever writes has read, 0 for none; what was put on record since is read first.
        """
        refuse_another_state(state, office)
        said = {name: facts.get(name, "") for name in FACTS} | {"verified_on": verified_on}
        refuse_out_of_reach(said, on)
        stands = self.standing().select_for_update().filter(state=state, program=program).first()
        if opened_with is not None and opened_with != (stands.pk if stands else 0):
            raise Refused(_now("Somebody has changed this since you opened it. Read it under “On record”, then save."))
        if stands is None:
            with refusing(one_standing_administrator=_now("Somebody else has just entered this agency. Look again.")):
                return self.create(state=state, program=program, recorded_by=by, **said)  # type: ignore[no-any-return]
        return stands if stands.says(said) else stands.supersede(by=by, **said)  # type: ignore[no-any-return]


def refuse_another_state(state: str, office: Office | None) -> None:
    if state not in JURISDICTIONS or (office and office.state != state):
        raise Refused(_now("Your office is in another state: only its own offices and EOUSA verify this."))


def refuse_out_of_reach(said: Mapping[str, Any], on: date) -> None:
    """Whom nobody can reach, nobody has verified, and nobody has verified anything on a day to come."""
    if not said["verified_on"]:
        return
    refuse_unlived(said["verified_on"], on, field="verified_on")
    if not any(said[name] for name in ("website", "phone", "email")):
        raise Refused(
            _now("To verify it, give a website, a telephone number or a mailbox: one of them at least."),
            field="website",
        )


class StateAdministrator(OnRecord):
    """Which agency of a state hands out the money of one program there."""

    state = models.CharField(max_length=2)
    program = models.CharField(max_length=20)
    """The program's key in the catalog."""
    agency = models.CharField(_("name of the agency"), max_length=160)
    website = models.URLField(_("website"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("mailbox"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("where this stands"), max_length=300)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    """The day on which a person last compared it with what the agency says of itself. None: to verify."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # type: ignore[assignment]
    """Nobody: it came with the portal."""

    objects: ClassVar[AdministratorQuerySet] = AdministratorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state", "program"], name="one_standing_administrator", condition=Q(superseded_at=None)
            ),
            models.CheckConstraint(
                name="only_who_can_be_reached_is_verified",
                condition=Q(verified_on=None) | Q(website__gt="") | Q(phone__gt="") | Q(email__gt=""),
            ),
            Wall(
                name="state_administrator_wall",
                rows={
                    **dict.fromkeys(("public", "partner", "intake", "oarm", "operator"), "verified"),
                    **dict.fromkeys(("office insert", "office update"), "own state"),
                },
                public=f"select:{READ}",
                partner=f"select:{READ}",
                intake=f"select:{READ}",
                oarm=f"select:{READ}",
                operator=f"select:{READ}",
                office="select insert update:superseded_at",
                eousa_reader="select",
                eousa="select insert update:superseded_at",
                jobs="select",
            ),
        ]
        indexes = [models.Index(fields=["state", "program"], name="administrators_of_a_state")]

    def __str__(self) -> str:
        return f"{self.state} {self.program}: {self.agency}"

    def says(self, said: Mapping[str, Any]) -> bool:
        """Whether all of this is on record already."""
        is_same = all(getattr(self, name) == said[name] for name in FACTS)
        return is_same and said["verified_on"] in {None, self.verified_on}
