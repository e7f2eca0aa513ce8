"""One Celery task for each recipient, as reminders are often sent elsewhere: the measure for the planner."""

import os

from celery import Celery
from redis import Redis

BROKER = os.environ.get("REDIS_URL", "redis://127.0.0.1:1/0")
DONE = "bench-done"
app = Celery("bench", broker=BROKER)
app.conf.update(task_ignore_result=True, task_acks_late=True, worker_prefetch_multiplier=1)
counter = Redis.from_url(BROKER)


@app.task(name="bench.tell")  # type: ignore[untyped-decorator]
def tell(_number: int) -> None:
    """Does nothing but count: whatever a real one did would come on top."""
    counter.incr(DONE)
