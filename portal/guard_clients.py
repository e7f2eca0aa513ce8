"""Identifiers of clients: plain, hashed or encoded. Pure; every repetition has a limit."""

import re

from portal.guard_lexicon import (
    A_SURE,
    ALIEN,
    BIRTH,
    ENDINGS,
    ID_LINKS,
    ID_WORDS,
    MISTYPED,
    NUMBERS,
    PERSONS,
    PLAIN_LINKS,
    PLURALS,
    QUALIFIERS,
    SCRAMBLED,
    SOCIAL,
    SSN,
    SYSTEMS,
    THINGS,
    any_of,
    between,
    compiled,
)
from portal.guard_plain import SEVERAL, WORD_STEM, Matches, Plain, follows

ONE = f"(?:{any_of(PERSONS)}|{MISTYPED})"
WHOSE = f"(?:{any_of(PERSONS, PLURALS, SYSTEMS)}|{MISTYPED})"
OWN = r"(?:'s|s'|')?"
ID = rf"(?:\#|{any_of(ID_WORDS, NUMBERS, SCRAMBLED)}(?![a-z])\.?)"
SURE_ID = any_of("id, identifier, identificador, uid, uuid, guid, pseudonym, token, hash, record locator, i.d.")
VALUE_LINK = between(PLAIN_LINKS, ENDINGS, NUMBERS, ID_LINKS, SCRAMBLED)
MARK = r"(?P<value>(?:(?<![a-z0-9])|(?<=[a-z])(?=\d))[a-z0-9](?:[a-z0-9]|[-_./:+](?=[a-z0-9])){0,200}={0,2})"
LABELED_ID = compiled(
    rf"(?<![a-z]){WHOSE}{OWN}(?:[\s_(\[{{\"':/\#-]|\.(?!\s)){{0,5}}(?:{any_of(QUALIFIERS)}[\s_-]{{1,2}})"
    rf"{{0,3}}(?P<label>{ID})(?P<link>{VALUE_LINK}){MARK}"
)
ID_OF = compiled(
    rf"(?<![a-z])(?P<label>(?:{any_of(ID_WORDS, SCRAMBLED)})s?|id's|hashes|(?:case\ )?numbers?|no\.|numero|\#)"
    rf"\.?(?:\ {any_of(SCRAMBLED, NUMBERS)}){{0,2}}[\s:(\[]{{1,2}}(?:of|for|from|belonging\ to|del?|de\ la|on)\ "
    rf"(?:(?:the|our|a|this|that|one|her|his|their|la|el|same|new|hmis|first|second|third|two|three|these|those|all)"
    rf"\ ){{0,2}}(?:{ONE}|{any_of(PLURALS)}){OWN}"
    rf"(?![a-z])(?P<link>{VALUE_LINK}){MARK}"
)
LOOSE_ID = compiled(
    rf"(?<![a-z]){ONE}{OWN}(?![a-z])(?:[\s,(:-]{{1,3}}[a-z'.]{{1,14}}){{0,6}}?[\s,(:-]"
    rf"{{1,3}}(?P<label>{SURE_ID})(?![a-z])"
    rf"(?P<link>{VALUE_LINK}){MARK}"
)
DIGITS_3 = r"(?P<value>[a-z]{0,6}[-_.]?\d[\d-]{2,}[a-z0-9-]{0,40})(?![\w%]|[.,:]\d)"
NOT_OF_A_PERSON = (
    "(?:phone|telephone|cell|docket|cause|report|hotline|room|grant|award|line|contact|fax|badge|call|service|services"
    "|total|training|section|form|bill|increas|grow)"
)
FAR_ID = compiled(
    rf"(?<![a-z])(?:{WHOSE}{OWN}(?:[\s_-]{{1,2}}{any_of(QUALIFIERS)}){{0,2}}[\s_-]{{0,2}}(?:{SURE_ID}(?![a-z]))"
    rf"|{any_of(SYSTEMS)}[\s_-]{{0,2}}(?:\#|(?:record|file|number|no\.?|entry)(?![a-z])))(?P<label>)"
    rf"(?P<link>[^.;?!\d\n]{{0,50}}(?:[:=\#]\ ?|\ (?:is|was|reads|shows|as)\ )){DIGITS_3}"
)
NEAR_ID = compiled(
    rf"(?<![a-z])(?P<person>{ONE}|{any_of(SYSTEMS)}){OWN}(?![a-z])"
    rf"(?:[\s,(:-]{{1,3}}(?!{NOT_OF_A_PERSON})[a-z'.-]{{1,14}}){{1,6}}?[\s,(]{{1,3}}"
    rf"(?P<label>number|no\.?|nr\.?|\#|record|file|chart|entry|card|code|key|alias|reference|locator|tag)(?![a-z])"
    rf"(?P<link>[\s:\#=('\"]{{0,4}}(?:is\ |was\ )?){DIGITS_3}"
)
"""A number that some words part from the client whose it is."""
ANY_ID = compiled(
    rf"(?<![a-z])(?!{any_of(THINGS)}'?s?[\s_-])[a-z]{{1,20}}(?:'s|s'|\.)?[\s_-]?"
    rf"(?P<label>(?<![a-z])(?:id|identifier|uid|i\.d\.)|(?<=c\.)i\.d\.)(?![a-z])(?:\ (?:number|no\.?))?"
    rf"(?P<link>{VALUE_LINK})(?P<value>[a-z]{{0,5}}[-_.]?\d(?:[\ -]?[a-z]{{0,2}}\d){{2,20}}[a-z0-9-]{{0,40}})"
    rf"(?![\w%]|[.,:]\d)"
)
"""The ID of whoever it is, unless it is that of a thing, a meeting or somebody at work."""
NUMBER_WORD = any_of(
    "zero, oh, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen",
    "fifteen, sixteen",
    "seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety",
    "hundred, thousand, double",
    "cero, uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve",
)
SPELLED_ID = compiled(
    rf"(?<![a-z])(?:{WHOSE}){OWN}[\s_(-]{{0,2}}(?:{any_of(QUALIFIERS)}[\s_-]{{1,2}}){{0,2}}{ID}"
    rf"{between(PLAIN_LINKS, ENDINGS, ID_LINKS)}(?<![a-z]){NUMBER_WORD}(?:[\s,.-]{{1,3}}{NUMBER_WORD}){{1,12}}(?![a-z])"
)
MANAGED_ID = compiled(
    rf"(?<![a-z])(?P<label>case[\s_-]?(?:management|mgmt|mgt|manager)|caseworthy|vela|vns"
    r"|client\ database|comparable\ database)"
    rf"(?![a-z])(?P<link>\ ?[:\#=]\ ?){DIGITS_3}"
)
TABLE_ID = compiled(
    rf"(?<![a-z]){WHOSE}[\s_-]?(?P<label>id|identifier|number|no\.?|\#|uid)(?=[\s,|;]{{1,3}}[a-z])"
    rf"(?P<link>[^\n\d]{{0,80}}\n[\s|\"]{{0,4}}){DIGITS_3}"
)
IN_SYSTEM = compiled(
    rf"(?:(?<![a-z])|(?='))(?P<label>\#|as|is|'s|up|find|number|no\.|entry|record|under|file|id)(?P<link>[\s:\#]{{0,2}}){DIGITS_3}"
    rf"\ (?:in|on|within)\ (?:(?:the|our|their)\ )?{any_of(SYSTEMS)}(?![a-z]|\ of)"
)
CODE_FIRST = compiled(
    rf"(?<![\w./-])(?P<value>[a-z]{{0,4}}-?\d{{3,}}[a-z0-9-]{{0,20}})(?P<link>\ ?\()(?P<label>(?:(?:the|a|an|"
    rf"our|same|new)\ )?{ONE})\)"
)
KNOWN_AS = compiled(
    rf"(?<![a-z])(?P<label>{ONE}){OWN}(?![a-z])[^.;?!\d\n]{{0,40}}\b(?:known|listed|referred\ to|recorded|"
    rf"tracked|identified|logged|filed|coded|labeled|entered|called|registered|stored)\b[^.;?!\d\n]"
    rf"{{0,30}}\b(?P<link>as|by|under)\ [\"'\#]?(?P<value>[a-z]{{0,5}}-?\d{{2,}}[a-z0-9-]{{0,20}})(?![\w%]|[.,:]\d)"
)
FIRST_WORDS = any_of(
    "id, identifier, uuid, guid, hash, pseudonym, hmis, record, file, folder, chart, entry, expediente, token",
    "client code",
)
ID_FIRST = compiled(
    rf"(?<![a-z])(?P<label>{FIRST_WORDS})(?![a-z])"
    rf"(?P<link>[\s:\#=(]{{0,3}}(?:(?:number|no\.?|is)\ ?)?[\#:]?\ ?)(?P<value>(?=[a-z-]{{0,12}}\d)[a-z0-9]"
    rf"[a-z0-9-]{{2,80}})[\s,()=-]{{1,3}}"
    rf"(?:(?:is|was|belongs|belonging|assigned|refers|for|of|to|in|with|the|our|a|an|same|that|this|de|la|del|"
    rf"one|female|male)\ ){{0,5}}{ONE}(?![a-z])(?!\ (?:service|advoc|witness|assist|comp|right|program|notif|"
    rf"center|unit))"
)
VALUE_FIRST = compiled(
    rf"(?<![\w./-])(?P<value>(?=[a-z-]{{0,12}}\d)[a-z0-9][a-z0-9-]{{2,80}})(?P<link>[\s,(=-]{{1,3}})(?:(?:is|"
    rf"was|being|as|as\ the|the|her|his|our|this|a)\ ){{0,4}}"
    rf"{WHOSE}{OWN}[\s_-]{{0,2}}(?:{any_of(QUALIFIERS)}[\s_-]{{1,2}}){{0,2}}(?P<label>{SURE_ID}|id\ number|"
    rf"number|no\.|code)(?![a-z])"
)
HER_WORDS = any_of(
    "unique, assigned, personal, hmis, program, participant, client, case, hashed, encoded, encrypted, internal"
)
HER_ID = compiled(
    rf"(?<![a-z])(?:her|his|their|hers|own)"
    rf"\ (?:{HER_WORDS}\ ){{0,2}}"
    rf"(?P<label>id|identifier|identification|code|uuid|pseudonym|hash)(?:\ (?:number|no\.?|code))"
    rf"?(?P<link>[\s:\#=(]{{0,3}}(?:is\ |was\ )?){DIGITS_3}"
)
CODED_WORDS = any_of("id, ids, identifier, identifiers, client, name, participant, survivor, victim, key")
SCRAMBLED_ID = compiled(
    rf"(?<![a-z]){any_of(SCRAMBLED)}[\s_(:-]"
    rf"{{1,2}}(?:of\ (?:the|her|his|their)\ )?(?P<label>{CODED_WORDS})(?![a-z])(?P<link>{VALUE_LINK}){MARK}"
)
BARE_ID = compiled(
    rf"(?<![a-z])(?:{ONE}|hmis|osnium|apricot|empowerdb|servicepoint|mrn)(?![a-z])[\s,]?(?P<link>[\s()"
    rf"\[\]\#:'\"=/-]{{0,4}}(?:is\ |was\ )?(?:(?:known|listed|entered|filed|registered|shown|tracked|logged|"
    rf"coded|stored|appears)\ )?(?:in\ [a-z]{{1,12}}\ )?(?:as\ |under\ )?\#?)(?P<value>\d{{3,}}|"
    rf"\d{{2,4}}(?:-\d{{2,6}}){{1,3}}|[a-z]{{1,5}}-?\d[\d-]{{2,}}[a-z]?|\d+[a-z]+\d[a-z0-9]{{3,}}|[a-z]"
    rf"+\d+[a-z]+\d[a-z0-9]*|(?<=['\"\#:(])[a-z]{{1,3}}-?\d{{2,}}|[a-z]{{1,2}}-?\d{{2,}}|[a-f]+\d[a-f0-9]{{4,}}"
    r"|(?<=\#)\d{1,3})(?![\w%]|[.,:]\d|-\d|/\d\d?(?!\d))"
)
YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?|fy\d\d(?:\d\d)?")
NO_CODE = re.compile(
    r"(?:19|20)\d\d|\d{1,3}|fy\d+|q\d|\d+(?:st|nd|rd|th)|[a-z]+\d{1,2}|covid-19|h\.?r\.?\d+|\d+(?:am|pm)|24/7|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"
)


