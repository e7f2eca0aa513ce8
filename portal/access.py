"""Who may do what: one table that a lawyer can read.

Rows are walled by the database (`portal.tenancy`); this table says which acts a role may ask for at all.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person acts as. A membership carries one of these; a visitor has none."""

    EOUSA = "EOUSA", _("EOUSA desk officer")
    EOUSA_READER = "EOUSA_READER", _("EOUSA reader")
    OARM = "OARM", _("OARM analyst")
    LEADERSHIP = "LEADERSHIP", _("US Attorney or First Assistant")
    OFFICER = "OFFICER", _("administrative officer")
    SPECIALIST = "SPECIALIST", _("domestic violence specialist")
    STAFF = "STAFF", _("victim-witness staff")
    ADVOCATE = "ADVOCATE", _("advocate")
    MANAGER = "MANAGER", _("organization manager")
    OPERATOR = "OPERATOR", _("operator")
    VISITOR = "VISITOR", _("visitor")


NATIONAL_ROLES = frozenset({Role.EOUSA, Role.EOUSA_READER, Role.OARM, Role.OPERATOR})
OFFICE_ROLES = frozenset({Role.LEADERSHIP, Role.OFFICER, Role.SPECIALIST, Role.STAFF})
OFFICE_HEADS = frozenset({Role.LEADERSHIP, Role.OFFICER})
OUTREACH_ROLES = frozenset({Role.SPECIALIST, Role.STAFF, Role.LEADERSHIP})
"""Those of an office who meet its partners."""
ORGANIZATION_ROLES = frozenset({Role.ADVOCATE, Role.MANAGER})
EOUSA_ROLES = frozenset({Role.EOUSA, Role.EOUSA_READER})
GOVERNMENT_ROLES = NATIONAL_ROLES | OFFICE_ROLES
STAFFING_ROLES = EOUSA_ROLES | {Role.OARM}
EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.VISITOR}


class DatabaseRole(StrEnum):
    """The PostgreSQL roles that hold grants on domain tables. A request runs as exactly one of them."""

    PUBLIC = "portal_public"
    PARTNER = "portal_partner"
    OFFICE = "portal_office"
    HEADS = "portal_heads"
    """Leadership and officers of an office: all that `portal_office` has, and tables of their own."""
    OARM = "portal_oarm"
    EOUSA_READER = "portal_eousa_reader"
    EOUSA = "portal_eousa"
    OPERATOR = "portal_operator"
    INTAKE = "portal_intake"
    TOTALS = "portal_totals"
    JOBS = "portal_jobs"


DATABASE_ROLE: dict[Role, DatabaseRole] = {
    Role.EOUSA: DatabaseRole.EOUSA,
    Role.EOUSA_READER: DatabaseRole.EOUSA_READER,
    Role.OARM: DatabaseRole.OARM,
    Role.OPERATOR: DatabaseRole.OPERATOR,
    Role.VISITOR: DatabaseRole.PUBLIC,
    **dict.fromkeys(OFFICE_ROLES, DatabaseRole.OFFICE),
    **dict.fromkeys(OFFICE_HEADS, DatabaseRole.HEADS),
    **dict.fromkeys(ORGANIZATION_ROLES, DatabaseRole.PARTNER),
}
INHERITS: dict[DatabaseRole, DatabaseRole] = {DatabaseRole.HEADS: DatabaseRole.OFFICE}
"""A role that has every right of another: each policy and grant for the second holds for the first."""
OFFICE_DATABASE_ROLES = frozenset({DatabaseRole.OFFICE, DatabaseRole.HEADS})
"""Those that are bound to one office."""


