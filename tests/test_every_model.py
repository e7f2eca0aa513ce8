"""What holds for every model, those to come included."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.constraints import BaseConstraint

from portal.access import OFFICE_DATABASE_ROLES, DatabaseRole
from portal.catalogue import OUR_APPS, model_faults, wall_of
from portal.tenancy import ROWS, SchemaConstraint, Wall
from tests.test_audit import UNAUDITED

MODELS = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OUR_APPS and m._meta.managed]
NATIONAL = {
    "portal.Office": "the tenants themselves; public facts",
    "portal.County": "public facts; a split county has two offices, five have none",
    "portal.Hotline": "public facts",
    "portal.Organization": "an organization works with many offices",
    "portal.Person": "a person may serve several offices; who sees whom goes by organization",
    "portal.User": "credentials; only the web's log-in reads them",
    "portal.Membership": "for an office, an organization or the nation",
    "portal.Invitation": "for an office, an organization or the nation",
    "portal.Message": "about one office, or about none",
    "portal.MessageText": "belongs to its message; only the deliverer reads it",
    "portal.Heartbeat": "of a job that serves the nation",
    "portal.HandOver": "of a role that is held for an office, an organization or the nation",
    "portal.ApiToken": "belongs to a membership; only the web's log-in reads it",
    "portal.Preference": "of a person, whatever the role",
    "portal.RungSetting": "the ladder is the same for all",
    "portal.Suppression": "an address may serve several offices",
    "portal.CalendarFeed": "belongs to a person and one of their roles",
    "grants.AnswerTemplate": "of an office, or of EOUSA for all",
    "grants.Entry": "as the question that it belongs to",
    "grants.Follow": "of a person, whatever the role",
    "grants.FeedRun": "reads notices of funding for the nation",
    "grants.Opportunity": "a notice of funding, published for everybody",
    "grants.OpportunityVersion": "as the notice that it belongs to",
    "grants.FederalContact": "of a federal agency; public facts",
    "grants.Program": "public facts",
    "grants.GuidanceRequest": "of an office, or of EOUSA where no district serves the place",
    "grants.Note": "as the question that it belongs to",
    "grants.Outcome": "as the question that it belongs to",
    "grants.Question": "as the question that it belongs to",
    "grants.Referral": "as the question that it belongs to",
    "grants.StateAdministrator": "an agency of a state, the same for everybody",
    "portal.KeptText": "of a person who may act for an office, an organization or the nation",
    "partners.Profile": "an entry in a directory that all offices share; written by an office or by the organization",
    "partners.RoleContact": "as the entry that it belongs to",
    "partners.ErpoLaw": "law of a state, the same for everybody",
    "partners.WorkingGroup": "of several offices, or of one with its partners; who has a seat reads it",
    "partners.Seat": "of an office or an organization in a group",
    "partners.Participant": "as the group that it belongs to",
    "partners.Meeting": "as the group that it belongs to",
    "partners.ActionItem": "as the group that it belongs to",
    "partners.GroupPaper": "as the group that it belongs to",
    "partners.LibraryDraft": "of an office, or of EOUSA",
    "partners.Review": "of an office's text, or of one by EOUSA",
    "partners.Edition": "published for all of government",
    "specialists.RosterUpload": "one file speaks of all offices",
    "specialists.Directive": "one text for many offices; what an office owes is its response",
    "specialists.FieldDivision": "public facts of ATF",
    "specialists.DivisionContact": "of a field division of ATF, which serves many offices",
    "specialists.DesignatedCommunity": "public facts; a community lies in a district and belongs to no office",
}
"""Tables whose rows need not belong to exactly one office, each with its reason."""
THROWN_AWAY = {
    "partners.Draft": "unfinished text is thrown away once it is saved, or after 30 days",
    "partners.Upload": "a file on its way in is thrown away once its rows are written",
    "partners.UploadPart": "rows of such a file are thrown away as soon as they are written",
}
"""Tables whose rows may be deleted, each with its reason: everything else is ended, and stays readable."""


SUPERSEDED_BY_ANY = {"partners.Profile", "partners.RoleContact"}
"""The directory is one for all offices: each may put a newer row in the place of an open one, overwriting nothing."""


def test_no_model_has_a_fault_of_its_own() -> None:
    assert list(model_faults()) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_row_belongs_to_one_office_or_the_table_is_national_for_a_reason(model) -> None:
    office = next((f for f in model._meta.local_concrete_fields if f.column == "office_id"), None)
    is_owned = office is not None and not office.null

    assert is_owned != (model._meta.label in NATIONAL), f"{model._meta.label}: NATIONAL and its fields disagree"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_wall_of_a_model_says_what_a_wall_can(model) -> None:
    wall = wall_of(model)
    assert wall is not None
    rules = list(wall.rules(model))
    names = {field.column for field in model._meta.local_concrete_fields}

    assert {rule.role for rule in rules} <= {*map(str, DatabaseRole), "portal_app", "portal_worker"}
    deletes = {"DELETE"} if model._meta.label in THROWN_AWAY else set()
    assert {rule.command for rule in rules} <= {"SELECT", "INSERT", "UPDATE"} | deletes, "rows are ended, not deleted"
    assert {rule.rows for rule in rules} <= set(ROWS)
    assert {column for rule in rules for column in rule.columns} <= names
    assert {*wall.secret, *wall.withheld} <= names
    assert wall.audited != (model._meta.label in UNAUDITED)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_an_office_writes_no_row_but_its_own(model) -> None:
    wall = wall_of(model)
    assert wall is not None
    national = {
        "portal.Person": "government",
        "portal.MessageText": "all",
        "portal.CalendarFeed": "own person",
        "portal.Preference": "own person",
        "partners.Draft": "own draft",
        "portal.Invitation": "own office or sponsor",
        "partners.Seat": "founded",
        "partners.Participant": "own seat",
        "partners.Meeting": "seated",
        "partners.ActionItem": "seated",
        "partners.GroupPaper": "seated",
        "grants.Follow": "own person",
        "grants.StateAdministrator": "own state",
    }
    for rule in wall.rules(model):
        if rule.role in OFFICE_DATABASE_ROLES and rule.command != "SELECT":
            shared = {"open or own"} if model._meta.label in SUPERSEDED_BY_ANY and rule.command == "UPDATE" else set()
            shared |= {"own office or founded, seated"} if model._meta.label == "partners.Seat" else set()
            shared |= {"owed by own seat, founded"} if model._meta.label == "partners.ActionItem" else set()
            assert rule.rows in {national.get(model._meta.label, "own office"), "own office, open"} | shared


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_an_update_names_its_columns_and_never_the_tenant(model) -> None:
    """Only the deliverer of mail and the web's log-in update whole rows: of messages and of credentials."""
    whole = {("portal.Message", "portal_jobs"), ("portal.User", "portal_app")}
    wall = wall_of(model)
    assert wall is not None
    for rule in wall.rules(model):
        if rule.command == "UPDATE" and (model._meta.label, rule.role) not in whole:
            assert rule.columns
            tenant = {"id", "office_id"} if rule.role == "portal_jobs" else {"id", "office_id", "organization_id"}
            assert not tenant & set(rule.columns)  # a job points what names a double to the entry that counts


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_constraints_are_named_as_sentences(model) -> None:
    named: list[BaseConstraint] = [c for c in model._meta.constraints if not isinstance(c, SchemaConstraint)]
    for constraint in named:
        assert constraint.name.count("_") >= 2, f"{constraint.name} is no sentence"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_disappears_with_what_it_refers_to(model) -> None:
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.PROTECT, field


def test_every_wall_has_a_name_of_its_own() -> None:
    names = [c.name for model in MODELS for c in model._meta.constraints if isinstance(c, Wall)]

    assert len(names) == len(set(names)) == len(MODELS)
