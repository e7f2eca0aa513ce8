"""The part of /api/v1/ about partners."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
