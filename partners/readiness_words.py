"""The chains of relinquishment in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.chain import Basis, Link, Status
from partners.erpo import Answer, Confidence, Standing
from partners.erpo_words import day_words
from partners.readiness import Chain
from portal import gazetteer

SHORT = {Basis.ORDER: "922(g)(8)", Basis.CONVICTION: "922(g)(9)", Basis.ERPO: gettext_lazy("ERPO")}
NOT_ENTERED = gettext_lazy("not entered")
NO_LAW = gettext_lazy("no law here")


def status_words(status: str) -> str:
    return str(Status(status).label) if status else str(NOT_ENTERED)


def links_words(links: Collection[Link], alone: Mapping[Link, Sequence[str]]) -> str:
    """Storage and return; notify of the prohibition (in Lubbock County, TX)."""
    return str(get_text_list([link_where(link, alone.get(link, ())) for link in links], _("and")))


def link_where(link: Link, counties: Sequence[str]) -> str:
    """With the county in which it is so, where it is better in the rest of the district."""
    if not counties:
        return str(link.label)
    if len(counties) == 1:
        return _("%(link)s (in %(county)s)") % {"link": link.label, "county": county_name(counties[0])}
    return _("%(link)s (in %(n)d counties)") % {"link": link.label, "n": len(counties)}


def weakest_words(chain: Chain | None) -> str:
    """None: storage and return. For no law: that there is none, which is no weak link."""
    if chain is None:
        return str(NO_LAW)
    if not chain.is_entered:
        return _("nothing entered yet")
    if not chain.weak:
        return str(Status.CHECKED.label)
    return _("%(status)s: %(links)s") % {
        "status": status_words(chain.status),
        "links": links_words(chain.weak, chain.alone),
    }


# --- no chain --------------------------------------------------------------------------------------------------------
def why_no_chain(law: Standing) -> str:
    """What the law of a state says, where it gives no chain for extreme risk protection orders; else nothing."""
    if law.allows:
        return ""
    return _("Extreme risk protection orders: %(law)s. No chain, and no weak link.") % {"law": law_words(law)}


def law_words(law: Standing) -> str:
    """The law of Texas is believed to forbid them since 2025 (to verify)."""
    sentences = {
        Answer.FORBIDS: _("the law of %(state)s forbids them, since %(day)s"),
        Answer.NONE: _("none in the law of %(state)s, as far as is on record"),
        Answer.UNKNOWN: _("some counts list %(state)s as allowing them, but no law has been found"),
    }
    first = law.laws[0] if law.laws else None
    said = sentences[law.answer]
    if first and law.answer == Answer.FORBIDS and first.confidence != Confidence.DOCUMENT:
        said = _("the law of %(state)s is believed to forbid them since %(day)s")
    told = said % {"state": law.name, "day": day_words(first.starts_on, first.precision) if first else ""}
    return _("%(law)s (to verify)") % {"law": told} if law.is_to_verify else told


def legend(laws: Iterable[Standing]) -> str:
    """What “no law here” means in a list of offices, with the laws that say more than nothing."""
    said = _(
        "“No law here” means that no law of the state allows extreme risk protection orders, as far as is on record: "
        "that is no weak link."
    )
    told = [law_words(law) for law in laws if law.answer in {Answer.FORBIDS, Answer.UNKNOWN}]
    return " ".join([said, f"{capfirst('; '.join(told))}."]) if told else said


def looked_words(chain: Chain, day: date) -> str:
    """Since when a link has not been looked at, where that is a year or longer."""
    if chain.oldest is None or not chain.is_stale(day):
        return ""
    return _("not all looked at since %(day)s") % {"day": date_format(chain.oldest, "DATE_FORMAT")}


WEAK = {"", Status.NONE, Status.DRAFT}


def weak_words(chains: Sequence[Chain]) -> Iterator[str]:
    """Which chains have a weak link, and of which nothing is entered."""
    weak = [str(SHORT[chain.basis]) for chain in chains if chain.is_entered and chain.status in WEAK]
    if weak:
        words = ngettext(
            "A chain has a link that is missing or only a draft: %(bases)s.",
            "Chains have a link that is missing or only a draft: %(bases)s.",
            len(weak),
        )
        yield words % {"bases": get_text_list(weak, _("and"))}
    if empty := [str(SHORT[chain.basis]) for chain in chains if not chain.is_entered]:
        yield _("Nothing is entered yet for %(bases)s.") % {"bases": get_text_list(empty, _("and"))}


def sentence(chains: Sequence[Chain], day: date) -> str:
    """What a reader has to know first."""
    if not any(chain.is_entered for chain in chains):
        return _("Nothing is entered yet on how firearms are given up here.")
    told = list(weak_words(chains)) or [_("Every link is adopted or further.")]
    if any(chain.is_stale(day) for chain in chains):
        told.append(_("Some of it nobody has looked at for a year."))
    return " ".join(told)


def link_words(row: Any) -> str:
    """Storage, 922(g)(8), Tarrant County, TX."""
    place = [county_name(row.county)] if row.county else []
    return ", ".join([capfirst(str(Link(row.link).label)), str(SHORT[Basis(row.basis)]), *place])


def county_name(fips: str) -> str:
    """Tarrant County, TX."""
    county = gazetteer.country().counties.get(fips)
    return county.label if county else fips
