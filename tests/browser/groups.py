"""A national group that an office has left; of another group something that is done."""

from typing import Any

from django.utils.timezone import localdate

from tests.browser.partners import COURT
from tests.partners.groups import founded, owed, seated
from tests.partners.log import at_office
from tests.walk import World


def build(world: World) -> dict[str, Any]:
    """EOUSA gave the seat; the office of `partners` gave it up today."""
    wes, today = world.people["wes"], localdate()
    group = founded(world.people["erin"], "Group on protection orders (invented)", on=today)
    seat = seated(world.people["erin"], group, office=COURT)
    item = owed(wes, founded(wes, "Response team of Roanoke (invented)"))
    with at_office(wes):
        seat.leave(by=wes, on=today)
        item.close(by=wes, on=today)
    return {"left_group": group.pk, "done_item": item.pk}
