"""Addresses of barriers to services: duty 4."""

from django.urls import path

from partners.views import barrier_acts, barrier_totals, barriers

urlpatterns = [
    path("barriers/", barriers.barrier_list, name="barrier-list"),
    path("barriers/new/", barriers.barrier_create, name="barrier-create"),
    path("barriers/totals/", barrier_totals.barrier_totals, name="barrier-totals"),
    path("barriers/<uuid:barrier>/", barriers.barrier_detail, name="barrier-detail"),
    path("barriers/<uuid:barrier>/edit/", barriers.barrier_edit, name="barrier-edit"),
    path("barriers/<uuid:barrier>/still-there/", barrier_acts.barrier_recheck, name="barrier-recheck"),
    path("barriers/<uuid:barrier>/removed/", barrier_acts.barrier_remove, name="barrier-remove"),
    path("barriers/<uuid:barrier>/stays/", barrier_acts.barrier_accept, name="barrier-accept"),
    path("barriers/<uuid:barrier>/mistake/", barrier_acts.barrier_withdraw, name="barrier-withdraw"),
    path("barriers/<uuid:barrier>/reopen/", barrier_acts.barrier_reopen, name="barrier-reopen"),
    path("barriers/<uuid:barrier>/give/", barrier_acts.barrier_give, name="barrier-give"),
    path("barriers/<uuid:barrier>/take/", barrier_acts.barrier_take, name="barrier-take"),
    path("barriers/<uuid:barrier>/answer/", barrier_acts.barrier_answer, name="barrier-answer"),
]
