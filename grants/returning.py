"""What EOUSA answers only because nobody at the office could, and somebody can now."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.models.handing import open_questions
from portal import gazetteer
from portal.access import Permission, Role
from portal.hats import PortalRequest
from portal.models import Membership


def could_go_back(request: PortalRequest) -> list[dict[str, Any]]:
    """3 questions that EOUSA answers could go back: N.D. Tex. has a specialist now. For those who may give them."""
    if not request.hat.may(Permission.GUIDANCE_ANSWER):
        return []
    here = Membership.objects.in_force().filter(office=OuterRef("office"), role=Role.SPECIALIST, person__is_active=True)
    rows = list(open_questions().filter(Exists(here), is_central=True).values_list("pk", "office_id"))
    if not rows:
        return []
    names = {office.pk: office.abbreviation for office in gazetteer.offices().values()}
    words = {"n": len(rows), "names": get_text_list(sorted({names[office] for _key, office in rows}), _("and"))}
    said = ngettext(
        "%(n)d question that EOUSA answers could go back to its office, which has a specialist: %(names)s",
        "%(n)d questions that EOUSA answers could go back to their offices, which have specialists: %(names)s",
        len(rows),
    )
    first = reverse("guidance-detail", args=[rows[0][0]])
    return [{"what": said % words, "url": first if len(rows) == 1 else reverse("guidance-list")}]
