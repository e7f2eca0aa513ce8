"""Coverage and appointments under /api/v1/."""

from django.urls import path

from specialists.api import contacts, context, coverage, days, directives, sections, vacancies

urlpatterns = [
    path("coverage/", coverage.Coverage.as_view(), name="api-coverage"),
    path("coverage/compare/", coverage.Compare.as_view(), name="api-coverage-compare"),
    path("appointments/", coverage.AppointmentList.as_view(), name="api-appointment-list"),
    path("sections/", sections.SectionList.as_view(), name="api-section-list"),
    path("sections/<int:pk>/", sections.SectionDetail.as_view(), name="api-section-detail"),
    path("vacancies/days/", days.VacancyDays.as_view(), name="api-vacancy-days"),
    path("vacancies/", vacancies.VacancyList.as_view(), name="api-vacancy-list"),
    path("vacancies/<int:pk>/", vacancies.VacancyDetail.as_view(), name="api-vacancy-detail"),
    path("vacancies/<int:pk>/moves/", vacancies.VacancyMoves.as_view(), name="api-vacancy-move"),
    path("offices/<slug:court_id>/vacancies/", vacancies.VacancyOpening.as_view(), name="api-vacancy-open"),
    path("moves/", vacancies.MoveList.as_view(), name="api-move-list"),
    path("nominations/", vacancies.NominationList.as_view(), name="api-nomination-list"),
    path("nominations/<int:pk>/", vacancies.NominationDetail.as_view(), name="api-nomination-detail"),
    path("nominations/<int:pk>/decisions/", vacancies.NominationDecisions.as_view(), name="api-nomination-decide"),
    path("nominations/<int:pk>/claim/", vacancies.NominationClaim.as_view(), name="api-nomination-claim"),
    path("points-of-contact/", contacts.PointOfContactList.as_view(), name="api-point-of-contact-list"),
    path("field-divisions/", contacts.FieldDivisionList.as_view(), name="api-field-division-list"),
    path("designated-communities/", contacts.CommunityList.as_view(), name="api-designated-community-list"),
    path("public-figures/", context.PublicFigures.as_view(), name="api-public-figure-list"),
    path("directives/", directives.DirectiveList.as_view(), name="api-directive-list"),
    path("directives/<int:pk>/", directives.DirectiveDetail.as_view(), name="api-directive-detail"),
    path("responses/", directives.ResponseList.as_view(), name="api-response-list"),
    path("responses/<int:pk>/", directives.ResponseDetail.as_view(), name="api-response-detail"),
    path(
        "responses/<int:pk>/acknowledgment/",
        directives.Acknowledgment.as_view(),
        name="api-response-acknowledge",
    ),
    path("responses/<int:pk>/answer/", directives.ResponseAnswer.as_view(), name="api-response-answer"),
]
