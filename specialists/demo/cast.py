"""Who there is in the demonstration: the cast who can be signed in as, and names for everybody else. Pure."""

from portal.access import Role

DOMAIN = "demo.example"
"""Every invented address ends so; .example never exists (RFC 2606)."""
TITLE = "invented for the demonstration"
ORGANIZATION = "Safe Harbor (invented)"

CAST: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
    ("Alma Reyes", Role.SPECIALIST, ("txnd",)),
    ("Lena Hart", Role.LEADERSHIP, ("txnd",)),
    ("Olga Brandt", Role.OFFICER, ("txnd",)),
    ("Vic Moreno", Role.STAFF, ("txnd",)),
    ("Otis Green", Role.SPECIALIST, ("nysd",)),
    ("Leo Vance", Role.LEADERSHIP, ("lawd",)),
    ("Vera Stowe", Role.LEADERSHIP, ("vtd",)),
    ("Luis Santos", Role.LEADERSHIP, ("gud", "nmid")),
    ("Erin Cole", Role.EOUSA, ()),
    ("Ezra Ross", Role.EOUSA, ()),
    ("Rhea Stone", Role.EOUSA_READER, ()),
    ("Oren Pratt", Role.OARM, ()),
    ("Opal Finch", Role.OPERATOR, ()),
    ("Pia Lund", Role.MANAGER, ()),
    ("Ada Ward", Role.ADVOCATE, ()),
)
"""Who can be signed in as: name, role, offices. Luis leads two offices, as one US Attorney does in truth."""

FIRST = (
    "Abel Amara Ben Bruno Carla Cleo Dalia Dean Edda Emil Fay Felix Greta Hana Hugo Ida Ivan Jada Jonas Kaya Kurt Lia "
    "Lou Mara Milo Nadia Noel Odile Omar Paula Per Quinn Rosa Rune Sara Seth Tara Tom Uma Vera Wade Willa Yara Zeke"
)
LAST = (
    "Abbey Alder Barlow Birch Calder Cruz Dalton Drake Ellery Emory Farrow Flint Garnet Gale Hale Heath Ingram Ives "
    "Jarvis Joyner Keene Kirby Larkin Lowe Marsh Mercer Nash North Oakes Orr Page Penn Quill Ramsey Reed Sable Shaw "
    "Tate Thorne Upton Vale Wells West York"
)


def email_of(name: str) -> str:
    """The invented address of an invented name."""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"
