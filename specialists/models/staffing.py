"""What the dated rows of staffing share: their wall, their period."""

from django.db.models import F, Func, Q, Value

from portal.tenancy import Commands, Wall

SUPERSEDE = "select insert update:superseded_at"
FACT = "select:id,office_id,recorded_at,superseded_at"
"""What the counting role may read of a dated row, besides its dates: no name, no reason."""


def staffing_wall(name: str, *, totals: str = "", office: str = SUPERSEDE) -> Wall:
    """The wall of a dated staffing row: the office and EOUSA write, OARM and EOUSA's readers read."""
    commands: Commands = {
        "office": office,
        "oarm": "select",
        "eousa_reader": "select",
        "eousa": SUPERSEDE,
        "jobs": "select",
    }
    if totals:
        commands["totals"] = f"{FACT},{totals}"
    return Wall(name=name, **commands)


def period() -> Func:
    """The half-open range [starts_on, ends_on) of a row; no end is infinity."""
    return Func(F("starts_on"), F("ends_on"), function="daterange")


def only(column: str) -> Func:
    """The column as a range of one number: ranges can be compared and overlapped in one index."""
    return Func(F(column), F(column), Value("[]"), function="int8range")


def shared_with_another(field: str) -> Q:
    """“Shared” names the other office, and nothing else names one. `field`: where the row says “shared”."""
    return (Q(**{field: "SHARED"}) ^ Q(shared_with=None)) & ~Q(shared_with=F("office"))


ENDS_AFTER_START = Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