COUNTED = ("numbers", "records", "files", "entries", "nos", "cases")
"""After these a short number counts clients."""


CLIENT_STEM = re.compile(
    r"c[lient]{3}|v[icts]{2}|p[articpen]{5}|su[rvieo]{2}|"
    + "|".join(sorted({phrase.strip()[:4] for phrase in f"{PERSONS},{PLURALS},{SYSTEMS}".split(",")}))
)
TOLD_STEM = re.compile(r":|=|\#")
"""What announces a value that may have no digit."""
CODE_STEM = re.compile(r"hash|sha\W?\d|md5|base|b64|crypt|encod|codif|cifra|digest|token|hex|=")
HER_STEM = re.compile(r"hers?\b|his\b|their|own\b")
ID_STEM = re.compile(r"id(?![a-z])|identifier|i\.d")
OFTEN_SHORT = (ID_OF, LOOSE_ID)
NAMED = (
    FAR_ID,
    NEAR_ID,
    VALUE_FIRST,
    MANAGED_ID,
    KNOWN_AS,
    TABLE_ID,
    IN_SYSTEM,
    CODE_FIRST,
)


def labeled(read: Plain) -> Matches:
    """What may be an identifier by the word before or after it."""
    yield from read.between(CLIENT_STEM, TOLD_STEM, LABELED_ID)
    yield from read.near(CLIENT_STEM, LABELED_ID, *OFTEN_SHORT)
    yield from read.between(CLIENT_STEM, SEVERAL, *NAMED)
    yield from (match for match in read.near(CLIENT_STEM, ID_FIRST) if not follows(OTHER_ID, read.text, match))
    yield from read.near(HER_STEM, HER_ID)
    yield from read.near(ID_STEM, ANY_ID)
    yield from read.near(CODE_STEM, SCRAMBLED_ID)


