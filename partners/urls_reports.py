"""Addresses of figures and quarterly reports."""

from django.urls import path

from partners.views import figures, report_acts, reports

urlpatterns = [
    path("figures/", figures.figure_list, name="figure-list"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/new/", report_acts.report_create, name="report-create"),
    path("reports/<int:pk>/", reports.report_detail, name="report-detail"),
    path("reports/<int:pk>/edit/", report_acts.report_edit, name="report-edit"),
    path("reports/<int:pk>/count/", report_acts.report_count, name="report-count"),
    path("reports/<int:pk>/submit/", report_acts.report_submit, name="report-submit"),
    path("reports/<int:pk>/pdf/", reports.report_pdf, name="report-pdf"),
]
