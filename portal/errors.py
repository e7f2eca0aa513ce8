"""The one exception for "a rule says no"."""


class Refused(Exception):
    """A rule refuses what was asked. The message is a sentence for people: what is wrong and what to do.

    Pages show it on the form, beside `field` where the rule speaks of one field; the API answers 409 with it.
    Everything else that is raised is a fault.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Unreadable(Refused):
    """What was asked cannot be meant by anybody, whatever the day: a broken mark in an address."""