def client_ids(read: Plain) -> Matches:
    """What an organization calls a client by: plain, hashed or encoded."""
    yield from (match for match in labeled(read) if is_value(match, read) and not is_idaho(match))
    yield from read.between(CLIENT_STEM, WORD_STEM, SPELLED_ID)
    yield from (match for match in read.near(CLIENT_STEM, BARE_ID) if is_code(match))
    yield from near_scrambled(read)


WORD_OF_CODE = re.compile(any_of(SCRAMBLED))


NO_ID = {
    "not", "none", "never", "tbd", "n/a", "redacted", "removed", "required", "optional", "yes", "unknown",
    "blank", "empty",
    "ssn", "dob", "hmis", "ovw", "vawa", "voca", "stop", "field", "the", "see", "do", "are", "must", "what",
    "why", "how",
}  # fmt: skip


def is_value(match: re.Match[str], read: Plain) -> bool:
    """Whether what follows the label can be its value: it has a digit, and no sentence has begun in between."""
    value, link = match["value"], match["link"]
    if not any(sign.isdigit() for sign in value):
        return is_of_letters(match, read)
    if match["label"].endswith(COUNTED):
        return not NO_CODE.fullmatch(value)
    is_told = any(sign in link for sign in (*TELLS, "(", " is ", '"'))
    if YEAR.fullmatch(value):
        return is_told
    return is_told or not NO_CODE.fullmatch(value) or not is_broken(link)


