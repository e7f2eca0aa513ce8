"""Why people are reminded of questions about money: the causes that the ladder gets from here."""

from grants import outcome_reminders
from portal.ladder import join

join(*outcome_reminders.CAUSES)
