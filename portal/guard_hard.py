"""What identifies a person by itself: numbers of persons, dates of birth, identifiers of clients. Pure.

Patterns read the plain copy of a text (`portal.guard_plain`). Every repetition has a limit; what stands between a
label and its value is never given back, so no text makes a pattern try again and again.
"""

import re
from collections.abc import Iterator

from portal.guard_lexicon import (
    A_SURE,
    ALIEN,
    BIRTH,
    DAY,
    ENDINGS,
    FULL_DATE,
    ID_LINKS,
    ID_WORDS,
    MONTH,
    NUMBERS,
    OF,
    PART_DATE,
    PERSONS,
    PLAIN_LINKS,
    PLURALS,
    QUALIFIERS,
    SCRAMBLED,
    SOCIAL,
    SSN,
    SYSTEMS,
    any_of,
    between,
    compiled,
)
from portal.guard_plain import DIGITS, Plain

Matches = Iterator[re.Match[str]]
LINK = between(PLAIN_LINKS, ENDINGS, NUMBERS, "and, age, and age, x, xx, xxxx, half")


def has_any(text: str, *stems: str) -> bool:
    """Whether a pattern can match at all: quicker asked than tried."""
    return any(stem in text for stem in stems)


# --- dates of birth ------------------------------------------------------------------------------------------------
HOLIDAY = re.compile(
    r"(?:washington|lincoln|king|jr\.?|columbus|presidents?|corps|army|navy|nation|country)['s]{0,2} $"
)
ORGANIZATION = re.compile(
    r"\b(?:coalition|task force|idea|programs?|network|project|initiative|council|partnership|team|protocol|"
    r"unit|center"
    r"|shelter|hotline|agency|office|movement|concept|group|collaborative|act|vawa|law)"
    r"(?: (?:itself|that|which|was|were|had been|first|really|(?:of|for|in) [a-z]+)){0,4},? $"
)
LABELED_BIRTH = compiled(rf"{BIRTH}{LINK}(?:{FULL_DATE}|{PART_DATE})")
SURE_BIRTH = compiled(
    r"(?:(?<![a-z0-9])d\.?[\W_]?[o0]\.?[\W_]?b\.?(?![a-z])|(?<![a-z])(?:date[\s_-]?of[\s_-]?birth|birth[\s_-]"
    r"?date|fecha\ de\ nacimiento))"
    rf"(?:[\s:=?\#(\[\"'*x/-]{{0,8}}(?:\d{{2,}}|(?<=[:=(])\ ?\d)|\ ?(?:{MONTH})\ ?\d|[^\d\n.;?!]{{0,30}}[:=]"
    rf"\ ?\d{{2,}})"
)
BORN = compiled(
    rf"(?<![a-z])(?:born|b\.|nacid[ao]s?|nacio|naci|nac\.|nee|nascid[ao])(?![a-z])[\s:,(]{{0,3}}(?:(?:on|el|un|"
    rf"en|em|le|dia|the|about|around|in|an?|year|sometime|back|monday|tuesday|wednesday|thursday|friday|"
    rf"saturday|sunday),?\ ){{0,3}}"
    rf"(?:{FULL_DATE}|{MONTH}[\s,.]{{1,2}}(?:(?:of|in|de|del)\ )?(?:19|20)\d\d|(?:{MONTH}{OF}{DAY}|(?:the\ )"
    rf"?{DAY}{OF}{MONTH})(?![a-z\d])|\d{{1,2}}/(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?![\d-])|\d{{1,2}}[-/]"
    rf"\d{{1,2}}(?![\d/-]))"
)
FAR_BIRTH = compiled(
    rf"(?:{BIRTH}|(?<![a-z])(?:born|birth|nacid[ao]|nacio|bd|d/b|d\.b\.|b/d|b\.d\.|b\ ?date|f/n|f\.n\.|fn:|b:)"
    rf"(?![a-z]))(?=[^\d]{{0,130}}\d)\??(?P<between>[^\d?!]{{0,120}}(?:\(?\d{{1,4}}\)?[^\d?!]{{1,40}}){{0,2}})"
    rf"(?:{FULL_DATE}|(?P<part>{MONTH}\ (?:(?:of\ )?(?:19|20)\d\d|\d{{1,2}}(?!\d))))"
)
TURNS = compiled(
    rf"(?<![a-z])(?:turn|turns|turned|turning)\ \d{{1,2}}(?:\ years\ old)?\ (?:on|this|next)\ (?:{FULL_DATE}|"
    rf"{MONTH}{OF}\d{{1,2}}|\d{{1,2}}/\d{{1,2}})"
)
RECENT = re.compile(r"(?:\b20|[^\d]|')2[4-9]$|\b202[4-9]\b")
OF_A_FORM = re.compile(
    r"\b(?:not|no|never|without|remov\w*|dropp?\w*|delet\w*|take|taken|took|out|stop\w*|field|column|box|line|"
    r"form|question"
    r"|polic\w*|until|by|before|since|after|training|meeting|updated?|revised|ask\w*|collect\w*|rule|due|"
    r"session|weight)\b"
)
DATE_THEN_BIRTH = compiled(
    rf"{FULL_DATE}[\s\])]{{0,2}}(?:[(\[,=:-]\ ?)?(?:(?:is|was|as|being|for|the|her|his|their|a)\ ){{0,3}}"
    rf"(?:(?:client|victim|survivor|child|participant)(?:'s)?\ )?{BIRTH}"
)


