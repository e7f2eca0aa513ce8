"""What the web server calls. It does not start on mistakes, nor before a wall that is not as declared."""

import os
from io import StringIO

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
call_command("check", databases=["default"], stdout=StringIO())
