"""Why people are reminded of promises and of entries: the causes that the ladder gets from here."""

from partners import (
    barrier_reminders,
    entry_reminders,
    group_reminders,
    law_reminders,
    library_reminders,
    library_withdrawn,
    news,
    notice_reminders,
    practice_reminders,
    readiness_reminders,
    step_reminders,
)
from portal.ladder import join
from portal.news import tell

join(*step_reminders.CAUSES, *entry_reminders.CAUSES, *library_reminders.CAUSES, *library_withdrawn.CAUSES)
join(*barrier_reminders.CAUSES, *notice_reminders.CAUSES)
join(*readiness_reminders.CAUSES, *practice_reminders.CAUSES)
join(*group_reminders.CAUSES)
join(*law_reminders.CAUSES)
tell(news.kept_by_partners)
tell(news.gaps_given)
tell(library_reminders.decided)
