"""What every list of offices has: where each one is."""

from django.utils.translation import gettext_lazy

from portal.listing import Column
from portal.models import Office

PLACE_COLUMNS = (
    Column("office", gettext_lazy("Office"), lambda row: row.office.abbreviation, lambda row: row.office.abbreviation),
    Column("state", gettext_lazy("State"), lambda row: row.office.state, lambda row: row.office.state, low=True),
    Column(
        "circuit",
        gettext_lazy("Circuit"),
        lambda row: row.office.circuit,
        lambda row: row.office.circuit.rjust(2),
        low=True,
    ),
)
"""For rows that have an `office`."""


def lies_in(office: Office, state: str | None, circuit: str | None) -> bool:
    """Whether the office is in the state and circuit, as far as these are asked for."""
    return (not state or office.state == state) and (not circuit or office.circuit == circuit)
