"""An office that has entered its case counts, so that their pages have something to draw."""

from typing import Any

from django.utils.timezone import localdate

from partners import quarters
from partners.cases import CELLS
from partners.models import CaseCount
from tests import make
from tests.browser.partners import COURT
from tests.partners.log import at_office
from tests.walk import World


def build(world: World) -> dict[str, Any]:
    """Two quarters, the later one corrected."""
    wes, last = world.people["wes"], quarters.before(quarters.quarter_of(localdate()))
    facts: dict[str, Any] = {"office": make.office(COURT), "by": wes, "on": localdate(), "is_sure": True}
    with at_office(wes):
        for quarter, number in ((quarters.before(last), 4), (last, 7)):
            CaseCount.objects.enter(quarter=quarter, cells=dict.fromkeys(CELLS, number), **facts)
        CaseCount.objects.enter(quarter=last, cells={CELLS[0]: 9, CELLS[3]: None}, **facts)
    return {"counted": quarters.code(last)}
