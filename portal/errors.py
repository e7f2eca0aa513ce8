"""The one exception for "a rule says no"."""


class Refused(Exception):
    """A rule refuses what was asked. The message is a sentence for people: what is wrong and what to do.

    Pages show it on the form, the API answers 409 with it. Everything else that is raised is a fault.
    """
