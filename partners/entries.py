"""An entry of the directory in words, as everybody who may read it reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.kinds import LegalForm
from partners.models import Profile
from partners.taxonomy import Ground, Language, Need, Population
from portal import gazetteer
from portal.country import STATES


def labels(choices: type[TextChoices], codes: Iterable[str]) -> str:
    """What the codes stand for, in the order of their list."""
    kept = set(codes)
    return ", ".join(str(one.label) for one in choices if one.value in kept)


def county_names(codes: Iterable[str]) -> str:
    """Counties by name with their state, in the order of the names."""
    known = gazetteer.country().counties
    return "; ".join(sorted(known[code].label for code in codes if code in known))


@dataclass(frozen=True)
class InWords:
    """One entry on a day."""

    entry: Profile
    day: date

    @property
    def is_verified(self) -> bool:
        return self.entry.verified_on is not None and not self.is_lapsed

    @property
    def is_lapsed(self) -> bool:
        """Whether it is time to ask again."""
        return self.entry.unverified_since(self.day) is not None

    @property
    def verified(self) -> str:
        """Verified on a day and by whom, or since when nobody has said that all this is so."""
        since, last = self.entry.unverified_since(self.day), self.entry.verified_on
        if since is None and last:
            day = date_format(last, "DATE_FORMAT")
            by = _("confirmed by the organization on %(day)s") if self.entry.is_own_word else _("verified on %(day)s")
            return by % {"day": day}
        if since is None:
            return _("new, not confirmed yet")
        return _("unverified since %(day)s") % {"day": date_format(since, "DATE_FORMAT")}

    @property
    def kind(self) -> str:
        return str(self.entry.get_kind_display())

    @property
    def reporting(self) -> str:
        """How OVW's progress reports count it."""
        return str(self.entry.facts.reporting.label)

    @property
    def legal_form(self) -> str:
        form = self.entry.facts.legal_form or self.entry.legal_form
        return str(LegalForm(form).label) if form else ""

    @property
    def place(self) -> str:
        state = _(STATES[self.entry.state]) if self.entry.state in STATES else ""
        return ", ".join(filter(None, [self.entry.city, state]))

    @property
    def counties(self) -> str:
        return county_names(self.entry.counties)

    @property
    def statewide(self) -> str:
        return ", ".join(sorted(_(STATES[code]) for code in self.entry.statewide if code in STATES))

    @property
    def populations(self) -> str:
        return labels(Population, self.entry.populations)

    @property
    def services(self) -> str:
        return labels(Need, self.entry.services)

    @property
    def languages(self) -> str:
        return labels(Language, self.entry.languages)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What is known of it, each with its name; what is not known is left out."""
        pairs = [
            (_("What it is"), self.kind),
            (_("In OVW’s progress reports"), self.reporting),
            (_("Legal form"), self.legal_form),
            (_("What it does for people"), self.services),
            (_("Where"), self.place),
            (_("Counties that it serves"), self.counties),
            (_("Served whole"), self.statewide),
            (_("Populations"), self.populations),
            (_("Languages besides English"), self.languages),
        ]
        return [(name, value) for name, value in pairs if value]

    @property
    def statement(self) -> list[tuple[str, str]]:
        """Duty 4 in words, every question with its answer; none: nothing has been said at all."""
        entry: Any = self.entry
        if entry.stated_on is None:
            return []
        grounds = labels(Ground, entry.grounds) or _("not said yet")
        said = [
            (_("Nobody is excluded, denied a service or treated worse because of actual or perceived"), grounds),
            (_("Its people were trained to serve LGBTQ people"), str(entry.get_lgbtq_training_display())),
            (_("Interpreters are there for whoever needs one"), str(entry.get_language_access_display())),
            (_("Deaf and hard of hearing people can use its services"), str(entry.get_deaf_access_display())),
            (_("People with disabilities can use its services"), str(entry.get_disability_access_display())),
        ]
        route = entry.complaint_route
        return [*said, (_("Where somebody turns who was turned away"), route or _("not said yet"))]
