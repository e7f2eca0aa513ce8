"""The invented organizations of the demonstration and what was done with them. Pure.

No organization here exists; the counties and cities in which they work do. Days are counted back from today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from partners.duties import Duty
from partners.kinds import Kind
from partners.taxonomy import Did, Language, Need, Population, Profession, Topic

MARK = "(invented)"
YEARS = 730
"""How many days the invented log goes back."""


@dataclass(frozen=True)
class Partner:
    """One invented organization. `unverified`: days since anybody confirmed its entry."""

    name: str
    kind: Kind
    city: str = ""
    counties: tuple[str, ...] = ()
    populations: tuple[Population, ...] = ()
    languages: tuple[Language, ...] = ()
    unverified: int = 60
    is_confidential: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.name} {MARK}"

    @property
    def services(self) -> list[str]:
        """What it does, as its kind usually does."""
        return [need.value for need in SERVICES.get(self.kind, ())]


SERVICES: dict[Kind, tuple[Need, ...]] = {
    Kind.SHELTER: (Need.SHELTER, Need.ADVOCACY, Need.HOTLINE, Need.CHILD_CARE),
    Kind.DUAL_PROGRAM: (Need.SHELTER, Need.ADVOCACY, Need.COUNSELING),
    Kind.RAPE_CRISIS_CENTER: (Need.HOTLINE, Need.COUNSELING),
    Kind.LEGAL_AID: (Need.LEGAL, Need.ORDERS),
    Kind.CULTURALLY_SPECIFIC: (Need.ADVOCACY, Need.INTERPRETING),
    Kind.TRIBAL_PROGRAM: (Need.ADVOCACY,),
    Kind.HEALTH_CARE: (Need.FORENSIC_EXAM, Need.HEALTH),
    Kind.INTERVENTION: (Need.INTERVENTION,),
    Kind.COALITION: (Need.PREVENTION,),
}


SAFE_HARBOR = Partner(
    "Safe Harbor", Kind.SHELTER, "Fort Worth", ("48439", "48251", "48367"), (Population.RURAL, Population.LANGUAGE),
    (Language.ES,), 40,
)  # fmt: skip
NORTH_TEXAS = (
    SAFE_HARBOR,
    Partner("Caprock Family Crisis Center", Kind.DUAL_PROGRAM, "Lubbock", ("48303", "48219", "48169"),
            (Population.RURAL,), (Language.ES,), 220),
    Partner("Panhandle Rape Crisis Line", Kind.RAPE_CRISIS_CENTER, "Amarillo", ("48375", "48381"), (), (), 95),
    Partner("Big Country Legal Aid", Kind.LEGAL_AID, "Abilene", ("48441", "48253"), (Population.ALIENAGE,),
            (Language.ES, Language.VI), 30),
    Partner("Trinity River Deaf Advocates", Kind.CULTURALLY_SPECIFIC, "Dallas", ("48113",), (Population.DEAF,),
            (Language.ASE,), 12),
    Partner("Casa Alba", Kind.CULTURALLY_SPECIFIC, "Dallas", ("48113", "48139"), (Population.LANGUAGE,),
            (Language.ES,), 150),
    Partner("Dallas County Bench Working Group on Protective Orders", Kind.COURT, "Dallas", ("48113",), (), (), 70),
    Partner("Tarrant County Family Violence Unit", Kind.PROSECUTOR, "Fort Worth", ("48439",), (), (), 20),
    Partner("Lubbock Area Sheriffs’ Task Force", Kind.POLICE, "Lubbock", ("48303", "48079"), (Population.RURAL,),
            (), 200),
    Partner("Wichita Falls Police Family Services", Kind.POLICE, "Wichita Falls", ("48485",), (), (), 55),
    Partner("Concho Valley Batterer Intervention", Kind.INTERVENTION, "San Angelo", ("48451",), (), (), 320),
    Partner("Prairie Wind Intertribal Program", Kind.TRIBAL_PROGRAM, "Dallas", ("48113", "48439"),
            (Population.NATIVE,), (), 0),
    Partner("North Texas Hospital Forensic Nurses", Kind.HEALTH_CARE, "Dallas", ("48113", "48439"), (), (), 80),
    Partner("Lone Star Coalition Against Violence", Kind.COALITION, "Austin", (), (), (Language.ES,), 33),
    Partner("House on the Hill", Kind.SHELTER, "", ("48441",), (), (), 10, is_confidential=True),
)  # fmt: skip
PATTERNS = (
    ("{city} Family Safety Center", Kind.SHELTER), ("{city} Sexual Assault Response", Kind.RAPE_CRISIS_CENTER),
    ("{city} Police Victim Services", Kind.POLICE), ("{city} Legal Help", Kind.LEGAL_AID),
)  # fmt: skip
"""The partners of any other office, by the city of its headquarters."""


def partners_near(city: str, counties: tuple[str, ...]) -> tuple[Partner, ...]:
    """Invented partners of an office other than N.D. Tex."""
    return tuple(
        Partner(pattern.format(city=city), kind, city, counties[:3], unverified=30 + 70 * place)
        for place, (pattern, kind) in enumerate(PATTERNS)
    )


@dataclass(frozen=True)
class Contact:
    """One invented entry of the log. `partners`: places in the office's list."""

    ago: int
    did: Did
    duty: Duty
    line: str
    partners: tuple[int, ...]
    minutes: int = 60
    topics: tuple[Topic, ...] = ()
    populations: tuple[Population, ...] = ()
    trained: dict[str, int] = field(default_factory=dict)
    educated: int = 0
    needs: tuple[Need, ...] = ()
    counties: tuple[str, ...] = ()


