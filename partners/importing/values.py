"""From what stands in a cell to what is meant. Each function raises Refused with the sentence for that cell."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from partners.duties import Duty
from partners.taxonomy import Audience, Did, Need, Population, Profession, Topic
from portal import gazetteer
from portal.country import fold
from portal.errors import Refused
from portal.finder import read
from portal.typed import english
from specialists.roster.reading import shown
from specialists.roster.values import US, date_of, plain

DIDS: dict[Did, tuple[str, ...]] = {
    Did.MEETING: ("meeting", "inpersonmeeting", "virtualmeeting", "sitevisit", "visit"),
    Did.TRAINING: ("training", "trainingevent", "rollcalltraining", "rollcall", "presentationtoprofessionals"),
    Did.EDUCATION: ("education", "publiceducation", "talk", "communityevent", "awarenessevent"),
    Did.CALL: ("call", "phonecall", "phone", "email", "consultation", "callorconsultation"),
    Did.COORDINATED_RESPONSE: ("ccr", "ccrmeeting", "coordinatedcommunityresponse"),
    Did.WORKING_GROUP: ("workinggroup", "taskforce", "committee"),
    Did.POLICY: ("policy", "protocol", "policywork"),
    Did.FIREARMS: ("firearms", "erpo", "relinquishment", "erpowork"),
    Did.OUTREACH: ("outreach",),
    Did.GRANT_GUIDANCE: ("grantguidance", "grant", "grants", "technicalassistance"),
    Did.PRODUCT: ("product", "material", "materials"),
    Did.REFERRAL: ("referral",),
    Did.REVIEW: ("review", "fatalityreview", "highriskteam"),
    Did.CONSULTATION: ("consultationwithoutnaminganybody", "caseconsultation"),
}
DUTIES: dict[Duty, tuple[str, ...]] = {
    Duty.TRAUMA_INFORMED: ("traumainformed", "trauma", "traumainformedpractice", "traumainformedresponse"),
    Duty.ERPO: ("erpo", "erpos", "redflag", "extremeriskprotectionorder", "extremeriskprotectionorders"),
    Duty.OUTREACH: ("outreach", "grants", "grantaccess", "outreachandgrants", "underserved"),
    Duty.ACCESS: ("access", "equalaccess", "nondiscrimination", "servicesopentoall"),
    Duty.FIREARMS: ("firearms", "firearm", "922g", "922g8", "922g9", "disarming"),
}
NUMBERED = re.compile(r"(?:duty\s*)?([1-5])(?:\D.*)?", re.IGNORECASE | re.DOTALL)
COUNTED = re.compile(r"([^:;]+?):\s*(\d{1,6})(?=\s|[;,]|$)[;,]?\s*")
LISTED = re.compile(r"[;\n|]")
COUNTY = re.compile(r"\d{4,5}")
FIPS_DIGITS = 5
MOST_NAMES = 30
EXAMPLE = "EXAMPLE (invented): delete this row"
"""Marks the row that the template shows as an example."""


@lru_cache(maxsize=20_000)
def day_of(text: str, *, is_day_first: bool) -> date:
    """The day; of 3/4/2026 the month first, unless the file was said to write the day first."""
    text = text.split(" ", maxsplit=1)[0] if re.fullmatch(r"\S+ \d\d?:\d\d(:\d\d)?", text) else text
    found = US.fullmatch(text)
    if found and is_day_first:
        text = f"{found[2]}/{found[1]}/{found[3]}"
    return date_of(text, "day", day_first=0)


def is_day(text: str) -> bool:
    return bool(text) and is_date(text)


def is_date(text: str) -> bool:
    """Whether it is a day in one order or the other."""
    for is_day_first in (False, True):
        try:
            return bool(day_of(text, is_day_first=is_day_first))
        except Refused:
            continue
    return False


def by_word(choices: Iterable[Any], words: Mapping[Any, tuple[str, ...]], text: str) -> Any:
    """The choice whose code, label or other name the text is; None where it is none's."""
    word = plain(text)
    return next(
        (one for one in choices if word in {plain(str(one.value)), plain(str(one.label)), *words.get(one, ())}), None
    )


@lru_cache(maxsize=4_096)
def did_of(text: str) -> Did:
    found = by_word(Did, DIDS, text) if text else None
    if found is None:
        raise Refused(
            _("The kind “%(text)s” is not known. Write one of these: %(kinds)s.")
            % {"text": shown(text), "kinds": "; ".join(str(one.label) for one in Did)}
        )
    return Did(found)


@lru_cache(maxsize=4_096)
def duty_of(text: str) -> Duty:
    numbered = NUMBERED.fullmatch(text.strip())
    found = Duty(int(numbered[1])) if numbered else by_word(Duty, DUTIES, text) if text else None
    if found is None:
        raise Refused(_("The duty “%(text)s” is not known. Write its number, 1 to 5.") % {"text": shown(text)})
    return found


