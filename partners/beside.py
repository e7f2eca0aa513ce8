"""What always stands beside counts of cases: outreach, training and service access of the same quarter.

One reading for page, list, API, panel and report, so that a number of cases never stands alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import quarters
from partners.models import Barrier, Figure, Outreach
from partners.parts import Table
from partners.tallies import Tally, added, summed
from portal.calendar import CENTER
from portal.models import Office

STATES = {"barriers_open": Barrier.State.OPEN, "barriers_removed": Barrier.State.REMOVED}
LABELS = {
    "contacts": gettext_lazy("Outreach: contacts"),
    "trained": gettext_lazy("Training: professionals trained"),
    "educated": gettext_lazy("Education: other people who listened"),
    "barriers_open": gettext_lazy("Service access: barriers open at its end"),
    "barriers_removed": gettext_lazy("Service access: barriers removed by its end"),
}


@dataclass(frozen=True)
class Beside:
    """Of one quarter. A barrier keeps people from a service; who is kept from it is never counted."""

    contacts: int = 0
    trained: int = 0
    educated: int = 0
    barriers_open: int = 0
    barriers_removed: int = 0


def beside(chosen: Sequence[date], *, is_national: bool = False) -> dict[date, Beside]:
    """Of each quarter, of the offices whose figures whoever is bound may see: two queries.

    Of the nation inside `specialists.nation.counting` alone; a joint event stands there once.
    """
    within = Figure.objects.filter(month__gte=min(chosen), month__lt=quarters.after(max(chosen)))
    months = {month: numbers for (month,), numbers in summed(within, "month").items()}
    access = barriers({quarter: end_of(quarter) for quarter in chosen})
    found = {}
    for quarter in chosen:
        tally = Tally.of(added(numbers for month, numbers in months.items() if quarters.quarter_of(month) == quarter))
        contacts = tally.events if is_national else tally.contacts
        found[quarter] = Beside(contacts, tally.trained, tally.educated, **access[quarter])
    return found


def beside_as_known(office: Office, quarter: date, known: datetime) -> Beside:
    """Of one office, as it was on record at an instant: for a report that stays as it was written."""
    rows = Outreach.objects.known_at(known).filter(office=office, held_on__gte=quarter)
    summed_up = rows.filter(held_on__lt=quarters.after(quarter)).aggregate(
        contacts=Count("pk"), trained=Sum("trained_count", default=0), educated=Sum("educated", default=0)
    )
    return Beside(**summed_up, **barriers({quarter: min(end_of(quarter), known)})[quarter])


def end_of(quarter: date) -> datetime:
    """The instant at which the quarter is over, in Washington."""
    return datetime.combine(quarters.after(quarter), time(), CENTER)


def barriers(instants: Mapping[date, datetime]) -> dict[date, dict[str, int]]:
    """How many barriers stood open or removed at each instant: one query."""
    wanted = {
        f"{name}_{place}": Count("pk", filter=on_record(instant) & Q(state=state))
        for place, instant in enumerate(instants.values())
        for name, state in STATES.items()
    }
    numbers = Barrier.objects.aggregate(**wanted)
    return {q: {name: numbers[f"{name}_{place}"] for name in STATES} for place, q in enumerate(instants)}


def on_record(instant: datetime) -> Q:
    return Q(recorded_at__lt=instant) & (Q(superseded_at=None) | Q(superseded_at__gte=instant))


def tabled(found: Mapping[date, Beside]) -> Table:
    """In the columns of the counts: a quarter each."""
    head = (_("In the same quarter"), *(quarters.code(quarter) for quarter in found))
    rows = [(str(label), *(f"{n:,}" for n in numbers)) for label, numbers in by_label(found)]
    return Table(_("Outreach, training and service access"), head, rows)


def by_label(found: Mapping[date, Beside]) -> Iterator[tuple[str, list[int]]]:
    each = [asdict(one) for one in found.values()]
    for name, label in LABELS.items():
        yield str(label), [numbers[name] for numbers in each]


def in_words(one: Beside) -> str:
    """In one line, for a panel."""
    return "; ".join(f"{label} {number:,}" for label, (number,) in by_label({date.min: one})) + "."
