"""What identifies a person by itself: numbers of persons, dates of birth, identifiers of clients. Pure.

Patterns read the plain copy of a text (`portal.guard_plain`). Repetitions are bounded everywhere.
"""

import re
from collections.abc import Iterator

from portal.guard_plain import Plain

Matches = Iterator[re.Match[str]]


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


# --- dates, as people write them ---------------------------------------------------------------------------------
MONTH = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre"
    r"|noviembre|diciembre)"
)
NTH = r"\d{1,2}(?:st|nd|rd|th|o)?"
YEAR = r"'?(?:19|20)?\d\d"
FULL_DATE = rf"""(?:
    \d{{1,2}}\ ?[-/.]\ ?\d{{1,2}}\ ?[-/.]\ ?{YEAR}
    | (?:19|20)\d\d\ ?[-/.]\ ?\d{{1,2}}\ ?[-/.]\ ?\d{{1,2}}
    | \d{{1,2}}\ \d{{1,2}}\ (?:19|20)?\d\d
    | (?:19|20)\d{{6}} | [01]\d[0-3]\d(?:19|20)?\d\d
    | {MONTH}\.?[\ -]?(?:the\ )?{NTH},?[\ -]?(?:of\ |in\ |del?\ )?{YEAR}
    | (?:the\ )?{NTH}[\ -]?(?:of\ |de\ )?{MONTH}\.?,?[\ -]?(?:of\ |in\ |del?\ )?{YEAR}
    )(?!\d)"""
PART_DATE = rf"""(?:
    {MONTH}\.?\ ?(?:the\ )?{NTH} | (?:the\ )?{NTH}\ ?(?:of\ |de\ )?{MONTH} | {MONTH}\.?,?\ (?:of\ |in\ |de\ )?(?:19|20)\d\d
    | \d{{1,2}}\ ?[-/]\ ?(?:(?:19|20)\d\d|\d{{1,2}}) | '?(?:19|20)\d\d
    )(?![\d:])"""
LINK = r"""(?:[\s:;=,.#*"'()\[\]<>|_~-]{0,4}(?:\b(?:is|was|of|for|the|a|her|his|their|he|she|on|as|listed|given|recorded|es|era|del?|la|el
    |client|clienta|cliente|victim|victima|survivor|participant|child|minor|complainant|witness|number|no|num|which|being
    |yr|mm|dd|yyyy|yy|confirmed|reported|verified|noted)\b)?){0,4}[\s:;=,.#*"'()\[\]<>|_~/-]{0,4}"""
BORN_LABEL = r"""(?:(?<![a-z0-9])d\.?\ ?[/-]?o\.?\ ?[/-]?b(?:\.|irth)?(?![a-z])
    | (?<![a-z])dates?[\s_-]?of[\s_-]?birth | (?<![a-z])birth[\s_-]?(?:date|day|dt)s? | (?<![a-z])b-?day(?![a-z])
    | (?<![a-z])y\.?o\.?b\.?(?![a-z]) | (?<![a-z])year\ of\ birth | (?<![a-z])birth\ year
    | (?<![a-z])fecha\ ?(?:de)?\ ?(?:su\ )?nac(?:imiento|\.)? | (?<![a-z])f\.?\ ?(?:de\ )?nac(?:\.|imiento)?(?![a-z]) | (?<![a-z])fdn(?![a-z])
    | (?<![a-z])cumpleanos
    )"""
HOLIDAY = re.compile(
    r"(?:washington|lincoln|king|king,? jr\.?|columbus|presidents?|marine corps|army|navy)(?:'s|’s|s')? $"
)
LABELED_BIRTH = compiled(rf"{BORN_LABEL}{LINK}(?:{FULL_DATE}|{PART_DATE})")
BORN_ON = compiled(
    rf"(?<![a-z])(?:born|b\.|nacid[ao]|nacio)\ ?:?\ ?(?:on|in|el|en|dia|the)?\ ?(?:el\ |dia\ |the\ ){{0,2}}(?:{FULL_DATE}"
    rf"|{MONTH}\.?\ (?:of\ |de\ )?(?:19|20)\d\d)"
)
DATE_THEN_LABEL = compiled(
    rf"(?<!\d){FULL_DATE}\ ?[(\[,-]?\ ?(?:is\ |was\ |as\ )?(?:the\ |her\ |his\ |their\ )?(?:client'?s\ |victim'?s\ |survivor'?s\ )?{BORN_LABEL}"
)


def birth_dates(read: Plain) -> Matches:
    """A day of birth that is called one. Holidays are not."""
    for pattern in (LABELED_BIRTH, BORN_ON, DATE_THEN_LABEL):
        for match in pattern.finditer(read.text):
            if not HOLIDAY.search(read.text, max(0, match.start() - 24), match.start()):
                yield match


