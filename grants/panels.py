"""What grant guidance brings to first pages, the national page, an office's page and the week."""

from grants import administrator_panels, backups, funnel_panels, guidance_panels, returning
from partners.parts import join
from partners.week import add_waiting
from portal.panels import add_central, add_late, add_office_panel, add_panel

add_panel(funnel_panels.NATIONAL)
add_office_panel(funnel_panels.OFFICE)
add_waiting(guidance_panels.waiting)
add_late(guidance_panels.late)
add_central(guidance_panels.central)
join(guidance_panels.PART)
add_waiting(backups.to_name)
add_office_panel(backups.OFFICE_PANEL)
add_waiting(administrator_panels.to_verify)
add_central(administrator_panels.of_eousa)
add_central(returning.could_go_back)
