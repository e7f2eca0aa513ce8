"""How people write the name of a place: in Spanish, with "city of" before it, with its ZIP code after it. Pure.

Everything here works on folded text (`portal.country.fold`).
"""

import re

OFFICE_WORDS = re.compile(r"^(the )?(((u ?s|united states) attorneys?( office)?|usao)( (for|of))?( the)? )?(the )?")
TAIL = re.compile(r"( (usa|[0-9]{5}))+$")
"""What people put after a place: its ZIP code, the country."""
TRIBAL_WORDS = {"band", "indian", "nation", "native", "rancheria", "reservation", "tribal", "tribe", "tribes"}
TRIBAL_NAMES = {
    "apache", "cherokee", "cheyenne", "chickasaw", "choctaw", "comanche", "crow", "ft berthold", "ft peck", "hopi",
    "lummi", "menominee", "mohawk", "muscogee", "navajo", "ojibwe", "oneida", "osage", "paiute", "pine ridge",
    "potawatomi", "red lake", "rosebud", "seminole", "seneca", "shoshone", "sioux", "spokane", "standing rock", "ute",
    "white earth", "wind river", "yakama", "zuni",
}  # fmt: skip
"""Names that people use for a reservation or a tribe; they lead to a question, never to an answer."""
IN_ENGLISH = {
    "carolina del norte": "north carolina", "carolina del sur": "south carolina", "dakota del norte": "north dakota",
    "dakota del sur": "south dakota", "distrito de columbia": "district of columbia", "hawai": "hawaii",
    "islas marianas del norte": "northern mariana islands", "islas virgenes": "virgin islands", "luisiana": "louisiana",
    "islas menores de estados unidos": "us minor outlying islands", "misisipi": "mississippi", "misuri": "missouri",
    "nueva hampshire": "new hampshire", "nueva jersey": "new jersey", "nueva york": "new york",
    "nuevo hampshire": "new hampshire", "nuevo mejico": "new mexico", "nuevo mexico": "new mexico",
    "pensilvania": "pennsylvania", "samoa americana": "american samoa", "tejas": "texas",
    "virginia occidental": "west virginia",
    "nacion navajo": "navajo nation", "reserva indigena": "reservation", "nyc": "new york city",
}  # fmt: skip
"""The states as the Spanish pages call them, and as people do; no county or town has one of these in its name."""
SPANISH = re.compile(rf"\b({'|'.join(sorted(IN_ENGLISH, key=len, reverse=True))})\b")
STATE_SAID = re.compile(r"^(?:the )?(?:state of|estado de) (.+)$|^(.+) state$")
BEFORE = re.compile(r"^(?:the )?(?:(\w+) (?:of|de|del) )?(?:the )?(.+)$")
KINDS = {
    "city": "city", "ciudad": "city", "county": "county", "condado": "county", "parish": "parish",
    "parroquia": "parish", "municipio": "municipio", "town": "", "village": "", "pueblo": "", "villa": "",
}  # fmt: skip
"""What people put before a name, and what the same is called after it."""


def english(folded: str) -> str:
    """With the Spanish names of states in English."""
    return SPANISH.sub(lambda match: IN_ENGLISH[match[0]], folded)


def plain(name: str) -> str:
    """With what kind of place it is after the name: "city of dallas" → "dallas city", "condado de x" → "x county"."""
    match = BEFORE.match(name)
    kind, rest = match.groups() if match else (None, name)
    if kind is None:
        return rest
    if kind not in KINDS:
        return name.removeprefix("the ")
    word = KINDS[kind]
    return rest if not word or rest.endswith(f" {word}") else f"{rest} {word}"


def said_to_be_state(folded: str) -> str:
    """The name in "state of washington" and "washington state"; "" where no state is said."""
    match = STATE_SAID.match(folded)
    return (match[1] or match[2]) if match else ""


def without_tribe(name: str) -> str:
    """The name alone: "navajo nation" → "navajo"."""
    return " ".join(word for word in name.split() if word not in TRIBAL_WORDS)


def is_tribal(name: str, *, is_known: bool) -> bool:
    """Whether a reservation may be meant: its name alone, or a name that nothing else has."""
    if name in TRIBAL_NAMES:
        return True
    return not is_known and bool(TRIBAL_WORDS & set(name.split()) or any(known in name for known in TRIBAL_NAMES))
