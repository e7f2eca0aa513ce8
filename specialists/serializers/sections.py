"""What the API asks and answers about sections."""

from rest_framework import serializers

from specialists.models import Section
from specialists.serializers.coverage import COURT, PeriodQuestion


class SectionQuestion(PeriodQuestion):
    """Which sections, in which order."""


class SectionSerializer(serializers.ModelSerializer[Section]):
    """A section of an office as it is from `starts_on` until the day before `ends_on`: its chief, and numbers."""

    office = serializers.CharField(source="office.court_id", help_text=COURT)

    class Meta:
        model = Section
        fields = (
            "id", "office", "name", "head_name", "is_headed", "deputies", "attorneys", "advocates", "interviewers",
            "starts_on", "ends_on", "recorded_at",
        )  # fmt: skip
        extra_kwargs = {
            "id": {"help_text": "Number of this entry. A correction gets a new one."},
            "name": {"help_text": "What the office calls it."},
            "head_name": {"help_text": "Its chief; empty while nobody heads it."},
            "is_headed": {"help_text": "Whether it has a named chief, and so counts as coverage, full time."},
            "deputies": {"help_text": "How many deputy chiefs."},
            "attorneys": {"help_text": "How many attorneys."},
            "advocates": {"help_text": "How many victim advocates."},
            "interviewers": {"help_text": "How many child forensic interviewers."},
            "starts_on": {"help_text": "First day."},
            "ends_on": {"help_text": "First day no more; null while nobody knows."},
            "recorded_at": {"help_text": "When this entry was recorded."},
        }
