"""Days of birth that are called so. Pure; every repetition has a limit."""

import re

from portal.guard_lexicon import (
    BIRTH,
    CARDINAL,
    DAY,
    FULL_DATE,
    LINK,
    MONTH,
    OF,
    ORDINAL,
    PART_DATE,
    PERSONS,
    any_of,
    compiled,
)
from portal.guard_plain import WORD_STEM, Matches, Plain, follows

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
    rf"(?<![a-z])(?:born|b\.|nacid[ao]s?|nacio|naci|nac\.|nee?(?=\ (?:le|en)\ )|nee|nascid[ao])"
    rf"(?![a-z])[\s:,(]{{0,3}}(?:(?:on|el|un|en|em|le|dia|the|about|around|in|an?|year|sometime|back|monday|tuesday|wednesday|thursday|friday|"
    rf"saturday|sunday),?\ ){{0,3}}"
    rf"(?:{FULL_DATE}|{MONTH}[\s,.]{{1,2}}(?:(?:of|in|de|del)\ )?(?:19|20)\d\d|(?:{MONTH}{OF}{DAY}|(?:the\ )"
    rf"?{DAY}{OF}{MONTH})(?![a-z\d])|\d{{1,2}}/(?:19|20)\d\d(?!\d)|(?:19|20)\d\d(?:-\d\d)?(?![\d-])|'\d\d(?!\d)|"
    rf"\d{{1,2}}\ [a-z]{{3,10}}\ (?:19|20)\d\d|(?<=on\ )[a-z'\ ]{{3,20}}\ (?:19|20)\d\d|\d{{1,2}}[-/.]"
    rf"\d{{1,2}}(?![\d/-]))"
)
SPELLED_BIRTH = compiled(
    rf"{BIRTH}[^\d.;?!\n]{{0,60}}(?<![a-z])(?:{CARDINAL}|{ORDINAL})(?:[\s,/-]{{1,2}}(?:(?:of|day|month)\ ){{0,2}}"
    rf"(?:{CARDINAL}|{ORDINAL})){{0,3}}[\s/,-]{{1,2}}(?:two\ thousand|nineteen|(?:thir|for|fif|six|seven|eigh|nine)ty)"
)
YEAR_ALONE = compiled(rf"(?<![a-z])(?:y\.?o\.?b\.?|birth\ ?ye?a?r|ye?a?r\ of\ birth)(?![a-z]){LINK}\d\d(?!\d)")
FAR_BIRTH = compiled(
    rf"(?:{BIRTH}|(?<![a-z])(?:born|birth|nacid[ao]|nacio|bd|d/b|d\.b\.|b/d|b\.d\.|b\ ?date|f/n|f\.n\.|fn:|b:)"
    rf"(?![a-z]))(?=[^\d]{{0,130}}\d)\??(?P<between>[^\d?!]{{0,120}}(?:\(?\d{{1,4}}\)?[^\d?!]{{1,40}}){{0,2}})"
    rf"(?:{FULL_DATE}|(?P<part>{MONTH}\ (?:(?:of\ )?(?:19|20)\d\d|\d{{1,2}}(?!\d))))"
)
TURNS = compiled(
    rf"(?<![a-z])(?:turn|turns|turned|turning|(?:s?he|who|{any_of(PERSONS)})(?:'ll|\ will)\ be)"
    rf"\ (?:\d{{1,2}}|{CARDINAL})(?:\ years\ old)?,?\ (?:(?:on|this|next)\ )?(?:{FULL_DATE}|"
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
    r"b(?:[irht]{3}|orn|day|\W?day|\W?date|\W?d\W|d\W|:|\.)|d[\W_]?[o0]f?[\W_]?b|d\W?of\W?b|date\W?b|y\.?o\.?b|"
    r"f\W?d?\W?n\W|f\W{0,2}(?:de\ )?nac|nac|nasc|cumple|natal|ngay|nee?\ |turn|ll\ be\ |出生|生年|생년"
)
"""All begin with a letter as it stands, which is what makes looking for them quick; so do the other stems."""
MONTH_STEM = re.compile(MONTH)


def birth_dates(read: Plain) -> Matches:
    """A day of birth that is called one. Holidays are not, nor are days on which a program began."""
    text = read.text
    for match in (
        *read.near(BIRTH_STEM, LABELED_BIRTH),
        *read.between(MONTH_STEM, BIRTH_STEM, LABELED_BIRTH),
        *read.near(BIRTH_STEM, SURE_BIRTH, DATE_THEN_BIRTH, YEAR_ALONE),
        *read.between(BIRTH_STEM, WORD_STEM, SPELLED_BIRTH),
    ):
        if not follows(HOLIDAY, text, match):
            yield match
    for match in read.near(BIRTH_STEM, FAR_BIRTH):
        if not is_about_a_form(text, match):
            yield match
    for match in read.near(BIRTH_STEM, BORN, TURNS):
        if not follows(ORGANIZATION, text, match):
            yield match
