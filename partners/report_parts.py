"""What the five duties put into the quarterly report besides the log."""

from partners.access_panels import ACCESS_PART, NOTICE_PART
from partners.case_parts import CASE_COUNTS
from partners.gap_report import GAPS, OWN_GAPS
from partners.group_panels import PART as GROUPS
from partners.library_panels import PART as LIBRARY
from partners.parts import join
from partners.population_parts import OWN_POPULATIONS
from partners.practice_panels import PRACTICES
from partners.projects import PROJECTS
from partners.readiness_panels import READINESS

join(GAPS, OWN_GAPS)
join(LIBRARY)
join(ACCESS_PART, NOTICE_PART)
join(READINESS, PRACTICES)
join(CASE_COUNTS)
join(OWN_POPULATIONS)
join(PROJECTS)
join(GROUPS)
