"""The part of /api/v1/ about partners."""

from django.urls import path

from partners import (
    api,
    api_barriers,
    api_case_counts,
    api_erpo,
    api_figures,
    api_gaps,
    api_library,
    api_notices,
    api_projects,
    api_readiness,
)

urlpatterns = [
    path("organizations/", api.OrganizationList.as_view(), name="api-organization-list"),
    path("organizations/<int:pk>/", api.OrganizationDetail.as_view(), name="api-organization-detail"),
    path("outreach/", api.OutreachList.as_view(), name="api-outreach-list"),
    path("outreach/log/", api.OutreachLog.as_view(), name="api-outreach-log"),
    path("outreach/<uuid:entry>/", api.OutreachDetail.as_view(), name="api-outreach-detail"),
    path("next-steps/", api.NextStepList.as_view(), name="api-next-step-list"),
    path("next-steps/<int:pk>/", api.NextStepDetail.as_view(), name="api-next-step-detail"),
    path("next-steps/<int:pk>/done/", api.NextStepDone.as_view(), name="api-next-step-done"),
    path("gaps/", api_gaps.GapList.as_view(), name="api-gap-list"),
    path("gaps/<slug:gap>/", api_gaps.GapDetail.as_view(), name="api-gap-detail"),
    path("outreach-figures/", api_figures.OutreachFigures.as_view(), name="api-outreach-figures"),
    path("case-counts/", api_case_counts.CaseCountList.as_view(), name="api-case-count-list"),
    path("case-counts/enter/", api_case_counts.CaseCountEnter.as_view(), name="api-case-count-enter"),
    path("case-counts/totals/", api_case_counts.CaseTotalList.as_view(), name="api-case-total-list"),
    path("erpo/", api_erpo.ErpoList.as_view(), name="api-erpo-list"),
    path("erpo/<slug:state>/", api_erpo.ErpoDetail.as_view(), name="api-erpo-detail"),
    path("library/", api_library.LibraryList.as_view(), name="api-library-list"),
    path("library/<int:pk>/", api_library.LibraryDetail.as_view(), name="api-library-detail"),
    path("adoptions/", api_library.AdoptionList.as_view(), name="api-adoption-list"),
    path("barriers/", api_barriers.BarrierList.as_view(), name="api-barrier-list"),
    path("barriers/<uuid:barrier>/", api_barriers.BarrierDetail.as_view(), name="api-barrier-detail"),
    path("barrier-totals/", api_barriers.BarrierTotals.as_view(), name="api-barrier-totals"),
    path("notice-forms/", api_notices.NoticeList.as_view(), name="api-notice-list"),
    path("notice-forms/<uuid:notice>/", api_notices.NoticeDetail.as_view(), name="api-notice-detail"),
    path("readiness/", api_readiness.ReadinessList.as_view(), name="api-readiness-list"),
    path("readiness/<str:court_id>/", api_readiness.ReadinessDetail.as_view(), name="api-readiness-detail"),
    path("agency-practices/", api_readiness.AgencyPracticeList.as_view(), name="api-agency-practice-list"),
    path("agency-practices/<int:pk>/", api_readiness.AgencyPracticeDetail.as_view(), name="api-agency-practice-detail"),
    path("projects/", api_projects.ProjectList.as_view(), name="api-project-list"),
    path("projects/<int:pk>/", api_projects.ProjectDetail.as_view(), name="api-project-detail"),
]
