"""Who acts as what: the list of people, invitations, and the end of a role."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access import NATIONAL_ROLES, Permission, Role
from portal.errors import Refused
from portal.forms.members import AcceptanceForm, InvitationForm, MemberFilters
from portal.givers import DISABLES, ENDS
from portal.hats import PortalRequest
from portal.listing import Column, Listing
from portal.models import AccessEvent, Invitation, Membership, Person, User
from portal.models.invitation import hash_of
from portal.ownership import in_words, owned_anywhere, owned_by, shown_as
from portal.pages import page, taken
from portal.panels import staying

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda m: m.person.name, sort="person__name"),
    Column("role", gettext_lazy("Role"), lambda m: m.get_role_display(), sort="role"),
    Column("place", gettext_lazy("Where"), lambda m: m.place),
    Column("email", gettext_lazy("E-mail"), lambda m: m.person.email, sort="person__email"),
    Column("since", gettext_lazy("Since"), lambda m: localdate(m.started_at), sort="started_at"),
]
SHOWN_INVITATIONS = 100


@page(Permission.MEMBER_VIEW)
def member_list(request: PortalRequest) -> HttpResponse:
    """The people of one's office or organization; of the nation for EOUSA."""
    filters = MemberFilters(request.GET)
    rows = filters.narrowed(Membership.objects.in_force()).select_related("person", "office", "organization")
    may_manage = request.hat.may(Permission.MEMBER_MANAGE)
    may_disable = request.hat.may(Permission.ACCOUNT_DISABLE)
    listing = Listing(
        request,
        rows,
        columns(request),
        sort="name",
        filters=filters,
        empty=_("Nobody here matches. Take a filter away, or invite somebody."),
    )
    if listing.wants_export:
        return listing.export("people")
    context = {"listing": listing, "may_manage": may_manage, "invitations": open_invitations() if may_manage else []}
    context |= {"may_disable": may_disable, "disabled": disabled_accounts() if may_disable else []}
    return render(request, "portal/member_list.html", context)


def columns(request: PortalRequest) -> Sequence[Column]:
    """The columns, with the way to end a role, or for the operator to disable the account, for those who may."""
    if request.hat.may(Permission.MEMBER_MANAGE):
        return [*COLUMNS, change(_("End this role"), "member-end", ENDS[request.hat.role])]
    if request.hat.may(Permission.ACCOUNT_DISABLE):
        return [
            *COLUMNS,
            change(_("Disable the account"), "member-disable", DISABLES[request.hat.role], but=request.person),
        ]
    return COLUMNS


def change(label: str, route: str, roles: Collection[Role], but: Person | None = None) -> Column:
    """A column that leads to the act, for the roles that it may be done to; not for those of one person."""

    def is_offered(membership: Membership) -> bool:
        return membership.role in roles and (but is None or membership.person_id != but.pk)

    def words(membership: Membership) -> str:
        return label if is_offered(membership) else ""

    def url(membership: Membership) -> str:
        return reverse(route, args=[membership.pk]) if is_offered(membership) else ""

    return Column("change", gettext_lazy("Change"), words, url=url)


def disabled_accounts() -> Sequence[Membership]:
    """Of everybody whose account is disabled, the role held last; the latest first."""
    held = Membership.objects.filter(person__is_active=False).select_related("person", "office", "organization")
    last = held.order_by("person_id", "-ended_at", "-pk").distinct("person_id")
    found = Membership.objects.filter(pk__in=last.values("pk")).select_related("person", "office", "organization")
    return list(found.order_by("-ended_at", "-pk")[:SHOWN_INVITATIONS])


def open_invitations() -> Sequence[Invitation]:
    """The newest first; the wall keeps it to one's own."""
    waiting = Invitation.objects.open_at(now()).select_related("office", "organization", "invited_by")
    return list(waiting.order_by("-invited_at", "-pk")[:SHOWN_INVITATIONS])


def member(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("person", "office", "organization"), pk=pk)


@page(Permission.MEMBER_MANAGE)
def member_end(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a role away, after a look at what that does. What the holder owns in it is handed over first."""
    membership = member(pk)
    if membership.ended_at:
        raise Refused(_("This role has already ended."))
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, membership.end, by=request.person, acting=request.hat.role, at=now()):
        keep(request, membership, "ended")
        messages.success(request, _("%(who)s no longer holds the role.") % {"who": membership.person.name})
        return redirect("member-list")
    may_disable = request.hat.may(Permission.ACCOUNT_DISABLE) and membership.person != request.person
    left = membership.left_behind()
    shown = {"form": form, "membership": membership, "may_disable": may_disable, "left": in_words(left)}
    things = shown_as(owned_by(membership)) if left else []
    shown |= {"things": things, "without_leader": without_leader(request, [membership])}
    shown["staying"] = staying(request, [membership])
    return render(request, "portal/member_end.html", shown)


def without_leader(request: PortalRequest, memberships: Iterable[Membership]) -> list[str]:
    """The offices that have no leader's account afterwards. Only national roles end a last one."""
    if request.hat.role not in NATIONAL_ROLES:
        return []
    return [membership.place for membership in memberships if membership.is_last_leader()]


@page(Permission.ACCOUNT_DISABLE)
def member_disable(request: PortalRequest, pk: int) -> HttpResponse:
    """Close a person's account, after a look at what that does."""
    membership = member(pk)
    person = membership.person
    person.refuse_disabling(by=request.person)
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, person.disable, by=request.person, acting=request.hat.role, at=now()):
        keep(request, membership, "disabled")
        messages.success(request, _("The account of %(who)s is disabled.") % {"who": person.name})
        return redirect("member-list")
    held = list(person.memberships.in_force().select_related("person", "office", "organization"))
    left = in_words(owned_anywhere(person.pk))
    may_hand_over = request.hat.may(Permission.HAND_OVER)
    whom = [] if may_hand_over or not left else [(each, who_hands_over(each)) for each in held]
    shown = {"form": form, "person": person, "held": held, "left": left, "whom": whom, "may_hand_over": may_hand_over}
    shown |= {"without_leader": without_leader(request, held), "staying": staying(request, held)}
    return render(request, "portal/member_disable.html", shown)


