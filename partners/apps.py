"""Whom does the specialist work with?"""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Empty until the directory and the log come."""

    name = "partners"
