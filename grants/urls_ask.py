"""Addresses of asking a question about money. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern, path

from grants.views import question_links

public: list[URLPattern] = [
    path("q/<str:key>/", question_links.question_link, name="question-link"),
]
urlpatterns: list[URLPattern] = []
