"""The part of /api/v1/ about grants."""

from django.urls import URLPattern, path

from grants import (
    api_administrators,
    api_deadlines,
    api_fit,
    api_guidance,
    api_opportunities,
    api_programs,
    api_referrals,
)

urlpatterns: list[URLPattern] = [
    path("fit/", api_fit.FitList.as_view(), name="api-fit"),
    path("programs/", api_programs.ProgramList.as_view(), name="api-program-list"),
    path("programs/<slug:key>/", api_programs.ProgramDetail.as_view(), name="api-program-detail"),
    path("deadlines/", api_deadlines.WayList.as_view(), name="api-deadline-list"),
    path(
        "opportunities/<int:pk>/deadlines/",
        api_deadlines.NoticeWayList.as_view(),
        name="api-opportunity-deadlines",
    ),
    path("opportunities/", api_opportunities.OpportunityList.as_view(), name="api-opportunity-list"),
    path("opportunities/<int:pk>/", api_opportunities.OpportunityDetail.as_view(), name="api-opportunity-detail"),
    path("guidance-requests/", api_guidance.GuidanceRequestList.as_view(), name="api-guidance-request-list"),
    path(
        "guidance-requests/<uuid:asked>/",
        api_guidance.GuidanceRequestDetail.as_view(),
        name="api-guidance-request-detail",
    ),
    path("referrals/", api_referrals.ReferralList.as_view(), name="api-referral-list"),
    path("referrals/<int:pk>/", api_referrals.ReferralDetail.as_view(), name="api-referral-detail"),
    path("referrals/<int:pk>/outcome/", api_referrals.ReferralOutcome.as_view(), name="api-referral-outcome"),
    path("administrators/", api_administrators.AdministratorList.as_view(), name="api-administrator-list"),
]
