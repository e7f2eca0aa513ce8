"""What is said of somebody who was hurt, or who needs what a survivor needs, in English and in Spanish. Pure."""

from portal.guard_lexicon import any_of, compiled

HURT = any_of(
    "raped, beaten, beaten up, strangled, choked, assaulted, sexually assaulted, stalked, abused, stabbed",
    "trafficked, kidnapped, battered, molested, threatened, violada, violado, golpeada, golpeado, abusada, abusado",
    "agredida, agredido, amenazada, amenazado, apunalada, apunalado, estrangulada, secuestrada, secuestrado",
    "acosada, traficada, maltratada, maltratado, victima de trata, victima de abuso, victima de violencia",
    "locked in, locked up, punched, hit by her, hit by his, shot by her, hurt by her, attacked by her",
    "physically abused, sexually abused",
)
HIS = r"(?:(?:her|his|their|an?|the|su|sus|un|el)\ (?:[a-z-]{2,12}\ ){0,2})"
KIN = any_of(
    "husband, wife, boyfriend, girlfriend, partner, ex, abuser, batterer, stalker, trafficker, fiance, spouse",
    "family, attacker, rapist, pimp, father, stepfather, uncle, in laws, man, home, house, esposo, esposa, marido",
    "novio, novia, pareja, agresor, casa, hogar, padre, padrastro, ex esposo, expareja, exesposo, ex marido",
    "exmarido",
)
WEATHER = any_of("storm, flood, fire, hurricane, tornado, tormenta, inundacion, suspect")
HARM = rf"""(?:
    (?:was|were|has\ been|had\ been|is\ being|was\ being|got|gets|fue|ha\ sido|esta\ siendo|era)
        \ (?:[a-z]{{2,12}}ly\ |just\ )?{HURT}(?!\ (?:by|por)\ (?:the|a|an|la|el|una?)\ {WEATHER})
    | (?:fled|flees|(?:is|was)\ fleeing|escaped|ran\ away|left|is\ leaving
        |(?:wants|needs|has)\ to\ (?:leave|flee|escape)|huyo|escapo|se\ escapo|quiere\ (?:dejar|huir)
        |dejo|se\ fue|salio|ha\ huido)\ (?:from\ |de\ |a\ )?
        (?:(?:{HIS})?{KIN}(?![a-z])(?!\ (?:office|party|bill|committee|meeting|visit))|him\b)
    | (?:has\ been|was|is|esta|estuvo|anda)\ (?:hiding|in\ hiding|on\ the\ run|afraid\ of|scared\ of
        |pregnant|escondid[ao]|embarazada|en\ peligro|in\ danger|not\ safe|homeless)\b
    | (?:has|had|no\ tiene)\ (?:nowhere|no\ place|no\ safe\ place|adonde|a\ donde|donde|a\ black\ eye|bruises)\b
    | (?:tiene\ miedo\ (?:de|a)|teme\ (?:por|a))\ (?:su|sus|el|la)\b
    | (?:is|was)\ (?:a|an|the)\ (?:rape|assault|abuse|trafficking|stalking|battered)\ (?:victim|survivor|woman)\b(?!'s)
)"""
WHOSE_KIN = any_of(
    "husband, boyfriend, girlfriend, ex, ex husband, ex boyfriend, ex wife, ex partner, abuser, batterer, stalker",
    "rapist, attacker, trafficker, estranged husband",
)
"""Behind a name with 's."""
WANTS = r"""(?:needs|needed|is\ (?:looking|asking|searching)\ for|looks\ for|is\ in\ (?:\w{2,10}\ )?need\ of|wants
    |requires|seeks|is\ seeking|could\ use|must\ have|has\ asked\ for|asked\ for|asks\ for|necesita|necesitaba|busca
    |(?:esta|anda)\ buscando|quiere|requiere|pide|ocupa)"""
