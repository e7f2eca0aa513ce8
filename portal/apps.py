"""The foundation as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PortalConfig(AppConfig):
    """Loads the checks and lets every app register its panels, what its people own, and why they are reminded."""

    name = "portal"

    def ready(self) -> None:
        autodiscover_modules("checks", "panels", "owned", "causes", "agenda")
