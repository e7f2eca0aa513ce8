"""Worker and beat. They log in to the database as the worker, never as the web."""

import os
from io import StringIO

from celery import Celery
from celery.loaders.app import AppLoader
from django.core.management import CommandError, call_command
from django.db import connections
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("DATABASE_AS", "worker")
TRANSPORT_ALIASES |= dict.fromkeys(("redis", "rediss"), "portal.broker:Transport")


class Loader(AppLoader):
    """Like the web, worker and beat do not start on mistakes, nor before a wall that is not as declared."""

    def on_worker_init(self) -> None:
        """Called by both, once, with Django set up and before anything runs."""
        try:
            call_command("check", databases=["default"], stdout=StringIO())
        except CommandError as mistakes:
            raise SystemExit(str(mistakes)) from mistakes
        connections.close_all()


app = Celery("portal", loader="portal.celery:Loader")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
