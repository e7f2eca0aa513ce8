"""What grant guidance brings to first pages, the national page, an office's page and the week."""

from grants import administrator_panels, backups, central, follow_panels, funnel_panels, guidance_panels
from grants.fitting import fitting_programs
from partners.gaps import add_fitting
from partners.parts import join
from partners.week import add_waiting
from portal.navigation import stands_only_where
from portal.panels import add_central, add_late, add_office_panel, add_own, add_panel

add_panel(funnel_panels.NATIONAL)
add_office_panel(funnel_panels.OFFICE)
add_waiting(guidance_panels.waiting)
add_late(guidance_panels.late)
add_own(guidance_panels.own)
join(guidance_panels.PART)
add_fitting(fitting_programs)
add_office_panel(backups.OFFICE_PANEL)
add_waiting(administrator_panels.to_do)
add_waiting(follow_panels.next_steps)
add_central(central.of_eousa)
stands_only_where("ask", lambda hat: hat.is_visitor)