def is_about_a_form(text: str, match: re.Match[str]) -> bool:
    """Whether the date tells when a form was changed, or when an organization began. Old dates are of birth."""
    is_recent = match["part"] is not None or RECENT.search(match[0]) is not None
    is_of_a_form = is_recent and OF_A_FORM.search(match["between"]) is not None
    return is_of_a_form or follows(ORGANIZATION, text, match) or follows(HOLIDAY, text, match)


BIRTH_STEM = re.compile(
    r"b(?:irt|orn|rith|ith|day|\W?day|\W?date|\W?d\W|d\W|:)|d[\W_]?[o0]f?[\W_]?b|d\W?of\W?b|date\W?b|y\.?o\.?b|"
    r"f[\W]?d?[\W]?n\W|f\W{0,2}(?:de\ )?nac|nac|nasc|cumple|natal"
    r"|ngay|gebu|nee\ |出生|生年|생년|d/b"
)
MONTH_STEM = re.compile(MONTH)
BORN_STEM = re.compile(r"born|\bb\.|nac|nee\ |nasc")
TURN_STEM = re.compile(r"\bturn")


def birth_dates(read: Plain) -> Matches:
    """A day of birth that is called one. Holidays are not, nor are days on which a program began."""
    text = read.text
    for match in (
        *read.near(BIRTH_STEM, LABELED_BIRTH),
        *read.between(BIRTH_STEM, MONTH_STEM, LABELED_BIRTH),
        *read.near(BIRTH_STEM, SURE_BIRTH, DATE_THEN_BIRTH),
    ):
        if not follows(HOLIDAY, text, match):
            yield match
    for match in read.near(BIRTH_STEM, FAR_BIRTH):
        if not is_about_a_form(text, match):
            yield match
    for stem, pattern in ((BORN_STEM, BORN), (TURN_STEM, TURNS)):
        yield from (match for match in read.near(stem, pattern) if not follows(ORGANIZATION, text, match))


