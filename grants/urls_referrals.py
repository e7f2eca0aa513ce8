"""Addresses of referrals and what became of them."""

from django.urls import path

from grants.views import outcomes
from grants.views.funnel import funnel

urlpatterns = [
    path("q/<str:key>/outcome/<int:pk>/", outcomes.question_link_outcome, name="question-link-outcome"),
    path("guidance-funnel/", funnel, name="funnel"),
    path("referrals/<int:pk>/outcome/", outcomes.outcome_create, name="outcome-create"),
    path("referrals/<int:pk>/record/", outcomes.outcome_record, name="outcome-record"),
    path("referrals/<int:pk>/withdraw/", outcomes.referral_withdraw, name="referral-withdraw"),
]
