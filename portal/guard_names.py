"""A person's name together with what only somebody served has: a detail, a word for a client, a need. Pure.

A name alone is no finding. Names of people at work, of organizations and of places are none either.
"""

import re

from portal.guard_given import GIVEN, LANDSCAPE, LEADS, ORGANIZATIONS, OTHERWISE, TITLES, words
from portal.guard_lexicon import any_of, compiled
from portal.guard_needs import SAID_OF
from portal.guard_plain import Matches, Plain

# --- a name with a detail ------------------------------------------------------------------------------------------
CAPITAL = r"[A-Z][a-z]{1,20}(?:-[A-Z][a-z]{1,20})?"
SURNAME = rf"(?:\ [A-Z]\.?)?\ (?:(?:de|de\ la|del|la|van)\ )?{CAPITAL}"
KIN = any_of(
    "husband, wife, boyfriend, girlfriend, partner, son, daughter, children, kids, child, baby, abuser",
    "mother, father, sister, brother, batterer",
)
SOMEBODY = r"(?:victim|survivor|complainant|complaining\ witness|client|victima|sobreviviente|clienta)"
SURE_DETAIL = rf"""(?:,?\ \(?(?:aged?|edad)\ \d{{1,2}}\b|,?\ \(?(?:is\ )?\d{{1,2}}(?:-|\ )years?(?:-|\ )old
    |,?\ \(?\d{{2}}\ ?y/?o\b
    |,?\ (?:and\ )?(?:her|his)\ (?:ex-?|estranged\ |former\ |two\ |three\ |young\ |teenage\ ){{0,2}}{KIN}\b
    |,?\ (?:was|has\ been|who\ was)\ (?:raped|assaulted|strangled|beaten|stalked|abused|stabbed|shot|threatened
        |trafficked))"""
DETAIL = rf"""(?:,\ \d{{2}},|\ \(\d{{2}}\)|,?\ (?:is|was|as|who\ is|es)?\ ?(?:(?:the|a|our|una?|la|el)\ )?
        (?:[a-z]{{1,12}}\ )?{SOMEBODY}\b
    |,?\ (?:who\ )?(?:lives|resides|vive|is\ staying|is\ hiding)\ (?:at|on|in|en|with)\b)"""
GIVEN_NAME = "(?:" + "|".join(sorted(set(GIVEN.split()))) + ")"
NAME_DETAIL = compiled(
    rf"""(?=[A-Zcsv])\b(?:{GIVEN_NAME}{SURNAME}(?:{DETAIL}|{SURE_DETAIL})|{CAPITAL}{SURNAME}{SURE_DETAIL}
    |{SOMEBODY}(?:'s\ name(?:\ is)?|\ is|\ named|\ called|,|:|\ \()?\ ?(?:M(?:r?s|r)\.?\ )?{GIVEN_NAME}{SURNAME})"""
)
DETAIL_STEM = re.compile(
    r",\ ?\d\d|\(\ ?\d\d|year|y/?o|victim|survivor|complain|client|clienta|sobreviv|age|edad|her\b|his\b|was\b|has\b|"
    r"lives\b|resides|vive|staying|hiding"
)
NAME_STEM = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?:\ [A-Z]\.?)?\ (?:(?:de|de la|del|la|van)\ )?[A-Z]")

# --- whose a word is -----------------------------------------------------------------------------------------------
NAMES, TWOFOLD = words(GIVEN), words(OTHERWISE)
ONLY_NAMES = NAMES - TWOFOLD
AT_WORK, GROUPS = words(TITLES), words(ORGANIZATIONS)
ELSEWHERE = words(LEADS) | AT_WORK
LAND = words(LANDSCAPE)
FORMS_OF_ADDRESS = words("mr mrs ms miss mx sr sra srta senor senora senorita don dona")
PARTICLES = words("de la del los van von")
BEGINNINGS = words(
    """and also although because but can could did does for from hello hi if is may now please since so then today
    tonight when whereas while yesterday help dear aqui ayer cuando esta hola hoy pero porque puede si y"""
)
"""With a capital at the beginning of a sentence, and no part of the name that follows."""
NO_SURNAME = words(
    """a all also an and any are as at be been but by can did do does for from had has have he her here his how i if
    in is it its just me my no not of on only or our she so still that the their them then there they this to too
    very was we were what when where which who why will with would you your con de el en es la lo mi no o para por
    pero que se si su sus tambien un una y ya really"""
)
ADVERBS = words("also just really still now then already again never ya tambien solo todavia ahora nunca urgently")
WORD = re.compile(r"[^\W\d_][\w'-]*\.?")
TAIL = re.compile(r"(?:(?<=\s)|^)(?:[^\W\d_][\w'-]*\.? ){0,7}[^\W\d_][\w'-]*\.?(?:'s)?$")
ANYTHING = re.compile(r"(?s).+")
BACK = 90
"""So many characters before what is said of somebody hold the name."""


