"""What agencies have taken up, as one office or, in numbers, the nation has it on record."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.chain import Practice, Status
from partners.follow_ups import AGENCIES, COUNTS
from partners.models import AgencyPractice, Partnership, Profile
from portal.models import Office, Organization

SHORT: dict[str, Any] = {
    Practice.SAFE: _("1\u00a0a"),
    Practice.EVIDENCE: _("1\u00a0b"),
    Practice.UNDERSTANDING: _("1\u00a0c"),
    Practice.TOGETHER: _("1\u00a0d"),
    Practice.BIAS: _("Bias"),
    Practice.REFERRAL: _("Referral"),
    Practice.SCREENING: _("Screening"),
    Practice.ATF: _("ATF"),
}
"""Heads of columns."""
TOLD: dict[Any, Any] = SHORT | {Practice.BIAS: _("bias training")}
"""In a sentence."""
ADOPTED = (Status.ADOPTED, Status.TRAINED, Status.CHECKED)


def asked_words(groups: Iterable[Iterable[str]], names: Mapping[Any, Any] = TOLD) -> str:
    """1 b and bias training; 1 a, 1 b, 1 c or 1 d. Where no page explains these: `names` in full."""
    either = [get_text_list([str(names[practice]) for practice in group], gettext("or")) for group in groups]
    return str(get_text_list(either, gettext("and")))


def agencies_of(office: Office) -> QuerySet[Organization]:
    """The agencies that the office works with, and those of which it has something on record."""
    kinds = Profile.objects.standing().filter(kind__in=sorted(AGENCIES)).values("organization")
    partners = Partnership.objects.standing().filter(office=office).annotate(counts=COUNTS).values("counts")
    noted = AgencyPractice.objects.standing().filter(office=office).annotate(counts=COUNTS).values("counts")
    wanted = Q(pk__in=kinds) & Q(pk__in=partners) | Q(pk__in=noted)
    return Organization.objects.in_use().filter(wanted).order_by("name", "pk")


def rows_of(office: Office) -> dict[int, dict[str, AgencyPractice]]:
    """What stands, by agency and practice, each in full: one query."""
    rows = AgencyPractice.objects.standing().filter(office=office).annotate(agency=COUNTS)
    found: dict[int, dict[str, AgencyPractice]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row.agency == row.organization_id, row.as_of)):
        found[row.agency][row.practice] = row
    return dict(found)


def keepers_of(office: Office) -> dict[int, str]:
    """Who keeps the partnership with each agency, and so sees to what is on record of it: one query."""
    kept = Partnership.objects.standing().filter(office=office).exclude(owner=None).annotate(agency=COUNTS)
    return dict(kept.order_by("agency", "pk").values_list("agency", "owner__name"))


def counted() -> Mapping[int, Mapping[str, Counter[str]]]:
    """By office and practice, how many agencies stand how far. Read by EOUSA, which sees no agency."""
    rows = AgencyPractice.objects.standing().values("office", "practice", "status").order_by()
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows.annotate(number=Count("id")):
        found[row["office"]][row["practice"]][row["status"]] += row["number"]
    return found


def adopted(statuses: Counter[str]) -> int:
    return sum(statuses[status] for status in ADOPTED)


def practices_read(*, is_of_an_office: bool) -> QuerySet[AgencyPractice]:
    """What stands, with `agency` and `agency_name` for the own office; of others no more than EOUSA may read."""
    rows: QuerySet[AgencyPractice] = AgencyPractice.objects.standing()
    if not is_of_an_office:
        return rows.only("office_id", "practice", "status", "as_of", "recorded_at")
    name = Coalesce("organization__merged_into__name", F("organization__name"))
    return rows.annotate(agency=COUNTS, agency_name=name)