SMALL = any_of(
    "a, an, the, some, her, his, own, new, safe, emergency, immediate, temporary, transitional, permanent, good",
    "free, cheap, immigration, divorce, family, custody, criminal, civil, pro bono, help, money, for, to, with",
    "find, finding, get, getting, pay, paying, urgent, trauma, medical, legal, un, una, el, la, los, las, su, sus",
    "ayuda, dinero, con, para, de, encontrar, pagar, emergencia, seguro, buen, algun, another, different, otro",
    "otra, nuevo, nueva, out of",
)
PLACES = """
    shelter, refuge, housing, apartment, hotel, motel, lodging, bed, place to stay, place to live, place to sleep, safe
    place, safe house, place to go, place for her, place for himself, place, somewhere, room, rent, deposit, relocation,
    home, house, motel room, hotel room, lugar, lugar seguro, refugio, albergue, vivienda, hotel, apartamento, cama,
    renta, casa, techo, deposito, to move, to relocate, to hide, to get away, mudarse, esconderse, lease
"""
LAWYERS = """
    lawyer, attorney, protective order, protection order, restraining order, order of protection, divorce, custody,
    child support, u visa, t visa, visa, vawa petition, asylum, interpreter, abogado, abogada, orden de proteccion,
    orden de restriccion, divorcio, custodia, visa u, visa t, asilo, interprete, manutencion
"""
CARE = """
    therapy, therapist, counseling, counselor, rape kit, exam, sane exam, surgery, dental work, dental care, medical
    care, doctor, hospital, locks, new locks, phone, new phone, food, clothes, diapers, formula, child care, childcare,
    transportation, taxi, bus ticket, plane ticket, ride, protection, safety plan, papers, utilities, groceries, rescue,
    terapia, consejeria, medico, doctora, comida, ropa, panales, transporte, proteccion, telefono, papeles, leaving,
    escaping, tonight, esta noche
"""
OF_WORK = any_of(
    "bed, beds, cots, data, figures, fund, funds, funding, money, numbers, staff, site, contacts, contact, list",
    "partner, partners, space, statistics, training, trainings, meeting, application, grant, grants, justgrants",
    "report, form, forms, budget, unit, units, team, program, programs, court, clinic, agency, deputies, teachers",
    "clients, families, memorandum, agreement, brochure, letter, office, project, solicitation, award, match",
    "volunteers, conference, coalition, event, webinar, presentation, trainers, guides, clerk, kit for, stock",
    "policy, people, women, men, survivors, victims, children's, kids', pets, voucher program, vouchers",
    "co applicant, collaborate, colaboren, colabore, datos, reunion, oficina, solicitud, programa, fondos, camas",
    "subvencion, capacitacion, corte, tribunal, maestros, familias, clientas, informe, carta, unidad, agencia",
    "clinica, mas albergues, juzgado, speaker, audit, county, city, state, district, community, town, region",
    "nation, van, tribe, condado, ciudad, comunidad, board, join, read, review, speak, serve, train, teach, advise",
)
COMMUNAL = r"""(?P<communal>(?:a|another|its\ own|one|un|otro)\ (?:[a-z]{2,12}\ )?
    (?:shelter|refuge|safe\ house|refugio|albergue)(?!\ (?:tonight|now|bed
    |for\ her|for\ him|away|esta\ noche|para\ (?:ella|el|sus)
    |because|and|y|with)))"""
"""What a town needs rather than a person, who needs shelter."""
NEEDED = any_of(PLACES, LAWYERS, CARE)
AND_SO = any_of("and, but, because, so, after, y, pero, porque, que, tonight")
NEED = rf"""(?:{WANTS}\ (?:{COMMUNAL}(?![a-z])|(?:{SMALL}\ ){{0,5}}?(?:[a-z]{{2,12}}\ )?{NEEDED}(?![a-z]))
    (?!(?:\ (?!{AND_SO}(?![a-z]))[a-z'-]{{1,14}}){{0,6}}?\ {OF_WORK}(?![a-z])))"""
SAID_OF = compiled(
    rf"(?<=[a-z.,'])(?:,?\ (?:who|quien)|'s\ (?=(?:estranged\ )?{WHOSE_KIN}(?![a-z])))?\ ?"
    rf"(?:(?<=\ )(?:(?:also|just|really|still|now|urgently|ya|tambien|urgentemente|has|recently)\ ){{0,2}}"
    rf"(?:(?P<harm>{HARM})|{NEED})|(?<='s\ )(?:estranged\ )?(?P<kin>{WHOSE_KIN})(?![a-z]))"
)