# --- Social Security numbers -------------------------------------------------------------------------------------
DIGIT = r"[0-9]"
NINE = rf"{DIGIT}(?:[\ .,_/\\|*-]{{0,3}}{DIGIT}){{8}}(?!\d)"
WORDED = (
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)"
)
SSN_LABEL = r"""(?:(?<![a-z0-9])(?:ssns?|s\.\ ?s\.\ ?n\.?|s[/-]s[/-]n|ss[\ -]?(?:\#|no\.?|num(?:ber)?\b)|itin|nss)(?![a-z])
    | (?<![a-z])soc(?:ial|\.)?[\s-]?sec(?:urity|\.)?[\s-]?(?:account\ )?(?:\#|no\.?|nums?\b|numbers?\b|nr\.?|card|ends?|ending|last|:|=|is\b|was\b|-)
    | (?<![a-z])social(?:'s)?\ ?(?:\#|no\.|number|is\b|was\b|:|=|ends|ending|last)
    | (?<![a-z])(?:numero\ )?(?:de\ )?(?:el\ )?seguro\ social)"""
SSN_LINK = r"""(?:[\s:;=,.\#*"'()\[\]<>|_~-]{0,5}(?:\b(?:is|was|of|for|the|her|his|their|client|clienta|cliente|victim|survivor|participant|number|no|num
    |ending|ends|end|in|with|last|four|4|digits|digit|es|termina|en|on|file|as|listed|given|ultimos|cuatro|digitos|los|social|security|ssn|x{3,5}|x{2})\b(?:'s)?)?){0,8}
    [\s:;=,.\#*"'()\[\]<>|_~-]{0,5}"""
LABELED_SSN = compiled(rf"{SSN_LABEL}{SSN_LINK}(?:{NINE}|[x*\#•\ -]{{0,8}}(?<![\d/.-])\d{{4}}(?![\d/.-]\d|\d))")
LAST_FOUR = compiled(
    rf"(?<!\d)\d{{4}}\ ?[(,-]?\ ?(?:\(|are\ |is\ |as\ )?(?:the\ |her\ |his\ )?last\ (?:four|4)\ (?:digits\ )?of\ (?:the\ |her\ |his\ |their\ )?(?:client'?s\ |victim'?s\ )?(?:ssn|social)"
    r"|last\ (?:four|4)\ (?:digits\ )?(?:of\ )?(?:the\ |her\ |his\ |their\ )?(?:client'?s\ |victim'?s\ |survivor'?s\ )?(?:ssn|social(?:\ security(?:\ number)?)?)[\s:=(,-]{0,4}(?:is\ |are\ |was\ )?\d{4}(?!\d)"
)
MASKED = compiled(r"(?<![\w*•])[x*•\#]{3}\ ?[-. ]\ ?[x*•\#]{2}\ ?[-. ]\ ?\d{4}(?!\d)")
GROUPED = compiled(r"(?<![\d$.,/-])(?<!\d\ )\d{3}\ ?(?P<sep>[-.\ /_|])\ ?\d{2}\ ?(?P=sep)\ ?\d{4}(?![\d]|-\d)")
SPACED = compiled(r"(?<![\d.,])(?<!\d\ )\d(?P<sep>[\ .-])(?:\d(?P=sep)(?P=sep)?){7}\d(?!\d|\ \d|[.-]\d)")
BARE = compiled(r"(?<![\w$./=%-])(?<!\d,)\d{9}(?![\w%]|[-./,]\d)")
SPELLED = compiled(rf"(?<![a-z]){WORDED}(?:[\s,.-]{{1,4}}{WORDED}){{8}}(?![a-z])")
SOMETHING_ELSE = re.compile(
    r"(?:duns|routing|aba|ein|fein|tin|tax id|zip|account|acct|tracking|confirmation|meeting id|conference id|webinar id"
    r"|passcode|access code|order|invoice|agreement|award|grant|control|oclc|isbn|pmid|doi|ncj|solicitation|opportunity"
    r"|requisition|ticket|po|uei|duns\+4)(?: ?(?:number|no\.?|num|id|#|code))?(?: is)?[\s:#=]{0,3}$"
)


def social_security(read: Plain) -> Matches:
    """Nine digits as a Social Security number has them, or any part of one that is called so."""
    for pattern in (LABELED_SSN, LAST_FOUR, MASKED, GROUPED, SPACED, SPELLED):
        yield from pattern.finditer(read.text)
    for match in BARE.finditer(read.text):
        if not SOMETHING_ELSE.search(read.text, max(0, match.start() - 32), match.start()):
            yield match