IDAHO = re.compile(r"83[2-8]\d\d(?:-\d{4})?")


def is_idaho(match: re.Match[str]) -> bool:
    """Whether ID is the state, and what follows its ZIP code: Boise ID 83702."""
    return match["link"].isspace() and IDAHO.fullmatch(match["value"]) is not None


TELLS = (":", "=", "#")
BREAKS = (",", ";", ". ", "\n", "?", "!")


def is_broken(link: str) -> bool:
    """Whether something else begins between the label and the value."""
    return any(sign in link for sign in BREAKS)


def is_of_letters(match: re.Match[str], read: Plain) -> bool:
    """Whether a word without digits is an identifier all the same: ID: ABXQ, or what base64 made of one."""
    value, typed = match["value"], read.capitals[match.start("value") : match.end("value")]
    if typed.isupper() and len(value) > 2 and any(sign in match["link"] for sign in TELLS):
        return value not in NO_ID
    around = read.text[max(0, match.start() - NEAR) : match.end() + NEAR]
    return len(value) > 3 and (value.endswith("=") or is_coded(typed, around))


OTHER_ID = re.compile(rf"{any_of(THINGS)} $")
OF_AN_ORGANIZATION = re.compile(
    r"\b(?:uei|cage|ein|duns|fain|tracking|confirmation|passcode|password)\W[^\d\n.;]{0,12}$"
)
A_DOCUMENT = re.compile(r"(?:guide|forms?|kit|memo|plan|sheet|deck|flyer)-?20\d\d(?:-\d\d){0,2}")
"""In the address of a document: client-form-2024.pdf."""
A_DATE = re.compile(r"\d{1,2}-\d{1,2}(?:-(?:19|20)?\d\d)?|(?:19|20)\d\d-\d\d-\d\d|\d{2}-\d{2}")
CALLED_SO = {"911", "988", "211", "311", "100", "101", "102", "200", "360", "365"}
"""Numbers that are names: an emergency call, an introduction, all around."""


