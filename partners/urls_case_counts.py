"""Addresses of case counts."""

from django.urls import path

from partners.views import case_count_acts, case_counts, case_totals

urlpatterns = [
    path("case-counts/", case_counts.case_count_list, name="case-count-list"),
    path("case-counts/history/", case_counts.case_count_history, name="case-count-history"),
    path("case-counts/import/", case_count_acts.case_count_import, name="case-count-import"),
    path("case-counts/import/template/", case_count_acts.case_count_template, name="case-count-template"),
    path("case-counts/<slug:quarter>/edit/", case_count_acts.case_count_edit, name="case-count-edit"),
    path("case-totals/", case_totals.case_total_list, name="case-total-list"),
]
