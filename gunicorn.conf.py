"""Read by gunicorn at its start: its own lines look like those of the portal. Requests are logged by the portal."""

import environ

from portal.logs import configuration

logconfig_dict = configuration(readable=environ.Env().bool("DEBUG", False))
