"""The part of /api/v1/ about partners."""

from django.urls import path

from partners import api, api_figures

urlpatterns = [
    path("organizations/", api.OrganizationList.as_view(), name="api-organization-list"),
    path("organizations/<int:pk>/", api.OrganizationDetail.as_view(), name="api-organization-detail"),
    path("outreach/", api.OutreachList.as_view(), name="api-outreach-list"),
    path("outreach/log/", api.OutreachLog.as_view(), name="api-outreach-log"),
    path("outreach/<uuid:entry>/", api.OutreachDetail.as_view(), name="api-outreach-detail"),
    path("next-steps/", api.NextStepList.as_view(), name="api-next-step-list"),
    path("next-steps/<int:pk>/", api.NextStepDetail.as_view(), name="api-next-step-detail"),
    path("next-steps/<int:pk>/done/", api.NextStepDone.as_view(), name="api-next-step-done"),
    path("outreach-figures/", api_figures.OutreachFigures.as_view(), name="api-outreach-figures"),
]
