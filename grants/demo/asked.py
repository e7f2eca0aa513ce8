"""The invented questions of the demonstration, how they were answered and what became of them. Pure.

Nobody here exists; the counties and the programs do. Days are counted back from today, and lie on working days.
"""

from dataclasses import dataclass, field

from grants.taxonomy import AddressUse, Band, Because, Said
from partners.kinds import Kind
from partners.taxonomy import Need


@dataclass(frozen=True)
class Heard:
    """What became of a program: how many days after the answer, and in which words."""

    program: str
    after: int
    said: Said
    because: Because | str = ""
    band: Band | str = ""


@dataclass(frozen=True)
class Asked:
    """One invented question. `answered`: after so many working days; None: it waits."""

    ago: int
    county: str
    need: Need
    kind: Kind | str
    text: str
    answered: int | None = None
    programs: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = field(default=())
    use: AddressUse = AddressUse.REMINDERS
    language: str = "en"
    violence: tuple[str, ...] = ("DOMESTIC",)
    is_signed_in: bool = False
    closed: str = ""


TARRANT, DALLAS, COLLIN, LUBBOCK = "48439", "48113", "48085", "48303"
WINDSOR, CHITTENDEN, MANHATTAN, CADDO, EASTERN = "50027", "50007", "36061", "22017", "60010"
APPLIED, AWARDED, NOT_AWARDED = Said.APPLIED, Said.AWARDED, Said.NOT_AWARDED
QUESTIONS = (
    Asked(400, LUBBOCK, Need.LEGAL, Kind.LEGAL_AID, "We want a second lawyer for orders.", 1, ("lav", "stop"),
          (Heard("lav", 40, APPLIED), Heard("lav", 200, AWARDED, band=Band.TO_500),
           Heard("stop", 50, Said.NOT_RELEVANT, Because.OTHER_MONEY))),
    Asked(330, DALLAS, Need.ADVOCACY, Kind.CULTURALLY_SPECIFIC, "Is there money for advocates who sign?", 2,
          ("cls", "deaf"), (Heard("deaf", 60, APPLIED),
                                  Heard("deaf", 230, NOT_AWARDED, Because.SCORED_LOWER))),
    Asked(260, TARRANT, Need.SHELTER, Kind.SHELTER, "Two more rooms for families with older sons.", 1,
          ("stop", "fvpsa_state"), (Heard("stop", 45, APPLIED), Heard("stop", 150, AWARDED, band=Band.TO_150)),
          is_signed_in=True, closed="DONE"),
    Asked(190, DALLAS, Need.COUNSELING, Kind.RAPE_CRISIS_CENTER, "", 4, ("sasp",),
          (Heard("sasp", 70, Said.NOT_RELEVANT, Because.TOO_LARGE),), violence=("SEXUAL_ASSAULT",)),
    Asked(120, LUBBOCK, Need.HOUSING, Kind.SHELTER, "Busca vivienda de transición para familias.", 2, ("th",),
          use=AddressUse.ANSWER, language="es"),
    Asked(45, TARRANT, Need.TRANSPORT, Kind.SHELTER, "Vans for a rural route.", 1, ("rural",),
          (Heard("rural", 12, Said.WILL_APPLY),), is_signed_in=True),
    Asked(6, COLLIN, Need.SHELTER, Kind.SHELTER, "We have a waiting list. Is there federal money for beds?"),
    Asked(1, DALLAS, Need.ORDERS, Kind.COURT, "", violence=("DOMESTIC", "STALKING")),
    Asked(210, WINDSOR, Need.LEGAL, Kind.LAW_SCHOOL, "Our clinic would take tenants who were abused.", 1, ("lav",),
          (Heard("lav", 30, APPLIED),)),
    Asked(75, CHITTENDEN, Need.FORENSIC_EXAM, Kind.HEALTH_CARE, "", 2, ("safe",)),
    Asked(300, MANHATTAN, Need.INTERPRETING, Kind.CULTURALLY_SPECIFIC, "Interpreters at night.", 1, ("cls",),
          (Heard("cls", 40, NOT_AWARDED, Because.INCOMPLETE),)),
    Asked(90, MANHATTAN, Need.PREVENTION, Kind.LAW_SCHOOL, "A campus wants to begin.", 3, ("campus",),
          (Heard("campus", 20, Said.NOT_RELEVANT, Because.NO_TIME),)),
    Asked(150, CADDO, Need.VISITATION, Kind.LOCAL_AGENCY, "Safe exchange of children.", 2, ("jff",)),
    Asked(60, EASTERN, Need.SHELTER, Kind.SHELTER, "Nobody serves us here. Whom do we ask?", 1, ("fvpsa_state",)),
)  # fmt: skip
ANSWER = (
    "Thank you for asking. The programs below may fit you; the reasons stand with each, and they are guidance, not a "
    "determination. The notice decides. (invented)"
)
