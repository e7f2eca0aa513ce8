"""Celery's doors into grant guidance."""
