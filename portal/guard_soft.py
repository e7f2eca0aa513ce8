"""What may identify a person: telephone numbers, street addresses, docket numbers, a name with a detail. Pure."""

import re
from collections.abc import Iterator

from portal.guard_plain import Plain

Matches = Iterator[re.Match[str]]


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


TOLL_FREE = re.compile(r"\D{0,2}1?\D{0,2}8(?:00|88|77|66|55|44|33)")
PHONE = compiled(
    r"(?<![\w.-])(?:\+?1[\ .-]?)?(?:\([2-9]\d{2}\)\ ?|[2-9]\d{2}[\ .-]\ ?)[2-9]\d{2}[\ .-]\ ?\d{4}(?!\d|-\d)"
    r"|(?<![\w.-])\+[1-9]\d{0,2}(?:[\ .-]?\d{2,4}){2,4}(?!\d)"
    r"|\b(?:cell|phone|tel|telephone|mobile|call|text|fax|telefono|celular)(?:\ (?:is|at|her|him|no\.?|number))?[\s:.\#]{1,3}\d{3}[-.]\d{4}(?!\d)"
    r"|\b(?:cell|phone|tel|telephone|mobile|call|telefono|celular)[\s:.\#]{1,3}[2-9]\d{9}(?!\d)"
)
SUFFIX = r"(?:street|st|avenue|ave|av|boulevard|blvd|road|rd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|parkway|pkwy|terrace|ter|trail|trl|highway|hwy|way|square|sq|loop)"
STREET = compiled(
    rf"(?<![\w.$/:-])\d{{1,6}}[a-d]?(?:\ 1/2)?\ (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?\ )?(?:[a-z0-9][\w.'-]{{0,20}}\ ){{1,3}}{SUFFIX}(?![a-z])"
    r"|(?<![a-z])p\.?\ ?o\.?\ box\ \d{1,6} | (?<![a-z])(?:calle|avenida|avda\.?)\ [\w.'-]{2,20}(?:\ [\w.'-]{2,20}){0,2},?\ (?:no\.?|num\.?|\#)?\ ?\d{1,5}"
)
DOCKET = compiled(
    r"(?<![\w-])\d{1,2}:\d\d-(?:cr|cv|mj|po|mc|md|cm)-\d{1,6}(?:-[a-z]{1,4}){0,3}"
    r"|(?<![\w-])\d\d-?(?:cr|cv|mj|po|mc|md|cf|cm|dv|dr|fl|fa)-?\d{2,7}(?!\d)"
    r"|(?<![\w-])(?:19|20)\d\d-?(?:cr|cf|cm|cv|dv|dr|po|fa|fl|mj|ct|tr|d)-?\d{2,8}(?!\d)"
    r"|(?<![\w-])(?:cr|cf|cm|cv|dv|dr|po|fa|fl|mj|f|dc|fv)-?(?:(?:19|20)?\d\d-)\d{3,8}(?!\d)"
    r"|(?<![a-z])(?:docket|cause|case|incident|police\ report|report|offense|complaint|warrant|protective\ order|protection\ order|order|expediente|caso)"
    r"\ ?(?:file\ )?(?:\#|no\.?|numbers?|num\.?|numero)[\s:\#]{0,3}(?=[a-z-]{0,6}\d)[a-z0-9][a-z0-9:-]{2,24}"
    r"|(?<![a-z0-9])(?:msc|eac|wac|lin|src|ioe|nbc|ysc)[\ -]?\d{2}[\ -]?\d{3}[\ -]?\d{5}(?!\d)"
)


def phones(read: Plain) -> Matches:
    """A telephone number that is not toll-free: those are hotlines and offices."""
    return (match for match in PHONE.finditer(read.text) if not TOLL_FREE.match(match[0]))


def addresses(read: Plain) -> Matches:
    """Where somebody may live."""
    for match in STREET.finditer(read.text):
        if read.capitals[match.start() : match.end()] != match[0] or match[0][:2].isdigit():
            yield match


def dockets(read: Plain) -> Matches:
    """The number of a case that is not cited as published."""
    return DOCKET.finditer(read.text)


CAP = r"[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?"
NAME = rf"{CAP}(?:\ [A-Z]\.?)?(?:\ (?:de\ |de\ la\ |del\ )?{CAP})"
AGE = r"(?:,?\ \(?(?:aged?\ )?(?:1[0-9]|[2-9][0-9])\)?(?:,|\ ?-?years?[\ -]old|\ ?y/?o\b|\))|,?\ (?:aged?|edad)\ \d{1,2}\b|,?\ (?:who\ )?is\ \d{1,2}\ years)"
WHO = r"(?:(?:the|a|our|una?|la|el)\ )?(?:[a-z]{1,12}\ )?(?:victim|survivor|complainant|complaining\ witness|client|victima|sobreviviente|clienta)"
NAME_DETAIL = re.compile(
    rf"\b{NAME}(?:{AGE}|,?\ (?:is|was|as|who\ is|es)?\ ?{WHO}\b|,?\ (?:and\ )?(?:her|his)\ (?:ex-?|estranged\ |former\ )?(?:husband|wife|boyfriend|girlfriend|partner|son|daughter|children|kids|abuser|mother|father)"
    rf"|,?\ (?:who\ )?(?:lives|resides|vive)\ (?:at|on|in|en|with)\b|\ was\ (?:raped|assaulted|strangled|beaten|stalked|abused|stabbed))"
    rf"|\b(?:victim|survivor|client|complainant|victima|clienta)(?:'s\ name(?:\ is)?|\ is|\ named|\ called|,|:)?\ (?:\(|Ms\.?\ |Mrs\.?\ |Mr\.?\ )?{NAME}"
)


def names_and_details(read: Plain) -> Matches:
    """A person's name together with something that only a case has."""
    return NAME_DETAIL.finditer(read.capitals)
