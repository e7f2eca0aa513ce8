"""The part of /api/v1/ about grants."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
