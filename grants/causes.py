"""Why people are reminded of questions about money: the causes that the ladder gets from here."""

from grants import asker_mails, follow_reminders, guidance_reminders, milestone_mails, outcome_reminders
from portal.ladder import join
from portal.models import STILL_HOLDS

join(*outcome_reminders.CAUSES)
join(*follow_reminders.CAUSES)
join(*guidance_reminders.CAUSES)
STILL_HOLDS.update(asker_mails.HOLDS | milestone_mails.HOLDS)