def follows(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Whether the pattern, which ends where it is asked, stands right before the match."""
    return pattern.search(text[max(0, match.start() - 60) : match.start()]) is not None


# --- Social Security numbers ---------------------------------------------------------------------------------------
GAP = r"[\s.,_/\\|*:~+•·()-]{0,3}(?:(?:dash|hyphen|space|guion|dot)\ ?)?"
NINE = rf"(?<!\d)\d(?:{GAP}\d){{8}}(?!\d)"
FEW = r"(?:x{2,5}|[*\#•·]|[\s-]){0,12}(?<![\d/.-])\d{4}(?![\d/.:-]?\d|(?:st|nd|rd|th)\b|\ ?(?:a|p)\.?m\b|%)"
MASKS = r"x, xx, xxx, xxxx, xxxxx, xxx xx, dash, y, con"
SSN_LINK = between(
    PLAIN_LINKS, ENDINGS, NUMBERS, MASKS, SCRAMBLED, "ssn, social security, social, card, account, used, in, with"
)
LABELED_SSN = compiled(rf"{SSN}{SSN_LINK}(?:{NINE}|\d{{3}}[\s.-]\d{{2}}(?![\d/:%])|{FEW})")
SOCIAL_NINE = compiled(rf"{SOCIAL}{SSN_LINK}{NINE}")
LAST_FOUR = compiled(
    rf"(?:last|final)[\s-](?:four|4)(?:[\s-]digits)?[\s-](?:(?:of|on|for|from)\ )?(?:(?:the|her|his|their|a|"
    rf"client'?s|victim'?s|survivor'?s)\ ){{0,2}}"
    rf"(?:{SSN}|{SOCIAL}){SSN_LINK}\d{{4}}(?!\d)"
    rf"|(?:{SSN}|{SOCIAL})[\s:,('-]{{0,4}}(?:last|ends|ending|termina)[\s-](?:in\ |with\ |en\ |four\ |4\ |"
    rf"digits\ |is\ |are\ |[:=]\ ?){{0,3}}\d{{4}}(?!\d)"
    rf"|(?<!\d)\d{{4}}[\s,(-]{{1,3}}(?:(?:is|are|as|being|the|her|his)\ ){{0,3}}(?:last|final)[\s-](?:four|4)"
    rf"\ (?:digits\ )?of\ (?:(?:the|her|his|their|client's|victim's|survivor's)\ ){{0,2}}(?:{SSN}|{SOCIAL})"
)
MASKED = compiled(r"(?<![\w*•])[x*•\#]{3}\ ?[-. ]?\ ?[x*•\#]{2}\ ?[-. ]\ ?\d{4}(?!\d)")
SEPARATOR = r"\ ?(?P<sep>[-./_|:~·•*+\ ]|dash|hyphen|guion)\ ?"
GROUPED = compiled(rf"(?<![\d$])(?<!\d[.,/-])(?<!\d\ )\d{{3}}{SEPARATOR}\d{{2}}\ ?(?P=sep)\ ?\d{{4}}(?![\d%]|-\d)")
MASK_STEM = re.compile(r"[x*•#]{3}")
SPACED = compiled(r"(?<![\d.,])(?<!\d\ )\d(?P<sep>[\ ._-])(?:\d(?P=sep){1,2}){7}\d(?!\d|[\ ._-]\d)")
BY_TRIPLE = compiled(r"(?<![\w$.,/-])\d\ \d\ \d\ ?[-.,/]?\ ?\d\ \d\ ?[-.,/]?\ ?\d\ \d\ \d\ \d(?!\d|\ \d)")
BARE = compiled(r"(?<![\w$./=%+-])(?<!\d,)\d{9}(?![\w%]|[-./,]\d)")
DIGIT_WORD = any_of(
    "zero, oh, one, two, three, four, five, six, seven, eight, nine, cero, uno, dos, tres, cuatro, cinco, seis, siete",
    "ocho, nueve",
)
SPELLED = compiled(
    rf"(?<![a-z]){DIGIT_WORD}(?:[\s,.-]{{1,4}}(?:(?:dash|hyphen|guion)[\s,]{{1,2}})?{DIGIT_WORD}){{8}}(?![a-z])"
)
SOMETHING_ELSE = re.compile(
    r"\b(?:duns|routing|aba|f?ein|tax id|zip|account|acct|tracking|confirmation|meeting id|conference id|"
    r"webinar id|webex|zoom"
    r"|passcode|access code|order|invoice|agreement|award|grant|control|oclc|isbn|pmid|doi|ncj|solicitation|"
    r"opportunity"
    r"|requisition|ticket|po|uei|item|serial|asset|vendor|voucher|dial in|bridge|conference|project|budget|"
    r"fund|permit|license"
    r"|contract|cage)(?: ?(?:number|no\.?|num|id|#|code|line))?(?: is)?[\s:#=(]{0,3}$"
)


SSN_STEM = re.compile(r"ss|s[.\s/-]{1,2}s|soc|seguro|itin|tin\b")
WORD_STEM = re.compile(
    r"zero|one|two|three|four|five|six|seven|eight|nine|cero|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
)


def social_security(read: Plain) -> Matches:
    """Nine digits as a Social Security number has them, or any part of one that is called so."""
    yield from read.near(SSN_STEM, LABELED_SSN, SOCIAL_NINE, LAST_FOUR)
    yield from read.near(DIGITS, GROUPED, SPACED, BY_TRIPLE)
    yield from read.near(MASK_STEM, MASKED)
    yield from read.around(WORD_STEM, SPELLED)
    yield from (match for match in read.near(DIGITS, BARE) if not follows(SOMETHING_ELSE, read.text, match))


# --- A-numbers -----------------------------------------------------------------------------------------------------
A_LINK = between(
    PLAIN_LINKS,
    NUMBERS,
    "registration, file, card, a number, a no, alien number, ending, ending in",
    " last, digits, with, starting, starting with",
)
A_DIGITS = rf"(?:a{GAP})?(?<!\d)\d(?:{GAP}\d){{6,8}}(?!\d)"
LABELED_A = compiled(rf"{ALIEN}{A_LINK}(?:{A_DIGITS}|\d(?:{GAP}\d){{11}}(?!\d))")
FAR_A = compiled(rf"{A_SURE}[^\d]{{0,70}}{A_DIGITS}")
A_FIRST = compiled(
    rf"(?<![\w$.,/-])\d(?:[\s.-]{{0,1}}\d){{6,8}}a?[\s,(=:-]{{1,3}}(?:(?:is|was|as|the|her|his|their|an|"
    rf"victim's|client's|survivor's)\ ){{0,3}}(?:{ALIEN}|{A_SURE})"
)
NEAR_A = compiled(
    r"(?<![a-z])(?:alien|uscis|a[\s-]?numbers?|a\#|a-?file|[ut][\s-]visa|self[\s-]petition|green\ card|"
    r"immigration|extranjer[ao]|inmigracion|eoir|asylum)(?![a-z])[^\d]{0,60}(?<![\w$.,/-])a?(?:\d{8,9}|\d{2,3}"
    r"[\s.-]\d{3}[\s.-]\d{3})(?![\w%]|[-./,]\d)"
    r"|(?<![\w$.,/-])(?:\d{8,9}|\d{2,3}[\s.-]\d{3}[\s.-]\d{3})(?![\w%]|[-./,]\d)[^\d]{0,40}(?<![a-z])(?:alien|"
    r"uscis|a[\s-]numbers?|a\#|a-?file|[ut][\s-]visa|green\ card)(?![a-z])"
)
SPELLED_A = compiled(rf"(?:{ALIEN}|{A_SURE}){A_LINK}{DIGIT_WORD}(?:[\s,.-]{{1,4}}{DIGIT_WORD}){{5,8}}(?![a-z])")
ENDS_A = compiled(
    rf"(?<![a-z])a[\s-]?(?:number|no\.|num|\#)'?s?[\s,(]{{1,2}}(?:which\ |that\ )?(?:ends?|ending|begins?|"
    rf"starts?|last)[\s-](?:in\ |with\ |three\ |four\ |digits\ |are\ |is\ |[:=]\ ?){{0,4}}\d{{2,5}}(?!\d)"
    rf"|(?<![a-z])(?:last|first|final)[\s-](?:two|three|four|five|[2-5])(?:[\s-]digits)?\ (?:of|in|from)"
    rf"\ (?:(?:the|her|his|their|client's|victim's|survivor's|an)\ ){{0,2}}(?:{ALIEN}|{A_SURE}){A_LINK}"
    rf"(?:are\ )?\d{{2,5}}(?!\d)"
    r"|(?<![a-z0-9])a[\s\#:-]{0,3}(?:[x*•\#][-\s.]?){2,7}\d(?:[-\s.]?\d){1,5}(?!\d)"
    r"|(?<![a-z])(?:a|alien)[\s_-]?(?:number|no\.?|num\.?|nbr\.?)\ ?[:\#=]\ ?a?\ ?\d{3,}"
)
PART_OF_A = compiled(rf"{A_SURE}{between(PLAIN_LINKS, ENDINGS, NUMBERS, MASKS)}\d{{3,9}}(?![\d:/%])")
BARE_A = compiled(
    r"(?:(?<![a-z0-9])|(?=a\d{9}(?!\d)))a(?:[\#:-]{0,2}\d{7}|[\s:._/=+|~()\[\]\#*'\"-]{0,3}(?!\d{1,2}[-.\s]"
    r"\d{1,2}[-.\s](?:19|20)\d\d(?!\d))\d(?:[\s._/·•()-]{0,3}\d){7,9})"
    r"(?![\d%]|[-.,]\d|[\s]\d)"
)
COMMA_A = compiled(r"(?<![a-z0-9])a[\#:.-]?\d{2,3},\d{3},\d{3}(?!\d)|(?<![\w$.,/-])\d{8,9}a(?![a-z])")
BY_THREES = compiled(r"(?<![\w$.,/-])\d{3}-\d{3}-\d{3}(?![\w-])")


ALIEN_STEM = re.compile(
    r"alien|uscis|extranj|eoir|im+igra|inmigra|green|asylum|resident|lpr|sevis|i[-\ ]?94|arn|a\.r|[ut]\Wvisa|"
    r"petition|account|\bins\b"
    r"|\ba[\s_.\#-]{0,2}(?:n|file|reg|\#|[*x•]{2})|\ba[\#-]|registro"
)
A_STEM = re.compile(r"a[^a-z]{0,3}\d")


def a_numbers(read: Plain) -> Matches:
    """The number that immigration authorities give a person."""
    yield from read.near(ALIEN_STEM, LABELED_A, PART_OF_A, FAR_A, ENDS_A, A_FIRST, NEAR_A)
    yield from read.between(ALIEN_STEM, WORD_STEM, SPELLED_A)
    yield from read.near(A_STEM, BARE_A, COMMA_A)
    yield from read.near(DIGITS, BY_THREES)


# --- identifiers of clients ----------------------------------------------------------------------------------------
ONE = any_of(PERSONS)
WHOSE = any_of(PERSONS, PLURALS, SYSTEMS)
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
    rf"(?<![a-z])(?P<label>{any_of(ID_WORDS, SCRAMBLED)}|(?:case\ )?number|no\.|numero|\#)"
    rf"\.?(?:\ {any_of(SCRAMBLED, NUMBERS)}){{0,2}}[\s:(\[]{{1,2}}(?:of|for|from|belonging\ to|del?|de\ la|on)\ "
    rf"(?:(?:the|our|a|this|that|one|her|his|their|la|el|same|new|hmis|first|second|third)\ ){{0,2}}{ONE}{OWN}"
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
    rf"(?<![a-z]){WHOSE}{OWN}(?:[\s_-]{{1,2}}{any_of(QUALIFIERS)}){{0,2}}[\s_-]{{0,2}}(?P<label>{SURE_ID})"
    rf"(?![a-z])(?P<link>[^.;?!\d\n]{{0,50}}(?:[:=\#]\ ?|\ (?:is|was|reads|shows|as)\ )){DIGITS_3}"
)
WEAK_ID = compiled(
    rf"(?<![a-z])(?:person|personal|unduplicated|enrollment|household|family|mother|applicant|tenant|service|"
    rf"unique)[\s_-]?(?P<label>id|identifier|uid)(?![a-z])(?:\ (?:number|no\.?))?"
    rf"(?P<link>{VALUE_LINK}){DIGITS_3}"
)
CODE_ID = compiled(
    rf"(?<![a-z])(?P<label>{ONE}){OWN}(?![a-z])(?:[\s,(:-]{{1,3}}[a-z'.]{{1,14}}){{0,6}}?[\s,(]{{1,2}}(?:code|"
    rf"key|alias|reference|locator|tag)(?P<link>[\s:\#=('\"]{{0,4}}(?:is\ |was\ )?){DIGITS_3}"
)
SPELLED_ID = compiled(
    rf"(?<![a-z])(?:{WHOSE}){OWN}[\s_(-]{{0,2}}(?:{any_of(QUALIFIERS)}[\s_-]{{1,2}}){{0,2}}{ID}"
    rf"{between(PLAIN_LINKS, ENDINGS, ID_LINKS)}(?<![a-z]){DIGIT_WORD}(?:[\s,.-]{{1,3}}{DIGIT_WORD}){{1,12}}(?![a-z])"
)
TABLE_ID = compiled(
    rf"(?<![a-z]){WHOSE}[\s_-]?(?P<label>id|identifier|number|no\.?|\#|uid)(?=[\s,|;]{{1,3}}[a-z])"
    rf"(?P<link>[^\n\d]{{0,80}}\n[\s|\"]{{0,4}}){DIGITS_3}"
)
IN_SYSTEM = compiled(
    rf"(?<![a-z])(?P<label>\#|as|is|number|no\.|entry|record|under|file|id)(?P<link>[\s:\#]{{1,2}}){DIGITS_3}"
    rf"\ (?:in|on|within)\ (?:(?:the|our|their)\ )?{any_of(SYSTEMS)}(?![a-z])"
)
CODE_FIRST = compiled(
    rf"(?<![\w./-])(?P<value>[a-z]{{0,4}}-?\d{{3,}}[a-z0-9-]{{0,20}})(?P<link>\ ?\()(?P<label>(?:(?:the|a|an|"
    rf"our|same|new)\ )?{ONE})\)"
)
ANY_NUMBER = compiled(
    rf"(?<![a-z]){ONE}{OWN}(?![a-z])(?:\ (?!{NOT_OF_A_PERSON})[a-z'-]{{1,14}}){{1,3}}\ (?P<label>number|no\.?|"
    rf"\#|record|file|chart|entry|card)(?![a-z])(?P<link>[\s:\#=(]{{0,3}}(?:is\ |was\ )?){DIGITS_3}"
)
KNOWN_AS = compiled(
    rf"(?<![a-z])(?P<label>{ONE}){OWN}(?![a-z])[^.;?!\d\n]{{0,40}}\b(?:known|listed|referred\ to|recorded|"
    rf"tracked|identified|logged|filed|coded|labeled|entered|called|registered|stored)\b[^.;?!\d\n]"
    rf"{{0,30}}\b(?P<link>as|by|under)\ [\"'\#]?(?P<value>[a-z]{{0,5}}-?\d{{2,}}[a-z0-9-]{{0,20}})(?![\w%]|[.,:]\d)"
)
IDS_OF = compiled(
    rf"(?<![a-z])(?P<label>ids|id's|identifiers|hashes|uuids|codes|pseudonyms)\ (?:of|for|from)\ (?:(?:the|our|"
    rf"three|two|these|those|all)\ ){{0,2}}{any_of(PERSONS, PLURALS)}(?P<link>{VALUE_LINK}){MARK}"
)
GIVEN_ID = compiled(
    rf"(?<![a-z])(?P<label>{ONE}|{any_of(SYSTEMS)}){OWN}(?![a-z])(?:[\s,(:-]{{1,3}}[a-z'.]{{1,14}})"
    rf"{{0,6}}?[\s,(]{{1,2}}(?:assigned|given|got|has|under|as|by|is|was|goes\ by|called|coded|enrolled\ as)"
    rf"\ (?:the\ )?"
    rf"(?:number|no\.?|nr\.?|code|record|file|entry|\#)(?P<link>[\s:\#=(]{{0,3}}(?:is\ )?){DIGITS_3}"
)
FIRST_WORDS = any_of(
    "id, identifier, uuid, guid, hash, pseudonym, hmis, record, file, entry, expediente, token, client code"
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
    rf"{{1,2}}(?P<label>{CODED_WORDS})(?![a-z])(?P<link>{VALUE_LINK}){MARK}"
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
    "|".join(sorted({phrase.strip()[:4] for phrase in f"{PERSONS},{PLURALS},{SYSTEMS}".split(",")}))
)
CODE_STEM = re.compile(r"hash|sha\W?\d|md5|base|b64|crypt|encod|codif|cifra|digest|token|hex|=")
HER_STEM = re.compile(r"\bher|\bhis\b|\btheir|\bown\b")
WEAK_STEM = re.compile(r"(?:perso|undup|enrol|house|famil|mothe|appli|tenan|servi|uniqu)[a-z]*[\s_-]?(?:id|uid)")
NAMED = (
    ID_OF,
    IDS_OF,
    LOOSE_ID,
    FAR_ID,
    CODE_ID,
    GIVEN_ID,
    VALUE_FIRST,
    ANY_NUMBER,
    KNOWN_AS,
    TABLE_ID,
    IN_SYSTEM,
    CODE_FIRST,
)


def client_ids(read: Plain) -> Matches:
    """What an organization calls a client by: plain, hashed or encoded."""
    for match in (*read.around(CLIENT_STEM, LABELED_ID), *read.near(CLIENT_STEM, *NAMED)):
        if is_value(match, read):
            yield match
    yield from read.between(CLIENT_STEM, WORD_STEM, SPELLED_ID)
    yield from (match for match in read.near(CLIENT_STEM, BARE_ID) if is_code(match))
    for match in read.near(CLIENT_STEM, ID_FIRST):
        if is_value(match, read) and not follows(OTHER_ID, read.text, match):
            yield match
    for stem, pattern in ((HER_STEM, HER_ID), (WEAK_STEM, WEAK_ID), (CODE_STEM, SCRAMBLED_ID)):
        yield from (match for match in read.near(stem, pattern) if is_value(match, read))
    yield from near_numbered(read)
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
        typed = read.capitals[match.start("value") : match.end("value")]
        if typed.isupper() and len(value) > 2 and has_any(match["link"], ":", "=", "#"):
            return value not in NO_ID
        return len(value) > 3 and (
            value.endswith("=") or is_coded(typed, read.text[max(0, match.start() - NEAR) : match.end() + NEAR])
        )
    if match["label"].endswith(COUNTED):
        return not NO_CODE.fullmatch(value)
    is_told = has_any(link, ":", "=", "#", "(", " is ", '"')
    if YEAR.fullmatch(value):
        return is_told
    return is_told or not has_any(link, ",", ";", ". ", "\n", "?", "!") or not NO_CODE.fullmatch(value)


OTHER_ID = re.compile(
    r"(?:webinar|meeting|zoom|webex|photo|picture|conference|voter|badge|award|grant|opportunity|docket|"
    r"employee|bill|caller|government|state) $"
)
A_DATE = re.compile(r"\d{1,2}-\d{1,2}(?:-(?:19|20)?\d\d)?|(?:19|20)\d\d-\d\d-\d\d|\d{2}-\d{2}")
CALLED_SO = {"911", "988", "211", "311", "100", "101", "102", "200", "360", "365"}
"""Numbers that are names: an emergency call, an introduction, all around."""


def is_coded(word: str, text: str) -> bool:
    """Whether a word of letters only is what "base64" or "hash" announced."""
    is_hex = len(word) > 7 and set(word.lower()) <= set("abcdef")
    return WORD_OF_CODE.search(text) is not None and (is_hex or MIXED.search(word[1:]) is not None)


def is_code(match: re.Match[str]) -> bool:
    """Whether a bare number after "client" is this client's: not a year, nor a number that is a name."""
    if YEAR.fullmatch(match["value"]):
        return False
    return match["value"] not in CALLED_SO and not A_DATE.fullmatch(match["value"])


BLOB_STEM = re.compile(
    r"clien|parti|victi|surviv|hmis|hash|sha[-\d ]|md5|code|base|crypt|ssn|social|birth|dob|alien|a-n|a\#|uuid|"
    r"guid|identif|pseudo|name"
    r"|her\W|his\W|their|token|salt|digest|case"
)
BLOB = compiled(r"(?<![\w/.@+-])[0-9a-z][0-9a-z+/-]{3,200}={0,2}(?![\w@])")
SOMEBODY = compiled(
    rf"(?<![a-z])(?:{any_of(PERSONS, PLURALS)}|hmis|uuid|guid|pseudonym|{ALIEN}|{A_SURE}|identifier|{SSN}|"
    rf"{BIRTH}|{SOCIAL}|her|his|their|case\ management|name|{any_of(SCRAMBLED)})(?![a-z])"
)
NEAR = 80


NUMBERED = compiled(r"(?<![a-z])id\ ?(?:\#|no\b\.?|number|:|=)[\s:\#=]{0,2}(?P<value>[a-z]{0,4}-?\d{3,}[\w-]{0,20})")


def near_numbered(read: Plain) -> Matches:
    """An identifier of nobody in particular, near a word for a client."""
    for match in read.near(CLIENT_STEM, NUMBERED):
        start, end = max(0, match.start() - NEAR), match.end() + NEAR
        if not follows(OTHER_ID, read.text, match) and A_CLIENT.search(read.text, start, end):
            yield match


def near_scrambled(read: Plain) -> Matches:
    """Something hashed or encoded near a word for a client, before it or after it."""
    for match in read.near(BLOB_STEM, BLOB):
        if is_scrambled(read.capitals[match.start() : match.end()]):
            start, end = max(0, match.start() - NEAR), match.end() + NEAR
            if SOMEBODY.search(read.text, start, end):
                yield match
        elif is_lightly(read, match):
            yield match


def is_lightly(read: Plain, match: re.Match[str]) -> bool:
    """Whether a word that is not all that scrambled is said to be, of a client."""
    word = read.capitals[match.start() : match.end()]
    least = 1 if HEX_OF_FOUR.fullmatch(word) else 2
    if len(SWITCH.findall(word)) + len(MIXED.findall(word)) < least:
        return False
    start, end = max(0, match.start() - NEAR), match.end() + NEAR
    return CODED.search(read.text, start, end) is not None and A_CLIENT.search(read.text, start, end) is not None


CODED = compiled(rf"(?<![a-z]){any_of(SCRAMBLED)}(?![a-z])")
A_CLIENT = compiled(rf"(?<![a-z])(?:{any_of(PERSONS, PLURALS)}|hmis|her|case\ management)(?![a-z])")
HEX_OF_FOUR = re.compile(r"(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,}", re.IGNORECASE)
HEX = re.compile(r"(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{6,})", re.IGNORECASE)
SWITCH = re.compile(r"\d(?=[A-Za-z])|[A-Za-z](?=\d)")
MIXED = re.compile(r"[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])")


def is_scrambled(word: str) -> bool:
    """Whether a word is a hash or base64 and no name, number of a grant or address."""
    if HEX.fullmatch(word):
        return len(SWITCH.findall(word)) >= (1 if len(word) >= 12 else 2)
    if "-" in word:
        return False
    switches = len(SWITCH.findall(word)) + len(MIXED.findall(word))
    return len(word) >= 8 and switches >= 3 and (switches >= 5 or word.endswith("=") or len(word) >= 16)
