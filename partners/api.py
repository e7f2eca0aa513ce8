"""The directory, the log and next steps for programs: what the pages show, by the same readings and verbs."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce, JSONObject
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from partners.models import NextStep, Outreach, Profile, RoleContact
from partners.models.step import PARTNER_READS
from partners.reading import listed, narrowed
from partners.serializers import (
    NextStepQuestion,
    NextStepSerializer,
    OrganizationDetailSerializer,
    OrganizationQuestion,
    OrganizationSerializer,
    OutreachBody,
    OutreachDetailSerializer,
    OutreachQuestion,
    OutreachSerializer,
)
from portal import gazetteer
from portal.access import ORGANIZATION_ROLES, Permission
from portal.api import Cursors, hat_of, person_of
from portal.calendar import CENTER, local_day
from portal.errors import Refused
from portal.hats import Hat
from portal.models import Office, Organization
from portal.views.api import Act, Asked

ENTRY = (
    "kind", "legal_form", "about", "city", "state", "website", "counties", "statewide", "populations", "languages",
    "services", "verified_on", "is_confidential", "grounds", "lgbtq_training", "language_access", "deaf_access",
    "disability_access", "complaint_route", "stated_on",
)  # fmt: skip
SAID = (
    "held_on", "did", "duty", "line", "minutes", "topics", "populations", "needs", "counties", "audience", "trained",
    "educated", "joint_with_id", "is_host", "materials", "narrative",
)  # fmt: skip
"""What a body says of an entry, besides who took part."""
KEY = OpenApiParameter("entry", {"type": "string", "format": "uuid"}, "path", description="Key of the entry.")


def office_of(request: Request) -> Office:
    return gazetteer.offices()[hat_of(request).court_id]


def rows(model: Any, hat: Hat, *names: str) -> QuerySet[Any]:
    """The standing rows about an organization, what is open first. What offices only propose is not told to it."""
    found = model.objects.standing().filter(organization=OuterRef("pk"))
    found = found.filter(is_confidential=False) if hat.role in ORGANIZATION_ROLES else found
    facts: QuerySet[Any] = found.order_by("is_confidential", "pk").values(row=JSONObject(**{n: n for n in names}))
    return facts


# --- organizations ---------------------------------------------------------------------------------------------------
class Organizations(Asked):
    """Entries that count: doubles are left out."""

    permission = Permission.ORGANIZATION_READ
    serializer_class = OrganizationSerializer

    def get_queryset(self) -> QuerySet[Organization]:
        entry = Subquery(rows(Profile, hat_of(self.request), *ENTRY)[:1])
        return Organization.objects.in_use().annotate(entry=entry).order_by("name", "pk")


@extend_schema_view(get=extend_schema(operation_id="organizations", summary="Organizations"))
class OrganizationList(Organizations, ListAPIView[Organization]):
    """The directory: what is open, and what the caller's office keeps confidential. An organization gets its own."""

    question = OrganizationQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Organization]:
        asked = self.asked()
        found = super().get_queryset().order_by(asked["ordering"], "pk")
        if "search" in asked:
            found = found.filter(name__icontains=asked["search"])
        wanted = said_of(asked)
        if wanted:
            own = Profile.objects.standing().filter(organization=OuterRef("pk"))
            found = found.filter(Exists(own.filter(wanted)))
        return found


def said_of(asked: dict[str, Any]) -> Q:
    """What an entry has to say."""
    plain: dict[str, Any] = {name: asked[name] for name in ("kind", "state") if name in asked}
    holds = {"county": "counties", "population": "populations", "language": "languages", "service": "services"}
    plain |= {f"{column}__contains": [asked[name]] for name, column in holds.items() if name in asked}
    return Q(**plain)


@extend_schema_view(get=extend_schema(operation_id="organization", summary="One organization"))
class OrganizationDetail(Organizations, RetrieveAPIView[Organization]):
    """One organization with its role contacts."""

    serializer_class = OrganizationDetailSerializer

    def get_queryset(self) -> QuerySet[Organization]:
        self.asked()
        contacts = rows(RoleContact, hat_of(self.request), "post", "email", "phone", "is_confidential")
        return super().get_queryset().annotate(contacts=ArraySubquery(contacts))


# --- the log ---------------------------------------------------------------------------------------------------------
@extend_schema_view(get=extend_schema(operation_id="outreach", summary="The log of outreach"))
class OutreachList(Asked, ListAPIView[Outreach]):
    """Entries of the caller's office, newest first. Nobody else reads them."""

    permission = Permission.OUTREACH_VIEW
    question = OutreachQuestion
    serializer_class = OutreachSerializer
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[Outreach]:
        asked = self.asked()
        return narrowed(listed(), asked, reader=person_of(self.request)).order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="outreach_entry", summary="One entry", parameters=[KEY]))
class OutreachDetail(Asked, RetrieveAPIView[Outreach]):
    """One entry as it stands, with its notes."""

    permission = Permission.OUTREACH_VIEW
    serializer_class = OutreachDetailSerializer
    lookup_field, lookup_url_kwarg = "key", "entry"

    def get_queryset(self) -> QuerySet[Outreach]:
        self.asked()
        return listed().defer(None).defer("words")