LACKING = (
    (Need.SHELTER, Population.RURAL), (Need.TRANSPORT, Population.RURAL), (Need.LEGAL, Population.RURAL),
    (Need.INTERPRETING, Population.DEAF), (Need.LEGAL, Population.ALIENAGE), (Need.HOUSING, None),
    (Need.SHELTER, Population.SEXUAL_ORIENTATION), (Need.VISITATION, None),
)  # fmt: skip
"""What people lack, and of which population, where outreach to them is made; the first most often."""


LINES: tuple[tuple[Did, Duty, str, tuple[Topic, ...]], ...] = (
    (Did.MEETING, Duty.OUTREACH, "Which services rural counties lack, and who could offer them", (Topic.DYNAMICS,)),
    (Did.MEETING, Duty.FIREARMS, "How deputies pass on cases under 922(g)(8) and (9)", (Topic.FIREARMS,)),
    (Did.MEETING, Duty.ERPO, "Where surrendered firearms are stored, and who takes them in", (Topic.ERPO,)),
    (Did.MEETING, Duty.ACCESS, "Interpreters for intake at night", (Topic.LANGUAGE,)),
    (Did.CALL, Duty.OUTREACH, "Asked about the next LAV notice; sent the program page", ()),
    (Did.CALL, Duty.FIREARMS, "Questions on the dating-partner rule of 2022", (Topic.FIREARMS,)),
    (Did.CALL, Duty.TRAUMA_INFORMED, "Agreed on a date for the interview training", (Topic.TRAUMA,)),
    (Did.TRAINING, Duty.TRAUMA_INFORMED, "Trauma-informed first interviews, half a day", (Topic.TRAUMA,)),
    (Did.TRAINING, Duty.FIREARMS, "922(g)(8) and (9) for patrol, with the screening sheet", (Topic.FIREARMS,)),
    (Did.TRAINING, Duty.TRAUMA_INFORMED, "Bias in domestic violence response", (Topic.BIAS,)),
    (Did.EDUCATION, Duty.OUTREACH, "Evening talk at the community college", (Topic.DATING,)),
    (Did.COORDINATED_RESPONSE, Duty.TRAUMA_INFORMED, "Quarterly meeting of the response team",
     (Topic.COORDINATED_RESPONSE,)),
    (Did.FIREARMS, Duty.FIREARMS, "Draft of the relinquishment protocol, second reading", (Topic.RELINQUISHMENT,)),
    (Did.POLICY, Duty.ACCESS, "Complaint route for people who were turned away", (Topic.LGBTQ,)),
    (Did.GRANT_GUIDANCE, Duty.OUTREACH, "Explained that STOP money comes through the state", ()),
)  # fmt: skip
WEIGHTS = (9, 8, 4, 3, 4, 3, 2, 2)
LOOKING = {Duty.OUTREACH, Duty.ACCESS}
MOSTLY = 0.9
"""So many of them name the county."""
TRAINEES = (Profession.LAW_ENFORCEMENT, Profession.ADVOCATES, Profession.PROSECUTORS, Profession.COURTS)


def log_of(court_id: str, number: int, partners: int, counties: Sequence[str] = ()) -> Iterator[Contact]:
    """So many invented entries of an office, the oldest first; the same on every computer.

    `counties`: where people of the outreach lack something.
    """
    random = Random(court_id)  # noqa: S311 invented, no secret
    other = Random(f"{court_id}: needs")  # noqa: S311 invented, no secret
    for ago in sorted((random.randint(1, YEARS) for _ in range(number)), reverse=True):
        did, duty, line, topics = random.choice(LINES)
        trained = {}
        if did is Did.TRAINING:
            trained = {code.value: random.randint(3, 24) for code in random.sample(TRAINEES, random.randint(1, 3))}
        named = tuple(random.sample(range(partners), min(partners, random.choice((1, 1, 2)))))
        minutes = random.choice((30, 45, 60, 90, 180))
        populations = tuple(random.sample(list(Population), random.randint(0, 2)))
        educated = random.randint(15, 60) if did is Did.EDUCATION else 0
        lack = lacking(other, counties)
        populations, needs, places = lack if counties and looks(did, duty) else (populations, (), ())
        yield Contact(ago, did, duty, line, named, minutes, topics, populations, trained, educated, needs, places)


def looks(did: Did, duty: Duty) -> bool:
    """Whether the contact is one in which somebody hears what people lack."""
    return did is Did.COORDINATED_RESPONSE or (duty in LOOKING and did in {Did.MEETING, Did.CALL})


def lacking(
    random: Random, counties: Sequence[str]
) -> tuple[tuple[Population, ...], tuple[Need, ...], tuple[str, ...]]:
    """Who lacks what, where: mostly in the first counties, now and then in none that is named."""
    (need, population), place = random.choices(LACKING, WEIGHTS)[0], random.random()
    named = (counties[int(place * place * len(counties))],) if counties and place < MOSTLY else ()
    return (population,) if population else (), (need,), named


PROMISES = (
    # due in days, ours or theirs, text, partner, shared
    (-4, "OURS", "Send the protocol draft to the task force", 8, False),
    (2, "OURS", "Find a date with the forensic nurses for a half-day training", 12, False),
    (4, "THEIRS", "Send the list of counties without an advocate at night", 0, True),
    (4, "OURS", "Answer which money pays for interpreters", 0, True),
    (9, "OURS", "Review the screening sheet with the sheriffs", 8, False),
    (16, "THEIRS", "Name somebody for the quarterly meeting", 3, False),
)
