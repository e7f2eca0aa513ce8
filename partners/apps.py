"""Whom does the specialist work with?"""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The directory, the log of outreach, next steps and reports."""

    name = "partners"
