"""The invented texts of the demonstration's library. Pure. No office has worked them out; the law they cite is real."""

from typing import Any

from partners.demo.cast import MARK
from partners.duties import Duty
from partners.kinds import Kind
from partners.models.library_text import Genre

NOTICE = "*Invented for the demonstration: nobody has worked this out or tried it.*"


def text(title: str, genre: Genre, summary: str, body: str, duties: list[Duty], **facts: Any) -> dict[str, Any]:
    return {
        "title": f"{title} {MARK}", "genre": genre.value, "summary": summary, "body": f"{NOTICE}\n\n{body}",
        "duties": [duty.value for duty in duties], "link": "", "states": [], "agencies": [], **facts,
    }  # fmt: skip


SCREENING = text(
    "Screening sheet for officers at the scene",
    Genre.FORM,
    "One page that tells an officer which questions decide whether a case may be one under 18 USC 922(g)(8) or (9).",
    """# Before anything else

Safety first. Nobody is asked about firearms in the hearing of the other party.

# Is there an order, or a conviction?

| Question | Where to look |
|---|---|
| Is a protection order in force? | the state's registry, NCIC |
| Was there notice, and a chance to be heard? | the order itself |
| Was there a conviction of a misdemeanor crime of domestic violence? | the court's record |
| Were the two **dating**, never married? | since 2022 that may be enough, 18 USC 921(a)(33), (37) |

# Then

1. Write down what was seen, in whose words.
2. Call the specialist of the US Attorney's Office on the next working day.
3. Tell nobody that a federal case follows: that is decided later.
""",
    [Duty.FIREARMS],
    agencies=[Kind.POLICE.value, Kind.TRIBAL_POLICE.value],
)
STORAGE = text(
    "Memorandum of understanding on storing surrendered firearms",
    Genre.MOU,
    "Between a sheriff, a city police department and a court: who takes in, who stores, who gives back and tells whom.",
    """# Who does what

- The **court** orders the surrender and names the place.
- The **police** take in, write a receipt, and never ask the protected party to bring anything.
- The **sheriff** stores, and says each quarter how much room is left.

# Giving back

Nothing is given back before

1. the order has ended or was changed,
2. a background check was made on that day, and
3. the protected party was told, as that party has chosen to be told.

> A term that no party can keep is worse than none: begin with the room that there is.
""",
    [Duty.ERPO, Duty.FIREARMS],
    states=["TX"],
    agencies=[Kind.POLICE.value, Kind.COURT.value],
)
INTERVIEW = text(
    "First interview: half a day for patrol and detectives",
    Genre.DECK,
    "Agenda and speaking notes for a training on first interviews that do not harm again.",
    """# Agenda

1. What trauma does to memory, and what it does not (45 minutes)
2. Open questions, one at a time (60 minutes, in pairs)
3. What goes into the report, in whose words (45 minutes)
4. What we will do differently from Monday (30 minutes)

# Notes for who teaches

- Bring an advocate as the second teacher.
- Use no recording of a real call.
""",
    [Duty.TRAUMA_INFORMED],
    agencies=[Kind.POLICE.value, Kind.PROSECUTOR.value],
)
WAITING = text(
    "Referral protocol for the most violent offenders",
    Genre.PROTOCOL,
    "Which cases local police call the US Attorney's Office about, and what happens in the first week.",
    """# Call when

- a firearm was seen, shown or spoken of, **and**
- an order is in force or a conviction stands.

# In the first week

1. Day 1: the specialist looks whether 18 USC 922(g)(8) or (9) may apply.
2. Day 3: ATF is asked where the firearm came from.
3. Day 5: police, prosecutor and advocate speak about safety before anybody is charged.
""",
    [Duty.FIREARMS],
    agencies=[Kind.POLICE.value],
)
BEGUN = text(
    "Interpreters at night: whom to call",
    Genre.PROTOCOL,
    "How a shelter finds an interpreter, also for sign language, between ten at night and six in the morning.",
    "# To be written\n\n- Who answers within twenty minutes\n- Who pays",
    [Duty.ACCESS],
)
