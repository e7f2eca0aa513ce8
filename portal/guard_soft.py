"""What may identify a person: telephone numbers, street addresses, docket numbers. Pure."""

import re
from collections.abc import Iterator

from portal.guard_lexicon import any_of, compiled
from portal.guard_plain import DIGITS, SEVERAL, Plain

Matches = Iterator[re.Match[str]]

# --- telephone numbers ---------------------------------------------------------------------------------------------
TELEPHONE = any_of(
    "cell, cell phone, phone, tel, telephone, mobile, call, text, fax, telefono, celular, reach her at, dial"
)
PHONE = compiled(
    rf"""(?<![\w.-])(?:\+?1[\ .-]?)?(?:\([2-9]\d{{2}}\)\ ?|[2-9]\d{{2}}[\ .-]\ ?)[2-9]\d{{2}}[\ .-]\ ?\d{{4}}(?!\d|-\d)
    | (?<![\w.-])\+[1-9]\d{{0,2}}(?:[\ .-]?\d{{2,4}}){{2,4}}(?!\d)
    | (?<![a-z]){TELEPHONE}(?:\ (?:is|at|her|him|no\.?|number))?[\s:.\#]{{1,3}}
        (?:\d{{3}}[-.\ ]\d{{4}}|[2-9]\d{{9}})(?!\d)"""
)
TOLL_FREE = re.compile(r"\D{0,2}1?\D{0,2}8(?:00|88|77|66|55|44|33)")


def phones(read: Plain) -> Matches:
    """A telephone number that is not toll-free: those are hotlines and offices."""
    return (match for match in read.near(SEVERAL, PHONE) if not TOLL_FREE.match(match[0]))


# --- street addresses ----------------------------------------------------------------------------------------------
SURE_STREET = "street, avenue, ave, boulevard, blvd, road, rd, lane, parkway, pkwy"
STREET_WORD = f"""{SURE_STREET}, st, av, ln, drive, dr, court, ct, circle, cir, place, pl, terrace, ter, trail, trl,
    highway, hwy, way,
    square, sq, loop, plaza, pike, turnpike"""
STREET = compiled(
    rf"""\d(?<![\w.$/:-]\d)\d{{0,5}}[a-d]?\ (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\.?\ )?
        (?:[a-z0-9][\w.'-]{{0,20}}\ ){{1,3}}?{any_of(STREET_WORD)}(?![a-z])
"""
)
BOX = compiled(
    r"""(?<![a-z])p\.?\ ?o\.?\ box\ \d{1,6}
    | (?<![a-z])(?:calle|avenida|avda\.?)\ [\w.'-]{2,20}(?:\ [\w.'-]{2,20}){0,2},?\ (?:no\.?\ |num\.?\ |\#\ ?)?
        \d{1,5}(?!\d)
    | (?<![a-z])(?:apt|apartment|unit)\.?\ (?:no\.?\ |\#\ ?)?\d{1,4}[a-z]?(?![\w%])"""
)
IN_CAPITALS = re.compile(r"\d\S* (?:(?:[A-Z]|\d+(?:st|nd|rd|th)\b)\S* )+[A-Z]\S*")
IN_SMALL = re.compile(rf"\d{{3,5}}[a-d]? (?:[nsew]\.? )?[\w.'-]+ {any_of(SURE_STREET)}")
YEAR = re.compile(r"(?:19|20)\d\d ")
BOX_STEM = re.compile(r"box|calle|avenida|avda|apt|apartment|unit")
OF_A_COURT = re.compile(
    r"(?:drug|family|dv|superior|district|county|circuit|tribal|municipal|treatment|state|federal|veterans|law|"
    r"supreme) (?:court|ct|circuit)$"
)


def addresses(read: Plain) -> Matches:
    """Where somebody may live: a number with a street that has a name."""
    yield from read.near(BOX_STEM, BOX)
    for match in read.near(DIGITS, STREET):
        typed = read.capitals[match.start() : match.end()]
        if (IN_CAPITALS.match(typed) and is_street(match[0])) or IN_SMALL.match(match[0]):
            yield match


def is_street(text: str) -> bool:
    """Not a year and what happened in it, nor a number of courts."""
    return not OF_A_COURT.search(text) and not (YEAR.match(text) and not IN_SMALL.match(text))


# --- dockets -------------------------------------------------------------------------------------------------------
KINDS = "cr|cv|mj|po|mc|md|cm|cf|dv|dr|fl|fa|fv|ct|tr"
DOCKET = compiled(
    rf"""(?<![\w-])\d{{1,2}}:\d\d-(?:{KINDS})-\d{{1,6}}(?:-[a-z]{{1,4}}){{0,3}}
    | (?<![\w-])(?:19|20)?\d\d-?(?:{KINDS})-?\d{{2,8}}(?![\w%])
    | (?<![\w-])(?:{KINDS}|f|dc)-?(?:(?:19|20)?\d\d-)\d{{3,8}}(?!\d)
    | (?<![a-z])(?:docket|cause|case|incident|police\ report|offense|offense\ report|incident\ report|complaint|warrant
        |protective\ order|protection\ order|order|petition|expediente|caso)\ ?
        (?:file\ )?(?:\#|(?:no|number|num|numero)\b\.?)[\s:\#]{{0,3}}
        (?=[a-z-]{{0,6}}\d)[a-z0-9][a-z0-9:-]{{2,24}}
    | (?<![a-z0-9])(?:msc|eac|wac|lin|src|ioe|nbc|ysc)[\ -]?\d{{2}}[\ -]?\d{{3}}[\ -]?\d{{5}}(?!\d)"""
)
PUBLIC_ORDER = re.compile(
    r"(?:executive|general|standing|administrative|special|local|miscellaneous|purchase|task|work|delivery) $"
)


def dockets(read: Plain) -> Matches:
    """The number of a case that is not cited as published, nor of a rule for all."""
    for match in read.near(SEVERAL, DOCKET):
        if not PUBLIC_ORDER.search(read.text[max(0, match.start() - 16) : match.start()]):
            yield match
