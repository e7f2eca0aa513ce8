"""A barrier that its organization answers, one that is closed, and forms of courts with a reply."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from partners.models import Barrier, BarrierAnswer, NoticeForm, NoticeReply
from partners.models.barrier import PARTNER_READS
from partners.models.notice import PARTNER_READS as FORM
from portal.models import Organization
from tests import make
from tests.browser.partners import COURT
from tests.partners.log import at_office
from tests.walk import World


def build(world: World) -> dict[str, Any]:
    """At the organization that `partners` has made, by its office."""
    wes, mia, today = world.people["wes"], world.people["mia"], localdate()
    with at_office(wes):
        house = Organization.objects.get(pk=mia.organization_id or 0)
        facts: dict[str, Any] = {"office": make.office(COURT), "organization": house, "by": wes, "on": today}
        soon: dict[str, Any] = {"kind": "DEAF", "side": "THEIRS", "recheck_on": today + timedelta(days=9)}
        barrier = Barrier.objects.record(what="Nobody signs at night", remedy="Video interpreters", **soon, **facts)
        gone = Barrier.objects.record(what="The meeting room has steps", **soon, **facts).remove(by=wes, on=today)
        said: dict[str, Any] = {"state": "VA", "court": "Circuit courts", "carries": "NO", "language": "EN"}
        said |= {"version": "Rev. 3", "note": "On page 2", "seen_on": today, "is_tribal": False, "joined_on": None}
        form = NoticeForm.objects.observe(form="PO-1 (invented)", **said, **facts)
    with at_office(mia):
        read = Barrier.objects.only(*PARTNER_READS.split(",")).get(key=barrier.key)
        BarrierAnswer.objects.give(barrier=read, says="DOING", text="Two firms bid", by=mia, on=today)
        seen = NoticeForm.objects.only(*FORM.split(",")).get(key=form.key)
        NoticeReply.objects.give(form=seen, says="CHANGED", text="It stands there now", by=mia, on=today)
    return {"barrier": barrier.key, "gone_barrier": gone.key, "notice": form.key}
