"""Social Security numbers and A-numbers. Pure; every repetition has a limit."""

import re

from portal.guard_lexicon import (
    A_SURE,
    ALIEN,
    ENDINGS,
    NUMBERS,
    PLAIN_LINKS,
    SCRAMBLED,
    SOCIAL,
    SSN,
    any_of,
    between,
    compiled,
)
from portal.guard_plain import DIGITS, SEVERAL, WORD_STEM, Matches, Plain, follows

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
GROUPED = compiled(
    rf"\d(?<![\d$]\d)(?<!\d[.,/-]\d)(?<!\d\ \d)\d{{2}}{SEPARATOR}\d{{2}}\ ?(?P=sep)\ ?\d{{4}}(?![\d%]|-\d)"
)
MASK_STEM = re.compile(r"[x*•#]{3}")
SPACED = compiled(r"\d(?<![\d.,]\d)(?<!\d\ \d)(?P<sep>[\ ._-])(?:\d(?P=sep){1,2}){7}\d(?!\d|[\ ._-]\d)")
BY_TRIPLE = compiled(r"\d(?<![\w$.,/-]\d)\ \d\ \d\ ?[-.,/]?\ ?\d\ \d\ ?[-.,/]?\ ?\d\ \d\ \d\ \d(?!\d|\ \d)")
BARE = compiled(r"\d(?<![\w$./=%+-]\d)(?<!\d,\d)\d{8}(?![\w%]|[-./,]\d)")
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


def social_security(read: Plain) -> Matches:
    """Nine digits as a Social Security number has them, or any part of one that is called so."""
    yield from read.near(SSN_STEM, LABELED_SSN, SOCIAL_NINE, LAST_FOUR)
    yield from read.near(SEVERAL, GROUPED)
    yield from read.near(DIGITS, SPACED, BY_TRIPLE)
    yield from read.near(MASK_STEM, MASKED)
    yield from read.around(WORD_STEM, SPELLED)
    yield from (match for match in read.near(SEVERAL, BARE) if not follows(SOMETHING_ELSE, read.text, match))


# --- A-numbers -----------------------------------------------------------------------------------------------------
A_LINK = between(
    PLAIN_LINKS,
    NUMBERS,
    "registration, file, card, a number, a no, alien number, ending, ending in",
    " last, digits, with, starting, starting with",
)
A_DIGITS = rf"(?:a{GAP})?(?<!\d)\d(?:{GAP}\d){{6,8}}(?!\d)"
LABELED_A = compiled(rf"{ALIEN}{A_LINK}(?:{A_DIGITS}|\d(?:{GAP}\d){{11}}(?!\d))")
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
BY_THREES = compiled(r"\d(?<![\w$.,/-]\d)\d\d-\d{3}-\d{3}(?![\w-])")


ALIEN_STEM = re.compile(
    r"alien|uscis|extranj|eoir|im+igra|inmigra|green|asylum|resident|lpr|sevis|i[-\ ]?94|arn|a\.r|u\Wvisa|t\Wvisa|"
    r"petition|account|ins\b"
    r"|a[\s_.\#-]{0,2}(?:n(?:[uobr]|\W)|file|reg|\#|[*x•]{2})|a[\#-]|registro"
)
A_STEM = re.compile(r"a[^a-z]{0,3}\d")


def a_numbers(read: Plain) -> Matches:
    """The number that immigration authorities give a person."""
    yield from read.near(ALIEN_STEM, LABELED_A, PART_OF_A, ENDS_A, NEAR_A)
    yield from read.between(ALIEN_STEM, WORD_STEM, SPELLED_A)
    yield from read.near(A_STEM, BARE_A, COMMA_A)
    yield from read.near(SEVERAL, BY_THREES)
