"""Text that was kept although it may identify somebody: who kept it, where and why. Never the text itself."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.guard import Kind
from portal.models.country import Office
from portal.models.organization import Organization
from portal.models.owned import recorded_now
from portal.models.people import Person
from portal.prose import REASON_LENGTH, Prose
from portal.tenancy import Wall, current


class KeptTextQuerySet(models.QuerySet["KeptText"]):
    """What was kept, and how that is written down."""

    def keep(self, form: str, said: Mapping[str, Any]) -> None:
        """Write down each text of these that was kept with a reason, as whoever is bound."""
        kept = [(name, text) for name, text in said.items() if isinstance(text, Prose)]
        self.bulk_create(row(form, name, text) for name, text in kept)


def row(form: str, field: str, text: Prose) -> "KeptText":
    """Whose words these are stands in the binding: a person's, or an organization's that writes by its link."""
    binding = current()
    if binding is None or not (binding.person_id or binding.organization_id):
        raise RuntimeError(f"Nobody is bound who could answer for {form}.{field}.")
    return KeptText(
        person_id=binding.person_id,
        office_id=binding.office_id,
        organization_id=binding.organization_id,
        form=form,
        field=field,
        kinds=list(text.kinds),
        reason=text.kept_because,
    )


class KeptText(models.Model):
    """One text that stands somewhere with a telephone number, an address or the like, and the reason given for it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Nobody by name: the organization, by the link in a mail."""
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    form = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    kinds = ArrayField(models.CharField(max_length=15, choices=[(kind.value, kind.value) for kind in Kind]))
    reason = models.CharField(_("why it stands there"), max_length=REASON_LENGTH)
    kept_at = models.DateTimeField(default=recorded_now)

    objects: ClassVar[KeptTextQuerySet] = KeptTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="somebody_answers_for_a_kept_text", condition=~models.Q(person=None, organization=None)
            ),
            Wall(
                name="kept_text_wall",
                rows={"oarm": "national", "eousa insert": "national"},
                partner="insert",
                office="insert",
                heads="select",
                oarm="insert",
                eousa_reader="select",
                eousa="select insert",
                jobs="select",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}.{self.field}: {', '.join(self.kinds)}"
