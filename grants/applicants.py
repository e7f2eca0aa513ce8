"""What the directory knows of an organization, as facts of an applicant. What an entry does not say stays unknown.

Pure but for the noun that it reads.
"""

from typing import Any

from grants.fit import Applicant, settled
from grants.fit_facts import SETTLED
from partners.models import Profile
from partners.taxonomy import Need, Population


def applicant_of(entry: Profile | None) -> Applicant:
    """The facts of an entry. A service that is not named is not taken for one that is not given."""
    if entry is None:
        return Applicant()
    kind = entry.kind.lower()
    said: dict[str, Any] = {}
    if entry.legal_form and "form" not in SETTLED[kind]:
        said["form"] = entry.legal_form
    if entry.populations:
        said["populations"] = frozenset(entry.populations) | SETTLED[kind].get("populations", frozenset())
    if Need.LEGAL in entry.services:
        said["legal"] = True
    if Population.RURAL in entry.populations:
        said["rural"] = True
    return settled(kind, **said)
