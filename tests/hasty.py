"""Worker and beat with little patience, as `celery -A tests.hasty`: a task may run 4 seconds. Each message says so."""

from portal.celery import app

app.conf.task_soft_time_limit, app.conf.task_time_limit = 2, 4