class OutreachLog(Act):
    """Logging by program."""

    permission = Permission.OUTREACH_LOG
    body = OutreachBody

    @extend_schema(
        operation_id="outreach_log", summary="Log an entry", request=OutreachBody,
        responses={200: OutreachDetailSerializer, 201: OutreachDetailSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Write an entry of the caller's office.

        Sent again under the same key it is written once: 200 tells it as it stands. Another body under a key that is
        taken is refused by 409.
        """
        said, office = self.said(), office_of(request)
        said["is_host"] = said["is_host"] if joint_with(said, office) else True
        said["organizations"] = named(said["organizations"])
        is_again = is_written(said)
        on = local_day(now(), office.zone)
        made = Outreach.objects.log(office=office, by=person_of(request), on=on, **said)
        entry = listed().defer(None).defer("words").get(pk=made.pk)
        told = OutreachDetailSerializer(entry, context={"request": request}).data
        return Response(told, status=200 if is_again else 201)


def is_written(said: dict[str, Any]) -> bool:
    """Whether this body was sent before. Raises Refused where its key is that of another, or of a deleted entry."""
    key = said.get("key")
    rows = list(Outreach.objects.filter(key=key).prefetch_related("parties__organization")) if key else []
    if not rows:
        return False
    refuse_deleted(key)
    if not any(says(row, said) for row in rows):
        raise Refused(
            _("Another entry has this key. A new entry needs a key of its own; a change is made on its page.")
        )
    return True


def says(row: Outreach, said: dict[str, Any]) -> bool:
    """Whether a row, the standing one or one that was changed since, is what this body writes."""
    facts = {name: value for name, value in said.items() if name != "organizations"}
    facts["trained"] = some_of(facts.get("trained", {}))
    named = {counts(party.organization) for party in row.parties.all()}
    meant = {counts(one) for one in said["organizations"]}
    return named == meant and facts_of(row) == facts_of(Outreach(**facts))


def facts_of(entry: Outreach) -> list[Any]:
    return [plain(getattr(entry, name)) for name in SAID]


def some_of(trained: dict[str, int]) -> dict[str, int]:
    """The professions of which somebody was there."""
    return {code: number for code, number in trained.items() if number}


def counts(organization: Organization) -> int:
    """The entry that counts: a double's is another."""
    return organization.merged_into_id or organization.pk


def plain(value: Any) -> Any:
    """Codes have no order."""
    return sorted(value) if isinstance(value, list) else value


def refuse_deleted(key: Any) -> None:
    """A program that sends an entry again does not bring back what somebody has deleted meanwhile."""
    rows = Outreach.objects.filter(key=key)
    if key and rows.exists() and not rows.standing().exists():
        raise Refused(_("This entry was deleted. Its page brings it back; a new entry needs another key."))


def joint_with(said: dict[str, Any], office: Office) -> Office | None:
    """The other office of a joint event. Raises ValidationError for the own one."""
    other: Office | None = said.get("joint_with")
    if other == office:
        raise ValidationError({"joint_with": [_("This is your own office. Leave it out.")]})
    return other


def named(keys: list[int]) -> list[Organization]:
    """The organizations of these numbers. Raises ValidationError for one that the caller cannot see."""
    found = Organization.objects.in_bulk(set(keys))
    if missing := sorted(set(keys) - set(found)):
        sentence = _("There is no organization %(key)d, or none that you may see.") % {"key": missing[0]}
        raise ValidationError({"organizations": [sentence]})
    return list(found.values())


# --- next steps ------------------------------------------------------------------------------------------------------
class NextSteps(Asked):
    """An office's next steps; to an organization those that are shared with it."""

    permission = Permission.NEXT_STEP_READ
    serializer_class = NextStepSerializer

    def get_queryset(self) -> QuerySet[NextStep]:
        return steps_of(hat_of(self.request))


def steps_of(hat: Hat) -> QuerySet[NextStep]:
    """As much of each step as the caller may read, with `with_id`, `with_name` and `outreach_key`."""
    if hat.role in ORGANIZATION_ROLES:
        nothing = Value(None, output_field=UUIDField())
        own = NextStep.objects.only(*PARTNER_READS.split(","))
        return own.annotate(with_id=F("organization_id"), with_name=F("organization__name"), outreach_key=nothing)
    return NextStep.objects.annotate(
        with_id=Coalesce("organization__merged_into_id", "organization_id"),
        with_name=Coalesce("organization__merged_into__name", "organization__name"),
        outreach_key=F("outreach__key"),
    )


@extend_schema_view(get=extend_schema(operation_id="next_steps", summary="Next steps"))
class NextStepList(NextSteps, ListAPIView[NextStep]):
    """Promises made in contacts: of the caller's office, or those that offices share with the caller's organization."""

    question = NextStepQuestion
    pagination_class = Cursors

    def get_queryset(self) -> QuerySet[NextStep]:
        asked = self.asked()
        columns = {"state": "state", "side": "side", "organization": "with_id", "is_shared": "is_shared",
                   "from": "due_on__gte", "to": "due_on__lte"}  # fmt: skip
        wanted = {column: asked[name] for name, column in columns.items() if asked.get(name) is not None}
        return super().get_queryset().filter(**wanted).order_by(asked["ordering"], "pk")


@extend_schema_view(get=extend_schema(operation_id="next_step", summary="One next step"))
class NextStepDetail(NextSteps, RetrieveAPIView[NextStep]):
    """One promise."""

    def get_queryset(self) -> QuerySet[NextStep]:
        self.asked()
        return super().get_queryset()


class NextStepDone(Act):
    """A promise is kept."""

    permission = Permission.NEXT_STEP_CLOSE

    @extend_schema(
        operation_id="next_step_done", summary="Mark a next step done", request=None,
        responses={201: NextStepSerializer},
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """An office marks any of its own done, an organization what it owes. 409 where it is closed already."""
        self.said()
        hat = hat_of(request)
        step = get_object_or_404(steps_of(hat), pk=pk)
        if hat.role in ORGANIZATION_ROLES:
            step.keep_as_partner(on=local_day(now(), CENTER))
        else:
            step.keep(by=person_of(request), on=local_day(now(), office_of(request).zone))
        return Response(NextStepSerializer(steps_of(hat).get(pk=pk), context={"request": request}).data, status=201)