# --- A-numbers ---------------------------------------------------------------------------------------------------
EIGHT_OR_NINE = r"\d(?:[\ .-]{0,2}\d){6,8}(?!\d)"
A_LABEL = r"""(?:(?<![a-z])(?:alien|immigrant|uscis|ins|eoir|extranjero)[\s-]?(?:registration|reg\.?|file|identification|id|case)?[\s-]?(?:receipt\ )?(?:\#|no\.?|numbers?|num\.?|nr\.?)?
    | (?<![a-z0-9])a[\s-]?(?:\#|no\.?|numbers?|num\.?|file|nbr\.?)(?:\ (?:no\.?|number|\#))?
    | (?<![a-z])numero[\s-]?(?:de\ )?(?:a|extranjer[oa]|registro\ de\ extranjer[oa])(?![a-z]))"""
A_LINK = r"""[\s:;=,.\#"'()\[\]-]{0,4}(?:\b(?:is|was|of|for|the|her|his|their|client|victim|survivor|es|on|file)\b(?:'s)?[\s:;=,.\#"'()-]{0,3}){0,4}(?:a[\s:.\#-]{0,3})?"""
LABELED_A = compiled(rf"{A_LABEL}{A_LINK}{EIGHT_OR_NINE}")
BARE_A = compiled(r"(?<![a-z0-9])a[\s:.\#-]{0,3}(?:\d{7,9}|\d{2,3}[\ .-]\d{3}[\ .-]\d{3}|\d(?:[\ ]\d){7,8})(?!\d)")


def a_numbers(read: Plain) -> Matches:
    """The number that immigration authorities give a person."""
    for pattern in (LABELED_A, BARE_A):
        yield from pattern.finditer(read.text)


# --- identifiers of clients --------------------------------------------------------------------------------------
PERSON = (
    r"(?:clients?|clienta|cliente|case[\s_-]?management|case[\s_-]?mgmt|case[\s_-]?manager|hmis|participants?|participante|victims?|victima|survivors?"
    r"|sobreviviente|patients?|residents?|residente|guests?|consumers?|beneficiary|service\ recipients?|caller|complainant|shelter|intake|caseload|casefile|dv|vsp|advocate)"
)
ID_WORD = r"(?:ids?|i\.d\.?|identifiers?|identification|identificador|uid|uuid|guid|unique\ id|key|code|codigo|tokens?|hash(?:es)?|pseudonyms?|record|file|chart|expediente|numbers?|numero|nos?\.?|num\.?|nbr\.?|ref(?:erence)?|nr\.?|\#)"
MADE = r"(?:hash(?:ed|es)?|sha-?\ ?(?:1|2|224|256|384|512)|sha3|md5|hmac|crc32|bcrypt|encoded|encrypted|base-?\ ?(?:64|32|58)|b64|salted|masked|tokenized|pseudonymized|anonymized|obfuscated|scrambled|rot13|truncated|digest|hex|cifrado|codificado)"
BETWEEN = r"""[\s:;=,.\#"'()\[\]{}<>|/_~-]{0,4}"""
SMALL = rf"(?:is|was|of|for|the|a|an|our|her|his|their|this|that|as|in|from|with|using|and|under|by|to|es|de|del|la|el|{MADE}|{ID_WORD}|system|database|entry|number|value|form|version|unique|internal|comparable)"
VALUE = r"(?:(?=[a-z+/_.:-]{0,40}\d)[a-z0-9][a-z0-9+/_.:-]{0,200}={0,2})"
BLOB = r"(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,128}|(?=[a-z+/]{0,60}\d)[a-z0-9+/_-]{16,200}={0,2}|[a-z0-9+/]{10,200}={1,2})"
LABELED_ID = compiled(
    rf"(?<![a-z]){PERSON}(?:'s|s')?[\s_-]{{0,2}}(?:{MADE}[\s_-])?(?:(?:case|system|record|unique|file|internal)[\s_-])?{ID_WORD}(?![a-z]){BETWEEN}(?:\b{SMALL}(?![a-z]){BETWEEN}){{0,6}}{VALUE}"
)
HASH_OF = compiled(
    rf"(?<![a-z]){MADE}(?![a-z]){BETWEEN}(?:\b{SMALL}(?![a-z]){BETWEEN}){{0,5}}{PERSON}(?:'s|s')?[\s_-]{{0,2}}(?:{ID_WORD})?(?![a-z]){BETWEEN}(?:\b{SMALL}(?![a-z]){BETWEEN}){{0,6}}{VALUE}"
)
NEAR_BLOB = compiled(rf"(?<![a-z]){PERSON}(?![a-z])[^\n]{{0,60}}?(?<![a-z0-9/+]){BLOB}(?![a-z0-9])")


def client_ids(read: Plain) -> Matches:
    """What an organization calls a client by, plain, hashed or encoded."""
    for pattern in (LABELED_ID, HASH_OF, NEAR_BLOB):
        yield from pattern.finditer(read.text)
