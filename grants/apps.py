"""Which money fits whom?"""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Empty until grant guidance comes."""

    name = "grants"
