"""By which clock somebody reads a deadline."""

from zoneinfo import ZoneInfo

from grants.deadlines import zone_of_state
from partners.models import OwnWord
from portal import gazetteer
from portal.hats import Hat
from portal.models import Organization


def zone_of(hat: Hat, state: str = "") -> ZoneInfo:
    """That of the state that was named; else the office's own, of an organization that of its entry's state; Eastern
    time for everybody else."""
    office = gazetteer.offices().get(hat.court_id)
    if office and not state:
        return office.zone
    if hat.organization_id and not state:
        entry = OwnWord(Organization(pk=hat.organization_id)).entry()
        return zone_of_state(entry.state if entry else "")
    return zone_of_state(state)
