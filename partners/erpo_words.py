"""What the law of a state says of extreme risk protection orders, in sentences. What is believed is called so."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.erpo import Answer, Asker, Confidence, Law, Petitioner, Precision, Standing, count


def day_words(day: date | None, precision: str) -> str:
    """February 21, 2026; 2020 where only the year is known; “not known”."""
    if day is None or precision == Precision.UNKNOWN:
        return _("not known")
    return date_format(day, "Y" if precision == Precision.YEAR else _("F j, Y"))


def believed(words: str, confidence: str) -> str:
    """With a mark where nobody has checked it."""
    return words if confidence == Confidence.DOCUMENT else _("%(fact)s (believed)") % {"fact": words}


def first_day(law: Law) -> str:
    """Since when a law is in force, and whether that is only believed."""
    words = day_words(law.starts_on, law.precision)
    return believed(words, law.confidence) if law.starts_on else words


def asker_words(each: Petitioner) -> str:
    """Educators, since 2023 (believed)."""
    since = _("since %(day)s") % {"day": day_words(each.from_on, each.precision)} if each.from_on else ""
    unknown = _("since when is not known") if each.precision == Precision.UNKNOWN else ""
    until = _("until %(day)s") % {"day": date_format(each.until_on, _("F j, Y"))} if each.until_on else ""
    return believed(", ".join(filter(None, [each.label, since, unknown, until])), each.confidence)


def not_to_be_verified(law: Law) -> str:
    """Why EOUSA cannot compare it with the statute yet; nothing where it can."""
    if law.is_exact:
        return ""
    if law.precision == Precision.YEAR:
        return _("It cannot be verified yet: its first day is known to the year only. Find the day, then correct it.")
    return _("It cannot be verified yet: its first day is not known. Find the day, then correct it.")


def left_as_they_are(law: Law) -> str:
    """Of whom verifying says nothing."""
    if not law.inexact:
        return ""
    words = {"who": get_text_list([each.label for each in law.inexact], _("and"))}
    return _("Marked “believed”, because since when they may ask is not known to the day: %(who)s.") % words


def listed(found: Standing) -> str:
    """Law enforcement, family or household members and educators (perhaps)."""
    perhaps = _("%(who)s (perhaps)")
    names = [perhaps % {"who": each.label} if each in found.doubted else each.label for each in found.askers]
    return str(get_text_list(names, _("and")))


# --- one state -------------------------------------------------------------------------------------------------------
def stands(found: Standing) -> str:
    """What the law is on the day, with the state's name."""
    words = {"state": found.name, "day": first_day(found.laws[0]) if found.laws else ""}
    sentences = {
        Answer.ALLOWS: _("%(state)s allows extreme risk protection orders, since %(day)s."),
        Answer.FORBIDS: _("%(state)s forbids extreme risk protection orders, since %(day)s."),
        Answer.NONE: _("No law of %(state)s on extreme risk protection orders is on record."),
        Answer.UNKNOWN: _("%(state)s is listed by some counts; no law has been found. That is to verify."),
    }
    return sentences[found.answer] % words


def doubt(found: Standing) -> str:
    """Said where the day lies in the year of which it is not known on which day it began."""
    return _("It began on some day of this year: on which is not known.") if found.is_doubtful else ""


def who_may_ask(found: Standing) -> str:
    """Who may petition on the day, and what a family cannot do."""
    if not found.allows:
        return ""
    if not found.askers:
        return _("Nobody could petition yet on this day.")
    if found.is_law_enforcement_only:
        return _("Law enforcement only: families cannot petition here.")
    words = {"who": listed(found)}
    if found.is_closed_to_families:
        return _("Families cannot petition here. Who may: %(who)s.") % words
    return _("Who may petition: %(who)s.") % words


def askers_in_short(found: Standing) -> str:
    """In a column of that name: only whom, where a family may ask too."""
    return listed(found) if found.may_ask(Asker.FAMILY) else who_may_ask(found)


def to_verify(found: Standing) -> str:
    """Said where nobody of EOUSA has compared it with the law, and how much of it is only believed."""
    if not found.is_to_verify:
        return ""
    said = _("To verify: nobody of EOUSA has compared this with the law yet.")
    return " ".join([said, _("Part of it is only believed.")]) if found.is_believed else said


def advice(found: Standing) -> str:
    """One sentence for the specialist of the state."""
    if found.answer == Answer.ALLOWS:
        return advice_where_allowed(found)
    return {
        Answer.FORBIDS: _(
            "Advise nobody to ask for such an order here: other protection orders, and 18 USC 922(g)(8) where one "
            "qualifies, are what remains."
        ),
        Answer.NONE: _(
            "Do not advise such an order here: other protection orders, and 18 USC 922(g)(8) where one qualifies, are "
            "what there is."
        ),
        Answer.UNKNOWN: _("Ask the attorney general there before you advise anybody: nobody has found the law."),
    }[found.answer]


def advice_where_allowed(found: Standing) -> str:
    if found.is_closed_to_families:
        return _(
            "Never tell a family to petition: bring it together with those who may, and agree with them who asks, who "
            "serves the order and who stores the firearms."
        )
    if not found.may_ask(Asker.LAW_ENFORCEMENT):
        return _(
            "Police cannot petition themselves: see to it that they know to whom they bring a case, and that families "
            "know they may ask."
        )
    return _(
        "Families and law enforcement may both ask: agree with local police who asks when, who serves the order and "
        "who stores the firearms."
    )


# --- the nation ------------------------------------------------------------------------------------------------------
def counted_words(standings: Iterable[Standing], day: date, today: date) -> str:
    """On November 1, 2020: 19 states and the District of Columbia allow extreme risk protection orders."""
    number, has_dc, territories = count(standings)
    states = ngettext("%(n)d state", "%(n)d states", number) % {"n": number}
    parts = [states] + ([_("the District of Columbia")] if has_dc else [])
    if territories:
        parts.append(ngettext("%(n)d territory", "%(n)d territories", territories) % {"n": territories})
    when = _("Today") if day == today else _("On %(day)s") % {"day": date_format(day, _("F j, Y"))}
    words = {"when": when, "who": get_text_list(parts, _("and"))}
    if number == 1 and not (has_dc or territories):
        return _("%(when)s: %(who)s allows extreme risk protection orders.") % words
    return _("%(when)s: %(who)s allow extreme risk protection orders.") % words


def others_words(standings: Iterable[Standing]) -> str:
    """How many forbid them, and how many nobody is sure of."""
    found = list(standings)
    forbidding = sum(each.answer == Answer.FORBIDS for each in found)
    unknown = sum(each.answer == Answer.UNKNOWN for each in found)
    forbid = ngettext("%(n)d is on record as forbidding them.", "%(n)d are on record as forbidding them.", forbidding)
    listed_only = ngettext(
        "%(n)d is listed by some counts, undated, and so counted on no day.",
        "%(n)d are listed by some counts, undated, and so counted on no day.",
        unknown,
    )
    said = [(forbid, forbidding), (listed_only, unknown)]
    return " ".join(words % {"n": number} for words, number in said if number)