@lru_cache(maxsize=4_096)
def audience_of(text: str) -> str:
    found = by_word(Audience, {}, text) if text else Audience("PROFESSIONALS")
    if found is None:
        raise Refused(
            _("The audience “%(text)s” is not known. Write one of these: %(all)s.")
            % {"text": shown(text), "all": "; ".join(str(one.label) for one in Audience)}
        )
    return str(found.value) if text else ""


@lru_cache(maxsize=4_096)
def number_of(text: str, what: str, most: int) -> int | None:
    """A whole number, 1,200 and 45 min. too; None for an empty cell."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.0+)?\s*(?:min(?:ute)?s?\.?)?", text, re.IGNORECASE)
    number = int(found[1].replace(",", "")) if found else most + 1
    if number > most:
        raise Refused(
            _("%(what)s “%(text)s” is no whole number up to %(most)s.")
            % {"what": what, "text": shown(text), "most": f"{most:,}"}
        )
    return number


@lru_cache(maxsize=4_096)
def trained_of(text: str) -> tuple[tuple[str, int], ...]:
    """By profession as in COURTS:3 LAW_ENFORCEMENT:12; a number alone is a group whose split is not known."""
    if not text:
        return ()
    if re.fullmatch(r"[\d,]+(\.0+)?", text):
        total = number_of(text, _("People trained"), 20_000)
        return ((str(Profession.MULTIDISCIPLINARY), total),) if total else ()
    if COUNTED.sub("", text).strip():
        raise Refused(_("People trained “%(text)s”: write a number, or COURTS:3; PROSECUTORS:12.")
                      % {"text": shown(text)})  # fmt: skip
    return tuple((code_of(name, Profession), int(number)) for name, number in COUNTED.findall(text))


def code_of(text: str, choices: type[models.TextChoices]) -> str:
    found = by_word(choices, {}, text)
    if found is None:
        raise Refused(_("“%(text)s” is not in the list of the portal.") % {"text": shown(text)})
    return str(found.value)


@lru_cache(maxsize=4_096)
def topics_of(text: str) -> tuple[str, ...]:
    return codes_of(text, Topic)


@lru_cache(maxsize=4_096)
def populations_of(text: str) -> tuple[str, ...]:
    return codes_of(text, Population)


@lru_cache(maxsize=4_096)
def needs_of(text: str) -> tuple[str, ...]:
    return codes_of(text, Need)


@lru_cache(maxsize=4_096)
def counties_of(text: str) -> tuple[str, ...]:
    """Codes parted by spaces, as in a download, or names with their state parted by semicolons."""
    words = text.split()
    parts = words if words and all(COUNTY.fullmatch(word) for word in words) else LISTED.split(text)
    return tuple(dict.fromkeys(county_of(part.strip()) for part in parts if part.strip()))


def county_of(text: str) -> str:
    """The code of one county; a table may have dropped the zero that it begins with."""
    known = gazetteer.country()
    code = text.zfill(FIPS_DIGITS) if COUNTY.fullmatch(text) else ""
    found = [code] if code in known.counties else [c.fips for c in read(known, english(fold(text)))[2] if c.is_current]
    if len(found) != 1:
        raise Refused(
            _("“%(text)s” is not one county. Write its name and state, or its FIPS code.") % {"text": shown(text)}
        )
    return found[0]


def codes_of(text: str, choices: type[models.TextChoices]) -> tuple[str, ...]:
    """Codes parted by spaces, as in a download, or labels parted by semicolons."""
    words = text.split()
    parts = words if words and all(word in choices.values for word in words) else LISTED.split(text)
    return tuple(dict.fromkeys(code_of(part, choices) for part in parts if part.strip()))


@lru_cache(maxsize=20_000)
def names_of(text: str) -> tuple[str, ...]:
    """The organizations of a cell, parted by semicolons, bars or line breaks."""
    names = tuple(dict.fromkeys(" ".join(part.split()) for part in LISTED.split(text) if part.strip()))
    if not names:
        raise Refused(_("No organization is named. Write with whom it was."))
    if len(names) > MOST_NAMES or any(len(name) > 200 or not re.search(r"[^\W\d_]", name) for name in names):
        raise Refused(_("“%(text)s” is no list of organizations. Part them by semicolons.") % {"text": shown(text)})
    return names


@lru_cache(maxsize=20_000)
def line_of(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise Refused(_("The line is empty. Say in one line what it was."))
    if line == EXAMPLE:
        raise Refused(_("This is the example row of the template. Delete it."))
    if len(line) > 200:
        raise Refused(_("The line is longer than 200 characters. Move part of it to the notes."))
    return line
