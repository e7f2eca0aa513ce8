"""A national group that an office has left."""

from typing import Any

from django.utils.timezone import localdate

from tests.browser.partners import COURT
from tests.partners.groups import founded, seated
from tests.partners.log import at_office
from tests.walk import World


def build(world: World) -> dict[str, Any]:
    """EOUSA gave the seat; the office of `partners` gave it up today."""
    group = founded(world.people["erin"], "Group on protection orders (invented)", on=localdate())
    seat = seated(world.people["erin"], group, office=COURT)
    with at_office(world.people["wes"]):
        seat.leave(by=world.people["wes"], on=localdate())
    return {"left_group": group.pk}
