"""Why offices, EOUSA and OARM are reminded about the post, and by which rungs: one table.

A rung whose audience cannot be reached makes the next one due at once, so each ladder ends at the center.
"""

from django.utils.translation import gettext_lazy as _

from portal.ladder import Cause, Direction, Rung, Unit, join
from portal.news import answers_questions, tell
from specialists import audiences, lists, matters, news
from specialists import reminder_words as words

WORKING, CALENDAR = Unit.WORKING, Unit.CALENDAR
BEFORE = Direction.BEFORE

join(*audiences.ALL)
join(
    Cause(
        matters.SILENT,
        _("No specialist and no answer"),
        _("the office has no domestic violence specialist on record and has not said why"),
        (
            Rung(0, WORKING, "STAFFING", limits=(0, 5)),
            Rung(10, WORKING, "LEADERSHIP", limits=(3, 20)),
            Rung(20, WORKING, "DESK", limits=(5, 40)),
            Rung(25, WORKING, "EOUSA", is_weekly=True, limits=(5, 60)),
        ),
        matters.silent,
        words.of_silence,
        listed=lists.exceptions,
        order=10,
    ),
    Cause(
        matters.LAPSING,
        _("An answer about to lapse"),
        _("the office stands by its own word, which holds 90 days at most or until its review date"),
        (
            Rung(10, WORKING, "LEADERSHIP", BEFORE, limits=(5, 20)),
            Rung(3, WORKING, "LEADERSHIP", BEFORE, limits=(2, 5)),
            Rung(1, WORKING, "DESK", BEFORE, limits=(1, 5)),
        ),
        matters.lapsing,
        words.of_lapsing,
        order=20,
    ),
    Cause(
        matters.DIRECTIVE,
        _("A directive to answer"),
        _("EOUSA has directed the office to answer, and nothing has been answered yet"),
        (
            Rung(5, WORKING, "LEADERSHIP", BEFORE, limits=(1, 10)),
            Rung(1, WORKING, "LEADERSHIP", limits=(1, 5)),
            Rung(5, WORKING, "DESK", limits=(1, 15)),
            Rung(10, WORKING, "EOUSA", is_weekly=True, limits=(5, 30)),
        ),
        matters.owed,
        words.of_directive,
        listed=lists.overdue,
        order=30,
    ),
    Cause(
        matters.VACANCY,
        _("A vacancy that waits for the office"),
        _("the office’s vacancy waits for the office; reminders begin at the target of its stage"),
        (
            Rung(0, WORKING, "HEADS", limits=(0, 10)),
            Rung(10, WORKING, "LEADERSHIP", limits=(5, 20)),
            Rung(20, WORKING, "DESK", limits=(10, 40)),
        ),
        matters.stalled,
        words.of_vacancy,
        order=40,
    ),
    Cause(
        matters.VACANCY_EOUSA,
        _("A vacancy that waits for EOUSA"),
        _("the office has asked EOUSA, which has not decided yet; reminders begin at the target of the stage"),
        (
            Rung(0, WORKING, "DESK", limits=(0, 10)),
            Rung(10, WORKING, "EOUSA", limits=(5, 30)),
        ),
        matters.requested,
        words.of_vacancy,
        order=50,
    ),
    Cause(
        matters.NOMINATION,
        _("A nomination that waits for OARM"),
        _("OARM has a nomination of the office and has not decided"),
        (
            Rung(15, CALENDAR, "OARM", limits=(5, 25)),
            Rung(30, CALENDAR, "OARM", limits=(20, 45)),
            Rung(30, CALENDAR, "ANALYSTS", is_weekly=True, limits=(20, 60)),
            Rung(45, CALENDAR, "DESK", limits=(30, 90)),
        ),
        matters.nominated,
        words.of_nomination,
        listed=lists.nominations,
        order=60,
    ),
    Cause(
        matters.CHECKS,
        _("A background investigation without end"),
        _("the background investigation of the office’s candidate is not recorded as ended"),
        (
            Rung(60, CALENDAR, "HEADS", limits=(30, 90)),
            Rung(120, CALENDAR, "HEADS", limits=(91, 179)),
            Rung(210, CALENDAR, "HEADS", limits=(180, 365)),
            Rung(210, CALENDAR, "OARM", limits=(180, 365)),
        ),
        matters.checked,
        words.of_checks,
        is_confidential=True,
        order=70,
    ),
    Cause(
        matters.NOT_TO_EXCEED,
        _("A temporary appointment about to end"),
        _("a temporary appointment at the office ends on its not-to-exceed date"),
        (
            Rung(90, CALENDAR, "HEADS", BEFORE, limits=(61, 180)),
            Rung(60, CALENDAR, "HEADS", BEFORE, limits=(31, 60)),
            Rung(30, CALENDAR, "HEADS", BEFORE, limits=(7, 30)),
            Rung(30, CALENDAR, "OARM", BEFORE, limits=(7, 30)),
        ),
        matters.temporary,
        words.of_temporary,
        is_confidential=True,
        order=80,
    ),
)
answers_questions(audiences.desk_officers)
tell(news.to_eousa)
tell(news.to_oarm)
tell(news.to_offices)
