"""Addresses of referrals and what became of them. `public`: for everybody, in English and Spanish."""

from django.urls import URLPattern, path

from grants.views import outcomes
from grants.views.funnel import funnel

public: list[URLPattern] = [
    path("q/<str:key>/outcome/<int:pk>/", outcomes.question_link_outcome, name="question-link-outcome"),
]
urlpatterns: list[URLPattern] = [
    path("guidance-funnel/", funnel, name="funnel"),
    path("referrals/<int:pk>/outcome/", outcomes.outcome_create, name="outcome-create"),
    path("referrals/<int:pk>/record/", outcomes.outcome_record, name="outcome-record"),
    path("referrals/<int:pk>/withdraw/", outcomes.referral_withdraw, name="referral-withdraw"),
]
