"""Which money fits whom?"""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """The catalog of programs, fit, notices, questions and answers, referrals and what became of them."""

    name = "grants"