class Permission(StrEnum):
    """An act that a route may ask for. The route names it, the table below says who has it."""

    # everybody
    PUBLIC_VIEW = "PUBLIC_VIEW"
    HOME_VIEW = "HOME_VIEW"
    SESSION_USE = "SESSION_USE"
    """Sign-in, sign-out, password and second-factor routes: they run before anybody is bound."""
    # staffing
    BOARD_VIEW = "BOARD_VIEW"
    COVERAGE_VIEW = "COVERAGE_VIEW"
    OFFICE_VIEW = "OFFICE_VIEW"
    APPOINTMENT_VIEW = "APPOINTMENT_VIEW"
    APPOINTMENT_EDIT = "APPOINTMENT_EDIT"
    ABSENCE_EDIT = "ABSENCE_EDIT"
    ANSWER_GIVE = "ANSWER_GIVE"
    OFFICE_ASK = "OFFICE_ASK"
    DESK_ASSIGN = "DESK_ASSIGN"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    CONTACT_EDIT = "CONTACT_EDIT"
    DIRECTIVE_VIEW = "DIRECTIVE_VIEW"
    DIRECTIVE_WRITE = "DIRECTIVE_WRITE"
    DIRECTIVE_ACKNOWLEDGE = "DIRECTIVE_ACKNOWLEDGE"
    DIRECTIVE_ANSWER = "DIRECTIVE_ANSWER"
    VACANCY_VIEW = "VACANCY_VIEW"
    VACANCY_MOVE = "VACANCY_MOVE"
    VACANCY_UNDO = "VACANCY_UNDO"
    SPECIALIST_DESIGNATE = "SPECIALIST_DESIGNATE"
    SPECIAL_AUSA_APPOINT = "SPECIAL_AUSA_APPOINT"
    CHECKS_EDIT = "CHECKS_EDIT"
    NOMINATION_VIEW = "NOMINATION_VIEW"
    NOMINATION_PREPARE = "NOMINATION_PREPARE"
    NOMINATION_SEND = "NOMINATION_SEND"
    NOMINATION_DECIDE = "NOMINATION_DECIDE"
    POINT_OF_CONTACT_VIEW = "POINT_OF_CONTACT_VIEW"
    POINT_OF_CONTACT_EDIT = "POINT_OF_CONTACT_EDIT"
    DIVISION_CONTACT_EDIT = "DIVISION_CONTACT_EDIT"
    # partners
    ORGANIZATION_VIEW = "ORGANIZATION_VIEW"
    ORGANIZATION_READ = "ORGANIZATION_READ"
    """By program: the directory, or to an organization its own entry."""
    ORGANIZATION_EDIT = "ORGANIZATION_EDIT"
    ORGANIZATION_MERGE = "ORGANIZATION_MERGE"
    OWN_ENTRY_VIEW = "OWN_ENTRY_VIEW"
    """The organization's own entry in the directory, and what offices share with it."""
    OWN_ENTRY_EDIT = "OWN_ENTRY_EDIT"
    SHARED_STEP_CLOSE = "SHARED_STEP_CLOSE"
    MANAGER_SPONSOR = "MANAGER_SPONSOR"
    """Invite somebody to manage the entry of a partner organization that has no manager yet."""
    PARTNERSHIP_VIEW = "PARTNERSHIP_VIEW"
    PARTNERSHIP_EDIT = "PARTNERSHIP_EDIT"
    OUTREACH_VIEW = "OUTREACH_VIEW"
    OUTREACH_LOG = "OUTREACH_LOG"
    NEXT_STEP_VIEW = "NEXT_STEP_VIEW"
    NEXT_STEP_EDIT = "NEXT_STEP_EDIT"
    NEXT_STEP_READ = "NEXT_STEP_READ"
    """By program: an office's next steps, or to an organization those that are shared with it."""
    NEXT_STEP_CLOSE = "NEXT_STEP_CLOSE"
    """By program: say that one is done."""
    OUTREACH_FIGURES_VIEW = "OUTREACH_FIGURES_VIEW"
    """Figures by duty and kind: of all offices for EOUSA, the own ones for an office. Never a note."""
    REPORT_VIEW = "REPORT_VIEW"
    REPORT_WRITE = "REPORT_WRITE"
    REPORT_SUBMIT = "REPORT_SUBMIT"
    ERPO_VIEW = "ERPO_VIEW"
    ERPO_VERIFY = "ERPO_VERIFY"
    READINESS_VIEW = "READINESS_VIEW"
    """The chains of relinquishment and what agencies have taken up: the own office's; EOUSA every status, no word."""
    READINESS_EDIT = "READINESS_EDIT"
    BARRIER_VIEW = "BARRIER_VIEW"
    """By page and by program: an office's barriers, or to an organization those at itself."""
    BARRIER_EDIT = "BARRIER_EDIT"
    BARRIER_ANSWER = "BARRIER_ANSWER"
    NOTICE_VIEW = "NOTICE_VIEW"
    """Forms of courts and whether they carry the notice: all of them for government; for who may reply, its own."""
    NOTICE_EDIT = "NOTICE_EDIT"
    NOTICE_REPLY = "NOTICE_REPLY"
    LIBRARY_VIEW = "LIBRARY_VIEW"
    LIBRARY_WRITE = "LIBRARY_WRITE"
    LIBRARY_REVIEW = "LIBRARY_REVIEW"
    LIBRARY_ADOPT = "LIBRARY_ADOPT"
    GROUP_VIEW = "GROUP_VIEW"
    GROUP_EDIT = "GROUP_EDIT"
    ACTION_CLOSE = "ACTION_CLOSE"
    """Say that an action item of the own seat is done."""
    PROJECT_VIEW = "PROJECT_VIEW"
    PROJECT_EDIT = "PROJECT_EDIT"
    GAP_VIEW = "GAP_VIEW"
    """Gaps of the own office; to EOUSA by county, some populations by state alone."""
    GAP_EDIT = "GAP_EDIT"
    CASE_COUNT_VIEW = "CASE_COUNT_VIEW"
    """The office's own numbers."""
    CASE_COUNT_EDIT = "CASE_COUNT_EDIT"
    CASE_TOTALS_VIEW = "CASE_TOTALS_VIEW"
    """The nation's numbers, without cells that are small or could be told from others."""
    SECTION_EDIT = "SECTION_EDIT"
    # grants
    GUIDANCE_ASK = "GUIDANCE_ASK"
    """Signed in for an organization: ask about money, follow what was asked, say what became of it."""
    GUIDANCE_VIEW = "GUIDANCE_VIEW"
    """Questions about money to the own office; of EOUSA those that no office could answer."""
    GUIDANCE_ANSWER = "GUIDANCE_ANSWER"
    GUIDANCE_READ = "GUIDANCE_READ"
    """By program: an office's questions, or to an organization its own."""
    BACKUP_NAME = "BACKUP_NAME"
    """Say who answers at the office while it has no specialist."""
    FUNNEL_VIEW = "FUNNEL_VIEW"
    """How many questions were asked, answered, referred, applied for, awarded: numbers only."""
    ADMINISTRATOR_VIEW = "ADMINISTRATOR_VIEW"
    """State administering agencies, and which of them nobody has verified."""
    ADMINISTRATOR_VERIFY = "ADMINISTRATOR_VERIFY"
    GRANT_FACTS_EDIT = "GRANT_FACTS_EDIT"
    """Import state administrators, verify the programs' federal contacts."""
    DEADLINE_FOLLOW = "DEADLINE_FOLLOW"
    """Be reminded of the way to the deadline of a notice."""
    OFFICE_TAKE_OUT = "OFFICE_TAKE_OUT"
    """Everything that the office owns, in one archive."""
    # people
    MEMBER_VIEW = "MEMBER_VIEW"
    MEMBER_MANAGE = "MEMBER_MANAGE"
    HAND_OVER = "HAND_OVER"
    """One's own things; those of others for whoever may end their role."""
    ACCOUNT_DISABLE = "ACCOUNT_DISABLE"
    ACCOUNT_VIEW = "ACCOUNT_VIEW"
    TEXT_CHECK = "TEXT_CHECK"
    """What the identity guard says of a text that one is typing."""
    CALENDAR_FEED = "CALENDAR_FEED"
    """One's own dates at a secret address, for one's calendar program."""
    MESSAGE_VIEW = "MESSAGE_VIEW"
    LADDER_VIEW = "LADDER_VIEW"
    """Who is reminded when, by rule: the table of causes and rungs."""
    LADDER_STEER = "LADDER_STEER"
    """Tune the ladder, skip a rung, send one at once, look ahead, write to a refused address again."""
    REFUSED_ADDRESS_VIEW = "REFUSED_ADDRESS_VIEW"
    HISTORY_VIEW = "HISTORY_VIEW"
    HEALTH_VIEW = "HEALTH_VIEW"


