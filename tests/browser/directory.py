"""Organizations in the states that pages of the directory have, all of one office."""

from typing import Any

from django.utils.timezone import localdate

from partners.models import Double, OfficeWord, Partnership, enter_organization
from portal.access import Role
from tests import make
from tests.partners.log import at_office, entry, step
from tests.partners.test_directory_verbs import office_of
from tests.walk import World

COURT = "vtd"


def build(world: World) -> dict[str, Any]:
    """A partner with everything there can be, a tribe that was not asked yet, a double, and one that is a double."""
    val = world.people["val"] = make.member("Val Reed", Role.SPECIALIST, office=COURT)
    today = localdate()

    def enter(name: str, kind: str = "SHELTER", **facts: Any) -> Any:
        with at_office(val) as member:
            return enter_organization(office=office_of(member), name=name, kind=kind, by=val, on=today, **facts)

    partner = enter(
        "Maple House", city="Barre", state="VT", counties=["50023"], statewide=["VT"], populations=["RURAL"],
        languages=["ASE"], about="A place to stay.", grounds=["SEX"], lgbtq_training="YES", verified_on=today,
    )  # fmt: skip
    tribe, double, merged = enter("Lake Nation", "TRIBE"), enter("Maple Houses"), enter("Mapple House")
    step(val, entry(val, organizations=[partner], held_on=today, on=today), "Send the draft", organization=partner,
         due_on=today, on=today)  # fmt: skip
    with at_office(val) as member:
        OfficeWord(office_of(member), partner).reach(by=val, on=today, post="HOTLINE", email="", phone="800-555-0100")
        Double(merged, member.office).merge(into=partner, by=val, on=today)
        partnership = Partnership.objects.get(organization=partner)
        partnership.write_note(note="First Tuesday of the month.", by=val, on=today)
        known = partnership.get_to_know(by=val, on=today, name="Nora Field", title="director", email="n@example.test")
    return {
        "partner": partner.pk,
        "tribe": tribe.pk,
        "double": double.pk,
        "merged": merged.pk,
        "partnership": partnership.pk,
        "known": known.pk,
    }