def is_coded(word: str, text: str) -> bool:
    """Whether a word of letters only is what "base64" or "hash" announced."""
    is_hex = len(word) > 7 and set(word.lower()) <= set("abcdef")
    return WORD_OF_CODE.search(text) is not None and (is_hex or MIXED.search(word[1:]) is not None)


def is_code(match: re.Match[str]) -> bool:
    """Whether a bare number after "client" is this client's: not a year, nor a number that is a name."""
    if YEAR.fullmatch(match["value"]) or A_DOCUMENT.fullmatch(match["value"]):
        return False
    return match["value"] not in CALLED_SO and not A_DATE.fullmatch(match["value"])


BLOB_STEM = re.compile(
    r"clien|parti|victi|surviv|hmis|hash|sha[-\d ]|md5|code|base|crypt|ssn|social|birth|dob|alien|a-n|a\#|uuid|"
    r"guid|identif|pseudo|name"
    r"|her\W|his\W|their|token|salt|digest|case"
)
SWITCH = re.compile(r"\d(?=[A-Za-z])|[A-Za-z](?=\d)")
MIXED = re.compile(r"[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])")
SWITCHED = re.compile(f"{SWITCH.pattern}|{MIXED.pattern}")
BLOB = compiled(r"(?<![\w/.@+-])[0-9a-zA-Z][0-9a-zA-Z+/-]{3,200}={0,2}(?![\w@])")
SOMEBODY = compiled(
    rf"(?<![a-z])(?:{any_of(PERSONS, PLURALS)}|hmis|uuid|guid|pseudonym|{ALIEN}|{A_SURE}|identifier|{SSN}|"
    rf"{BIRTH}|{SOCIAL}|her|his|their|case\ management|name|{any_of(SCRAMBLED)})(?![a-z])"
)
NEAR = 80


def near_scrambled(read: Plain) -> Matches:
    """Something hashed or encoded near a word for a client, before it or after it."""
    for match in read.in_capitals(SWITCHED, BLOB_STEM, BLOB):
        if follows(OF_AN_ORGANIZATION, read.text, match):
            continue
        if is_scrambled(match[0]):
            start, end = max(0, match.start() - NEAR), match.end() + NEAR
            if SOMEBODY.search(read.text, start, end):
                yield match
        elif is_lightly(read, match):
            yield match


def is_lightly(read: Plain, match: re.Match[str]) -> bool:
    """Whether a word that is not all that scrambled is said to be, of a client."""
    word = match[0]
    least = 1 if HEX_OF_FOUR.fullmatch(word) else 2
    if len(SWITCH.findall(word)) + len(MIXED.findall(word)) < least:
        return False
    start, end = max(0, match.start() - NEAR), match.end() + NEAR
    return CODED.search(read.text, start, end) is not None and A_CLIENT.search(read.text, start, end) is not None


CODED = compiled(rf"(?<![a-z]){any_of(SCRAMBLED)}(?![a-z])")
A_CLIENT = compiled(rf"(?<![a-z])(?:{any_of(PERSONS, PLURALS)}|hmis|her|case\ management)(?![a-z])")
HEX_OF_FOUR = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,}", re.IGNORECASE)
HEX = re.compile(r"(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{6,})", re.IGNORECASE)


def is_scrambled(word: str) -> bool:
    """Whether a word is a hash or base64 and no name, number of a grant or address."""
    if HEX.fullmatch(word):
        return len(SWITCH.findall(word)) >= (1 if len(word) >= 12 else 2)
    if "-" in word:
        return False
    switches = len(SWITCH.findall(word)) + len(MIXED.findall(word))
    return len(word) >= 8 and switches >= 3 and (switches >= 5 or word.endswith("=") or len(word) >= 16)
