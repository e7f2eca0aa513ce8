"""Gaps in words."""

from collections import Counter
from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.gap_reading import Gap, Lack, Level, State
from partners.gaps import FEW, Spot
from partners.taxonomy import Need, Population
from portal import gazetteer
from portal.country import STATES
from portal.models import Office


def need(code: str) -> str:
    return capfirst(str(Need(code).label))


def population(code: str) -> str:
    return str(Population(code).label) if code else _("people in general")


def place(spot: Spot, office: Office) -> str:
    """The county; else that it is somewhere in the district."""
    county = gazetteer.country().counties.get(spot.county)
    return county.label if county else _("somewhere in %(office)s") % {"office": office.abbreviation}


def told_place(lack: Lack) -> str:
    """The county, the district or the state, as far as it is told."""
    if lack.level == Level.STATE:
        return _(STATES[lack.place])
    if lack.level == Level.DISTRICT:
        return _("somewhere in %(office)s") % {"office": gazetteer.offices()[lack.place].abbreviation}
    return gazetteer.country().counties[lack.place].label


def title(spot: Spot, office: Office) -> str:
    """Emergency shelter for rural or remote places: Dallas County, TX"""
    words = {"need": need(spot.need), "population": population(spot.population), "place": place(spot, office)}
    return _("%(need)s, %(population)s: %(place)s") % words


def times(number: int) -> str:
    return ngettext("seen in %(n)d entry", "seen in %(n)d entries", number) % {"n": number}


def seen(number: int) -> str:
    """As it is told outside the office."""
    return str(number) if number else _("fewer than %(few)d") % {"few": FEW}


def told_state(lack: Lack) -> str:
    """What an office does about it; empty where nobody has said anything yet, or nobody is told."""
    return "" if lack.state in {None, State.OPEN} else str(State(lack.state).label)


def becomes(gap: Gap) -> str:
    """Open; Alma Reyes sees to it; accepted on November 19; no gap any more."""
    if gap.state == State.ACCEPTED and gap.care.accepted_on:
        return _("accepted on %(day)s") % {"day": date_format(gap.care.accepted_on, "DATE_FORMAT")}
    if gap.state == State.OWNED:
        return _("%(name)s sees to it") % {"name": gap.care.owner}
    return str(gap.state.label)


def how_it_stands(gap: Gap, by: Sequence[str] = ()) -> str:
    """Seen in 12 entries. Accepted on November 19, 2026: too far from any provider. `by`: who meets it."""
    said = {State.OPEN: _("nobody sees to it yet"), State.MET: met(gap, by)}.get(gap.state) or becomes(gap)
    why = f": {gap.care.reason}" if gap.state == State.ACCEPTED else ""
    return f"{capfirst(times(gap.number))}; {said}{why}."


def met(gap: Gap, by: Sequence[str]) -> str:
    """Which organizations do it now, or that no entry names it any more; what was said about it stands."""
    if gap.number and not by:
        return _("an organization of the directory does it now")
    if gap.number:
        words = ngettext("%(names)s does it now", "%(names)s do it now", len(by))
        return words % {"names": get_text_list(list(by), _("and"))}
    return _("no entry names it any more")


def of_office(gaps: Sequence[Gap]) -> str:
    """12 gaps are open, 3 somebody sees to, 2 are accepted."""
    counts = Counter(gap.state for gap in gaps)
    said = {name: counts[name] for name in (State.OPEN, State.OWNED, State.ACCEPTED)}
    if not any(said.values()):
        return _("No gap is known: log what people lack, where and who.")
    return _("Gaps: %(open)d open, %(owned)d that somebody sees to, %(accepted)d accepted.") % {
        "open": said[State.OPEN], "owned": said[State.OWNED], "accepted": said[State.ACCEPTED],
    }  # fmt: skip


def of_nation(lacks: Sequence[Lack]) -> str:
    by_state = sum(lack.level == Level.STATE for lack in lacks)
    if not lacks:
        return _("No gap is known from the logs of the offices.")
    near = ngettext("%(n)d gap by county or district", "%(n)d gaps by county or district", len(lacks) - by_state)
    wide = ngettext("%(n)d need by state alone", "%(n)d needs by state alone", by_state)
    return f"{near % {'n': len(lacks) - by_state}}, {wide % {'n': by_state}}."


def met_in(lack: Lack) -> str:
    """In how many of a state's counties somebody does it; empty for what is told by county."""
    if lack.level != Level.STATE:
        return ""
    return counties_of(lack.place, lack.counties) % {"n": lack.served, "all": lack.counties}


def counties_of(state: str, number: int) -> str:
    """As the state itself calls them: Louisiana has parishes, others have also cities, boroughs or municipalities."""
    kinds = {county.name.rpartition(" ")[2] for county in gazetteer.country().states[state]}
    if kinds == {"Parish"}:
        return ngettext("%(n)d of %(all)d parish", "%(n)d of %(all)d parishes", number)
    if kinds == {"County"}:
        return ngettext("%(n)d of %(all)d county", "%(n)d of %(all)d counties", number)
    return ngettext("%(n)d of %(all)d county or the like", "%(n)d of %(all)d counties or the like", number)
