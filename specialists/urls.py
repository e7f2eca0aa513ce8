"""Addresses of the post: its roster, its offices, the national board."""

from django.urls import include, path

from specialists.views import (
    acts,
    asking,
    board,
    bulk,
    compare,
    contacts,
    context,
    days,
    divisions,
    office,
    refused,
    roster,
    staff_contacts,
    withdrawing,
)

urlpatterns = [
    path("", include("specialists.urls_vacancies")),
    path("", include("specialists.urls_directives")),
    path("board/", board.board, name="board"),
    path("compare/", compare.coverage_compare, name="coverage-compare"),
    path("askings/new/", asking.asking_create, name="asking-create"),
    path("messages/refused/", refused.refused_address_list, name="refused-address-list"),
    path("messages/refused/<int:pk>/lift/", refused.suppression_lift, name="suppression-lift"),
    path("desks/new/", bulk.desk_create, name="desk-create"),
    path("offices/<slug:court_id>/staffing/", office.office_staffing, name="office-staffing"),
    path(
        "offices/<slug:court_id>/staffing/contacts/new/",
        staff_contacts.staff_contact_edit,
        name="staff-contact-edit",
    ),
    path("offices/<slug:court_id>/answers/new/", acts.answer_create, name="answer-create"),
    path(
        "offices/<slug:court_id>/answers/<int:pk>/withdraw/",
        withdrawing.answer_withdraw,
        name="answer-withdraw",
    ),
    path("offices/<slug:court_id>/absences/new/", acts.absence_create, name="absence-create"),
    path("offices/<slug:court_id>/absences/<int:pk>/end/", acts.absence_close, name="absence-close"),
    path(
        "offices/<slug:court_id>/absences/<int:pk>/withdraw/",
        withdrawing.absence_withdraw,
        name="absence-withdraw",
    ),
    path("offices/<slug:court_id>/appointments/new/", acts.appointment_create, name="appointment-create"),
    path("offices/<slug:court_id>/appointments/<int:pk>/end/", acts.appointment_end, name="appointment-end"),
    path(
        "offices/<slug:court_id>/appointments/<int:pk>/withdraw/",
        withdrawing.appointment_withdraw,
        name="appointment-withdraw",
    ),
    path("points-of-contact/", contacts.point_of_contact_list, name="point-of-contact-list"),
    path(
        "offices/<slug:court_id>/points-of-contact/new/",
        contacts.point_of_contact_create,
        name="point-of-contact-create",
    ),
    path(
        "offices/<slug:court_id>/points-of-contact/<int:pk>/end/",
        contacts.point_of_contact_end,
        name="point-of-contact-end",
    ),
    path("public-figures/", context.context_list, name="context-list"),
    path("field-divisions/", divisions.field_division_list, name="field-division-list"),
    path("field-divisions/<slug:code>/contact/", divisions.division_contact_edit, name="division-contact-edit"),
    path("designated-communities/", divisions.designated_community_list, name="designated-community-list"),
    path("vacancies/days/", days.vacancy_days, name="vacancy-days"),
    path("roster/", roster.roster_list, name="roster-list"),
    path("roster/template/<str:table>/", roster.roster_template, name="roster-template"),
    path("roster/<uuid:pk>/", roster.roster_detail, name="roster-detail"),
    path("roster/<uuid:pk>/apply/", roster.roster_apply, name="roster-apply"),
    path("roster/<uuid:pk>/refused/", roster.roster_refused, name="roster-refused"),
]