def names_and_details(read: Plain) -> Matches:
    """A person's name together with something that only a case has."""
    for match in read.in_capitals(NAME_STEM, DETAIL_STEM, NAME_DETAIL):
        if not is_elsewhere(read.capitals, match):
            yield match
    yield from named_clients(read)
    yield from named_subjects(read)


def is_elsewhere(text: str, match: re.Match[str]) -> bool:
    """Whether somebody at work is meant, or the name is that of an organization or a place."""
    name = [word.rstrip(".") for word in re.split(r"[ ,(]+", match[0]) if word[:1].isupper()]
    return belongs_elsewhere(name, before(text, match.start()))


def before(text: str, start: int) -> list[str]:
    """The words right before a place, the nearest last; none beyond a sign."""
    stretch = text[max(0, start - BACK) : start]
    if not stretch.endswith(" "):
        return []
    tail = last_words(stretch[:-1])
    return WORD.findall(tail[0]) if tail else []


def last_words(stretch: str) -> re.Match[str] | None:
    """The words at the end, at most eight. Looked for there alone: from every letter on it took four times as long."""
    _before, *last = stretch.rsplit(" ", 8)
    return TAIL.search(stretch, len(stretch) - len(" ".join(last)) if len(last) == 8 else 0)


def belongs_elsewhere(name: list[str], ahead: list[str]) -> bool:
    """Whether these words, with those ahead of them, are no person's name, or that of somebody at work."""
    head, *rest = map(bare, name)
    if not GROUPS.isdisjoint((head, *rest)) or (head in TWOFOLD and not LAND.isdisjoint(rest)):
        return True
    return head in ELSEWHERE or leads_elsewhere(ahead)


def leads_elsewhere(ahead: list[str]) -> bool:
    """Whether a title, or what begins the name of a place or of a house, stands right before: Sheriff, San, Home of."""
    if not ahead:
        return False
    last = bare(ahead[-1])
    return last in ELSEWHERE or (last == "of" and ahead[-2:][0][:1].isupper())


def bare(word: str) -> str:
    """In small letters, without the sign behind it."""
    return word.lower().rstrip(".").removesuffix("'s")


# --- who is served -------------------------------------------------------------------------------------------------
SERVED = any_of(
    "client, clienta, cliente, patient, paciente, resident, residente, survivor, sobreviviente, victim, victima",
    "caller, participant, participante, usuaria, usuario, superviviente",
)
OWN = r"(?:my|our|one|mi|nuestra|nuestro)\ (?:[a-z]{1,12}\ )?"
NAMED_SO = r"(?:'s\ name\ (?:is|was)|s?\ (?:is\ |are\ )?named|,?\ her\ name\ is|,?\ se\ llama|,?\ llamad[ao]s?)"
ADDRESSED = r"(?:(?:m(?:r?s|r|x|iss)|sr(?:t?a)?|senor(?:it)?a?|don|dona|la\ senora|el\ senor)\.?\ )"
CLIENT_NAMED = compiled(
    rf"""(?<![a-z-])(?P<own>{OWN})?(?P<who>{SERVED})(?:(?P<sure>{NAMED_SO})|(?P<sign>s?\ ?[,(]|\ ?:|\ -)
    |s?(?P<loose>\ is|\ called)|s)?
    \ (?P<title>{ADDRESSED})?(?P<name>[a-z][a-z'-]{{1,24}})(?P<more>(?:\ [a-z][a-z'-]{{1,24}}){{0,3}})"""
)
CLIENT_STEM = re.compile(r"clien|patien|pacient|residen|surviv|sobreviv|victim|caller|particip|usuari|superviv")
DOES = any_of(
    "is, was, has, had, needs, wants, fled, left, came, called, calls, said, says, told, lives, lived, must, cannot",
    "can't, doesn't, does, moved, stays, stayed, asked, asks, thinks, fears, feels, got, just, who, and, wanted",
    "fue, ha, esta, necesita, tiene, quiere, busca, huyo, vive, dijo, llamo, no, se, teme, pide, vino, salio, y",
)
GOES_ON = re.compile(rf" {DOES}(?![a-z])|[.?!](?!\w)")
SAYS = re.compile(rf"[,)] {DOES}(?![a-z])")
ENDS = {".", "?", "!"}
CLOSED = re.compile(r"(?:\ [a-z'-]{2,25})?[,)]")
A_DAY = words(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday english spanish enero"
)
NO_NAME = A_DAY - NAMES


def named_clients(read: Plain) -> Matches:
    """The name right behind a word for somebody served."""
    for match in read.around(CLIENT_STEM, CLIENT_NAMED):
        if is_called(match, read):
            yield match


