"""Deliverers and planners with a known fault. The trial has to tell each of them, or it proves nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.mail.app import ladder, message

mail: Any = message.Message
rules: Any = ladder


def marks_before_it_sends() -> None:
    """Seen at a department: the mail is saved as sent before it is sent."""
    as_mail = mail.as_mail

    def early(self: Any) -> Any:
        self._settle(self.State.SENT, sent_at=self.leased_until, reason="")
        return as_mail(self)

    mail.as_mail = early


def only_on_the_day() -> None:
    """Seen at a registrar: picks only what is due on this very day; a missed day is lost for good."""
    steps = rules.steps

    def exact(matters: Any, ladders: Any, number: int, day: Any, lost: Any) -> Iterator[Any]:
        return (step for step in steps(matters, ladders, number, day, lost) if step.on == day)

    rules.steps = exact


def a_new_number_at_each_attempt() -> None:
    """Who gets the second copy cannot tell it from a second mail."""
    mail.message_id = property(lambda self: f"<{uuid4()}@{self.id}>")


def no_lease() -> None:
    """What is being sent can be taken by the next deliverer at once."""
    faulty: Any = message
    faulty.LEASE = timedelta(seconds=-1)


MUTANTS: dict[str, Callable[[], None]] = {
    each.__name__: each for each in (marks_before_it_sends, only_on_the_day, a_new_number_at_each_attempt, no_lease)
}
