"""Why people are reminded of promises and of entries: the causes that the ladder gets from here."""

from partners import entry_reminders, step_reminders
from portal.ladder import join

join(*step_reminders.CAUSES, *entry_reminders.CAUSES)
