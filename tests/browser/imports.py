"""Somebody who imports a log: a file that asks about names and a reason, and one that is written."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from partners.importing.columns import Matching
from partners.models import Upload
from portal.access import Role
from tests import make
from tests.partners.directory import entered
from tests.partners.log import at_office
from tests.walk import World

COURT = "ned"
ROWS = """Date,Type,Agency,Summary,Duty,Notes
2026-03-04,meeting,Alder House,The first plan,5,
2026-03-05,call,Alder Hous,The second plan,5,
2026-03-06,call,Alder House,Who is on duty,5,Call 402-555-0142.
soon,call,Alder House,No day,5,
"""


def build(world: World) -> dict[str, Any]:
    """One as read, one checked, one written."""
    iris = world.people["iris"] = make.member("Iris Hale", Role.SPECIALIST, office=COURT)
    entered(iris, "Alder House", on=localdate())
    found = {}
    with at_office(iris) as member:
        assert member.office
        for name in ("read", "checked", "written"):
            log = SimpleUploadedFile(f"{name}.csv", ROWS.replace("The", name.title()).encode())
            upload = Upload.objects.receive(log=log, office=member.office, by=iris, at=now(), pk=uuid4())
            found[f"upload_{name}"] = upload
            if name != "read":
                upload.match(matching=Matching.of(upload.mapping), by=iris, on=localdate())
        found["upload_written"].write_next(by=iris, on=localdate())
    return {name: upload.pk for name, upload in found.items()}