def who_hands_over(membership: Membership) -> list[Membership]:
    """Those who hand out roles there, but for the holder; EOUSA can do it everywhere."""
    heads = Membership.objects.in_force().beside(membership).heads().exclude(person=membership.person)
    return list(heads.select_related("person", "office", "organization").order_by("person__name"))


@page(Permission.ACCOUNT_DISABLE)
def member_enable(request: PortalRequest, pk: int) -> HttpResponse:
    """Open a disabled account again."""
    membership = member(pk)
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, membership.person.enable, acting=request.hat.role):
        keep(request, membership, "enabled")
        messages.success(request, _("The account of %(who)s is open again.") % {"who": membership.person.name})
        return redirect("member-list")
    return render(request, "portal/member_enable.html", {"form": form, "person": membership.person})


@page(Permission.MEMBER_MANAGE)
def invitation_create(request: PortalRequest) -> HttpResponse:
    """Invite somebody to a role."""
    form = InvitationForm(request.POST or None, hat=request.hat)
    if taken(form, Invitation.objects.offer, by=request.person, acting=request.hat.role, at=now()):
        messages.success(request, sent(Invitation(**form.cleaned_data)))
        return redirect("member-list")
    return render(request, "portal/invitation_create.html", {"form": form})


def sent(invitation: Invitation) -> str:
    """Whom one has just invited as what, and what follows."""
    return _(
        "%(name)s is invited as %(role)s (%(place)s). "
        "The mail to %(email)s leaves within a minute; its link is good for 14 days."
    ) % {
        "name": invitation.name,
        "role": invitation.get_role_display(),
        "place": invitation.place,
        "email": invitation.email,
    }


@page(Permission.MEMBER_MANAGE)
def invitation_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Make an open invitation worthless."""
    invitation = get_object_or_404(Invitation.objects.select_related("office", "organization"), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if taken(form, invitation.withdraw, at=now()):
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
        return redirect("member-list")
    return render(request, "portal/invitation_withdraw.html", {"form": form, "invitation": invitation})


@page(Permission.SESSION_USE)
def invitation_accept(request: PortalRequest, key: str) -> HttpResponse:
    """What the link in the mail opens; a link that no longer works says why."""
    invitations = Invitation.objects.select_related("office", "organization", "invited_by")
    invitation = invitations.filter(key_hash=hash_of(key)).first()
    if invitation is None:
        raise Http404
    by = request.person if request.user.is_authenticated else None
    closed = invitation.why_closed(at=now())
    form = None if closed else acceptance_form(request, invitation)
    if form is not None and taken(form, invitation.accept, by=by, at=now()):
        return accepted(request, invitation)
    context = {"invitation": invitation, "closed": closed, "form": form, **who_looks(invitation, by)}
    return render(request, "portal/invitation_accept.html", context, status=410 if closed else 200)


def who_looks(invitation: Invitation, by: Person | None) -> dict[str, bool]:
    """Whether somebody else is signed in, or the invited person has an account and is not."""
    has_account = User.objects.filter(email__iexact=invitation.email).exists()
    return {"is_other": by is not None and by.email.lower() != invitation.email, "has_account": not by and has_account}


def acceptance_form(request: PortalRequest, invitation: Invitation) -> Form:
    data: Any = request.POST if request.method == "POST" else None
    if request.user.is_authenticated:
        return Form(data)
    return AcceptanceForm(data, initial={"name": invitation.name}, email=invitation.email)


def accepted(request: PortalRequest, invitation: Invitation) -> HttpResponse:
    """On to the new role, or to the sign-in that a new account needs."""
    detail = {"change": "started", "role": invitation.role, "email": invitation.email}
    request.notes.append((AccessEvent.Kind.ROLE_CHANGE, detail))
    if request.user.is_authenticated:
        messages.success(request, _("You now act as: %(role)s.") % {"role": Role(invitation.role).label})
        return redirect("home")
    messages.success(
        request,
        _("Your account is ready. Sign in with %(email)s and the password that you have just chosen.")
        % {"email": invitation.email},
    )
    return redirect("sign-in")


def keep(request: PortalRequest, membership: Membership, change: str) -> None:
    """Put the change of a role on the access trail."""
    detail = {"change": change, "role": membership.role, "membership": membership.pk, "person": membership.person_id}
    request.notes.append((AccessEvent.Kind.ROLE_CHANGE, detail))