MAY: dict[Permission, frozenset[Role]] = {
    Permission.PUBLIC_VIEW: EVERYBODY,
    Permission.HOME_VIEW: EVERYBODY,
    Permission.SESSION_USE: EVERYBODY,
    Permission.BOARD_VIEW: STAFFING_ROLES,
    Permission.COVERAGE_VIEW: EVERYBODY,
    Permission.OFFICE_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.APPOINTMENT_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.APPOINTMENT_EDIT: frozenset({Role.EOUSA}),
    Permission.ABSENCE_EDIT: OFFICE_HEADS | {Role.EOUSA},
    Permission.ANSWER_GIVE: frozenset({Role.LEADERSHIP, Role.EOUSA}),
    Permission.OFFICE_ASK: frozenset({Role.EOUSA}),
    Permission.DESK_ASSIGN: frozenset({Role.EOUSA}),
    Permission.ROSTER_IMPORT: frozenset({Role.EOUSA}),
    Permission.CONTACT_EDIT: OFFICE_HEADS | {Role.EOUSA},
    Permission.DIRECTIVE_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.DIRECTIVE_WRITE: frozenset({Role.EOUSA}),
    Permission.DIRECTIVE_ACKNOWLEDGE: OFFICE_HEADS | {Role.EOUSA},
    Permission.DIRECTIVE_ANSWER: frozenset({Role.LEADERSHIP}),
    Permission.VACANCY_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.VACANCY_MOVE: OFFICE_HEADS | {Role.EOUSA},
    Permission.VACANCY_UNDO: OFFICE_HEADS | {Role.EOUSA, Role.OARM},
    Permission.SPECIALIST_DESIGNATE: frozenset({Role.LEADERSHIP, Role.EOUSA}),
    Permission.SPECIAL_AUSA_APPOINT: frozenset({Role.EOUSA}),
    Permission.CHECKS_EDIT: OFFICE_HEADS,
    Permission.NOMINATION_VIEW: OFFICE_HEADS | {Role.EOUSA, Role.OARM},
    Permission.NOMINATION_PREPARE: OFFICE_HEADS,
    Permission.NOMINATION_SEND: frozenset({Role.LEADERSHIP}),
    Permission.NOMINATION_DECIDE: frozenset({Role.OARM}),
    Permission.POINT_OF_CONTACT_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.POINT_OF_CONTACT_EDIT: OFFICE_HEADS | {Role.EOUSA},
    Permission.DIVISION_CONTACT_EDIT: frozenset({Role.EOUSA}),
    Permission.ORGANIZATION_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.ORGANIZATION_READ: OFFICE_ROLES | EOUSA_ROLES | ORGANIZATION_ROLES,
    Permission.ORGANIZATION_EDIT: OUTREACH_ROLES,
    Permission.ORGANIZATION_MERGE: OUTREACH_ROLES | {Role.EOUSA},
    Permission.OWN_ENTRY_VIEW: ORGANIZATION_ROLES,
    Permission.OWN_ENTRY_EDIT: frozenset({Role.MANAGER}),
    Permission.SHARED_STEP_CLOSE: ORGANIZATION_ROLES,
    Permission.MANAGER_SPONSOR: OUTREACH_ROLES,
    Permission.PARTNERSHIP_VIEW: OFFICE_ROLES,
    Permission.PARTNERSHIP_EDIT: OUTREACH_ROLES,
    Permission.OUTREACH_VIEW: OFFICE_ROLES,
    Permission.OUTREACH_LOG: OUTREACH_ROLES,
    Permission.NEXT_STEP_VIEW: OFFICE_ROLES,
    Permission.NEXT_STEP_EDIT: OUTREACH_ROLES,
    Permission.NEXT_STEP_READ: OFFICE_ROLES | ORGANIZATION_ROLES,
    Permission.NEXT_STEP_CLOSE: OUTREACH_ROLES | ORGANIZATION_ROLES,
    Permission.OUTREACH_FIGURES_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.REPORT_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.REPORT_WRITE: OUTREACH_ROLES,
    Permission.REPORT_SUBMIT: frozenset({Role.SPECIALIST, Role.LEADERSHIP}),
    Permission.ERPO_VIEW: SIGNED_IN,
    Permission.ERPO_VERIFY: frozenset({Role.EOUSA}),
    Permission.READINESS_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.READINESS_EDIT: OUTREACH_ROLES,
    Permission.BARRIER_VIEW: OFFICE_ROLES | ORGANIZATION_ROLES,
    Permission.BARRIER_EDIT: OUTREACH_ROLES,
    Permission.BARRIER_ANSWER: ORGANIZATION_ROLES,
    Permission.NOTICE_VIEW: OFFICE_ROLES | EOUSA_ROLES | ORGANIZATION_ROLES,
    Permission.NOTICE_EDIT: OUTREACH_ROLES,
    Permission.NOTICE_REPLY: ORGANIZATION_ROLES,
    Permission.LIBRARY_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.LIBRARY_WRITE: OUTREACH_ROLES | {Role.EOUSA},
    Permission.LIBRARY_REVIEW: frozenset({Role.EOUSA}),
    Permission.LIBRARY_ADOPT: OUTREACH_ROLES,
    Permission.GROUP_VIEW: OFFICE_ROLES | EOUSA_ROLES | ORGANIZATION_ROLES,
    Permission.GROUP_EDIT: OUTREACH_ROLES | {Role.EOUSA},
    Permission.ACTION_CLOSE: OUTREACH_ROLES | ORGANIZATION_ROLES | {Role.EOUSA},
    Permission.PROJECT_VIEW: OFFICE_ROLES,
    Permission.PROJECT_EDIT: OUTREACH_ROLES,
    Permission.GAP_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.GAP_EDIT: OUTREACH_ROLES,
    Permission.CASE_COUNT_VIEW: OFFICE_ROLES,
    Permission.CASE_COUNT_EDIT: OFFICE_HEADS | {Role.SPECIALIST},
    Permission.CASE_TOTALS_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.SECTION_EDIT: OFFICE_HEADS | {Role.EOUSA},
    Permission.GUIDANCE_ASK: ORGANIZATION_ROLES,
    Permission.GUIDANCE_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.GUIDANCE_ANSWER: OUTREACH_ROLES | {Role.EOUSA},
    Permission.GUIDANCE_READ: OFFICE_ROLES | EOUSA_ROLES | ORGANIZATION_ROLES,
    Permission.BACKUP_NAME: OUTREACH_ROLES,
    Permission.FUNNEL_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.ADMINISTRATOR_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.ADMINISTRATOR_VERIFY: OUTREACH_ROLES | {Role.EOUSA},
    Permission.GRANT_FACTS_EDIT: frozenset({Role.EOUSA}),
    Permission.DEADLINE_FOLLOW: OUTREACH_ROLES | ORGANIZATION_ROLES,
    Permission.OFFICE_TAKE_OUT: OFFICE_HEADS,
    Permission.MEMBER_VIEW: OFFICE_ROLES | EOUSA_ROLES | {Role.MANAGER, Role.OPERATOR},
    Permission.MEMBER_MANAGE: frozenset({Role.LEADERSHIP, Role.EOUSA, Role.MANAGER}),
    Permission.HAND_OVER: OFFICE_ROLES | ORGANIZATION_ROLES | {Role.EOUSA, Role.OARM},
    Permission.ACCOUNT_DISABLE: frozenset({Role.EOUSA, Role.OPERATOR}),
    Permission.ACCOUNT_VIEW: SIGNED_IN,
    Permission.TEXT_CHECK: SIGNED_IN,
    Permission.CALENDAR_FEED: STAFFING_ROLES | OFFICE_ROLES,
    Permission.MESSAGE_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.LADDER_VIEW: STAFFING_ROLES | OFFICE_ROLES,
    Permission.LADDER_STEER: frozenset({Role.EOUSA}),
    Permission.REFUSED_ADDRESS_VIEW: EOUSA_ROLES,
    Permission.HISTORY_VIEW: OFFICE_ROLES | EOUSA_ROLES,
    Permission.HEALTH_VIEW: EVERYBODY,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether the table gives `permission` to `role`."""
    return role in MAY[permission]
