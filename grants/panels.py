"""What grant guidance brings to first pages, the national page, an office's page and the week."""

from grants import funnel_panels, guidance_panels
from partners.parts import join
from partners.week import add_waiting
from portal.panels import add_central, add_late, add_office_panel, add_panel

add_panel(funnel_panels.NATIONAL)
add_office_panel(funnel_panels.OFFICE)
add_waiting(guidance_panels.waiting)
add_late(guidance_panels.late)
add_central(guidance_panels.central)
join(guidance_panels.PART)
