"""Why people are reminded of promises and of entries: the causes that the ladder gets from here."""

from partners import entry_reminders, news, step_reminders
from portal.ladder import join
from portal.news import tell

join(*step_reminders.CAUSES, *entry_reminders.CAUSES)
tell(news.kept_by_partners)
