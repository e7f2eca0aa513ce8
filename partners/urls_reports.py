"""Addresses of figures and quarterly reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
