"""Is the post filled, by whom, and what do the 94 share?"""

from django.apps import AppConfig


class SpecialistsConfig(AppConfig):
    """Appointments, coverage, the roster."""

    name = "specialists"
