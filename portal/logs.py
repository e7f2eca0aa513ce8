"""What the log leaves out."""

import logging


class WithoutTraceOfRefusals(logging.Filter):
    """A refused request (4xx) is one line that says which; only a fault of ours shows where it came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 0) < 500:
            record.exc_info = record.exc_text = None
        return True
