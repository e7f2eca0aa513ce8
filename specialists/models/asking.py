"""Since when an office has been asked."""

from django.db import models
from django.db.models import Q

from portal.models import Recorded
from portal.tenancy import SameOffice
from specialists.models.staffing import staffing_wall


class Asking(Recorded):
    """EOUSA has asked this office who its specialist is. Before that its silence is no silence."""

    asked_on = models.DateField()

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(fields=["office"], name="an_office_is_asked_once", condition=Q(superseded_at=None)),
            SameOffice(name="asking_replaces_own", field="replaces"),
            staffing_wall("asking_wall", totals="asked_on", office="select"),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"