def is_called(match: re.Match[str], read: Plain) -> bool:
    """Whether the word after the one for a client is this client's name."""
    name = read.capitals[match.start("name") : match.end("name")]
    more = read.capitals[match.start("more") : match.end("more")].split()
    if belongs_elsewhere([name, *longer(more)], []) or comes_from_work(match, read):
        return False
    if match["title"] or match["sure"]:
        return name[0].isupper() or is_given(name)
    return is_told(name, match, read.text[match.end("name") : match.end("name") + 40])


def is_told(name: str, match: re.Match[str], after: str) -> bool:
    """Whether a word that nothing calls a name is one: where a comma stands before it, one has to stand behind it."""
    is_within_commas = (match["sign"] or "").strip("s ") in {",", "("}
    if is_within_commas and not CLOSED.match(after):
        return False
    return is_given(name) or is_perhaps(name, match, (SAYS if is_within_commas else GOES_ON).match(after))


def is_perhaps(name: str, match: re.Match[str], goes_on: re.Match[str] | None) -> bool:
    """Whether a word with a capital that may be something else is a name here, by what goes on behind it."""
    is_a_name = name[0].isupper() and name[1:].islower() and name.lower() not in NO_NAME
    if not is_a_name or goes_on is None:
        return False
    return (name.lower() in NAMES and goes_on[0] not in ENDS) or bool(match["own"] and not match["loose"])


PERHAPS_AT_WORK = ("caller", "particip")
FROM_WORK = re.compile(r"(?: [A-Z][\w'-]+\.?){0,3},? \(?(?:(?:from|of|at|with|de|del) (?:the |la |el )?)?[A-Z]")


def comes_from_work(match: re.Match[str], read: Plain) -> bool:
    """Whether somebody who called or took part did so for an organization, or stands in a list of those present."""
    if not match["who"].startswith(PERHAPS_AT_WORK):
        return False
    after = read.capitals[match.end("name") : match.end("name") + 80]
    return match["sign"] == ":" or FROM_WORK.match(after) is not None


def is_given(name: str) -> bool:
    """Whether this is a given name and nothing else; in small letters too."""
    return bare(name) in ONLY_NAMES


def longer(more: list[str]) -> list[str]:
    """The words with capitals that go on with a name."""
    for place, word in enumerate(more):
        if not word[:1].isupper() and word.lower() not in GROUPS:
            return more[:place]
    return more


# --- of whom something is said -------------------------------------------------------------------------------------
def named_subjects(read: Plain) -> Matches:
    """The name right before what is said of somebody hurt or in need."""
    for match in SAID_OF.finditer(read.text):
        start = named_before(read, match)
        if start is not None and (found := ANYTHING.match(read.text, start, match.end())):
            yield found


def named_before(read: Plain, match: re.Match[str]) -> int | None:
    """Where the name begins that stands right before what is said; None where there is none."""
    floor = max(0, match.start() - BACK)
    tail = last_words(read.capitals[floor : match.start()])
    if not tail:
        return None
    found = list(WORD.finditer(tail[0]))
    spoken = [one[0].removesuffix("'s") for one in found]
    while spoken and spoken[-1].lower() in ADVERBS:
        spoken.pop()
    first = next((place for place in range(len(spoken)) if begins(spoken[place:], spoken[:place], match)), None)
    return None if first is None else floor + tail.start() + found[first].start()


def begins(name: list[str], ahead: list[str], match: re.Match[str]) -> bool:
    """Whether these words are one person's name, and the words ahead make it nobody else's."""
    rest = [word for word in name[1:] if word.lower() not in PARTICLES]
    if belongs_elsewhere(name, ahead) or goes_on(ahead, name) or not are_surnames(rest):
        return False
    if bare(name[0]) in FORMS_OF_ADDRESS:
        return bool(rest)
    return is_alike(name[0], rest) and is_whole(name[0], rest, match)


def are_surnames(rest: list[str]) -> bool:
    return len(rest) <= 3 and NO_SURNAME.isdisjoint(map(bare, rest))


def is_whole(first: str, rest: list[str], match: re.Match[str]) -> bool:
    """Whether a given name is enough for what is said; a name on no list is where it tells of harm."""
    head = bare(first)
    if match["communal"] and (not rest or head in TWOFOLD):
        return False
    if not rest or not first[0].isupper():
        return is_given(head)
    return head in NAMES or (match["harm"] is not None and AT_WORK.isdisjoint(map(bare, rest)))


def is_alike(head: str, rest: list[str]) -> bool:
    """Whether all words begin as the first does, with a capital or without."""
    return all(word[0].isupper() == head[0].isupper() for word in rest)


def goes_on(ahead: list[str], name: list[str]) -> bool:
    """Whether the name began before: a word with a capital that begins no sentence."""
    if not ahead or name[0].isupper() or bare(name[0]) in FORMS_OF_ADDRESS:
        return False
    last = bare(ahead[-1])
    return ahead[-1][0].isupper() and last not in BEGINNINGS and last not in FORMS_OF_ADDRESS
