"""Words by which people call what must not be written: labels, what stands between a label and its value. Pure.

In these lists a blank stands for a space, a hyphen, an underscore or nothing; all letters are small and plain.
"""

import re


def any_of(*lists: str) -> str:
    """A pattern for any of the phrases, the longest first; phrases are separated by commas."""
    phrases = sorted({phrase.strip() for text in lists for phrase in text.split(",")}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"[\s._-]{0,2}") for phrase in phrases if phrase) + ")"


def between(*lists: str) -> str:
    """What may stand between a label and its value: signs, and any of these words. Never gives back what it took."""
    return rf"(?:[^\w.;!]|_|\.(?!\s)|(?<![a-z]){any_of(*lists)}(?![a-z])){{0,20}}+"


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE)


PLAIN_LINKS = """
    is, was, of, on, falls on, falls, per, from, in, at, with, sometime, mm, dd, yyyy, yy, month, day, year, dia,
    mes, ano, monday, tuesday, wednesday, thursday, friday, saturday, sunday, around, about, approximately, circa,
    either, maybe, probably, for, the, a, her, his, their, its, this, that, our, as, on file, listed, given,
    given as, recorded, recorded as, noted, noted as, reported, reported as, confirmed, verified, provided, full,
    which is, being, we have, i have, has, she gave, he gave, they gave, appears, reads, shows, now, also, still,
    es, era, del, de, la, el, su, client, clients, clienta, cliente, victim, victims, victima, survivor, survivors,
    participant, participants, child, minor, baby, son, daughter, complainant, witness, petitioner, respondent,
    defendant, s, person, caller
"""
ENDINGS = """
    ending, ending in, ending with, ends in, ends with, ends, last, last four, last 4, last three, last 3, last two,
    last six, last five, first, first five, first three, final, final four, four, three, digits, digit, are, began,
    began with, started with, ended in, ended with, begins, begins with, beginning, beginning with, starts,
    starts with, starting, starting with, termina en, ultimos, ultimos cuatro, cuatro, digitos, los, las, partial,
    only
"""
NUMBERS = "n.o, number, numbers, no, num, nbr, nr, numero, nos"
SCRAMBLED = """
    hash, hashed, hashes, hashing, sha, sha 1, sha1, sha 2, sha 224, sha224, sha 256, sha256, sha 384, sha384,
    sha 512, sha512, sha 3, sha3, md5, md4, hmac, crc32, crc, bcrypt, scrypt, argon2, blake2, encoded, encoding,
    encrypted, encryption, base64, base 64, base32, b64, base58, salted, salt, masked, tokenized, pseudonymized,
    anonymized, obfuscated, scrambled, rot13, rot 13, truncated, digest, hex, hexadecimal, cipher, ciphertext,
    cifrado, codificado, reversed, deidentified, de identified, fingerprint, checksum, aes, ripemd, murmur, xxhash,
    caesar, qr code, barcode
"""

# --- dates ---------------------------------------------------------------------------------------------------------
MONTH = any_of(
    """january, jan, february, feb, march, mar, april, apr, may, june, jun, july, jul, august, aug,
    september, sept, sep,
    october, oct, november, nov, december, dec, enero, ene, febrero, marzo, abril, abr, mayo, junio, julio, agosto, ago,
    septiembre, setiembre, octubre, noviembre, diciembre, dic"""
)
ORDINAL = any_of(
    """first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth,
    fourteenth, fifteenth, sixteenth, seventeenth, eighteenth, nineteenth, twentieth, twenty first, twenty second,
    twenty third, twenty fourth, twenty fifth, twenty sixth, twenty seventh, twenty eighth, twenty ninth, thirtieth,
    thirty first"""
)
CARDINAL = any_of(
    """one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen,
    seventeen, eighteen, nineteen, twenty, thirty, uno, primero, dos, tres, cuatro, cinco, seis, siete, ocho, nueve,
    diez"""
)
DAY = rf"(?:\d{{1,2}}\ ?(?:st|nd|rd|th|o)?(?!\d)|{ORDINAL})"
YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?!\d)"
SIGN = r"\ ?(?:[-/.,\\|_~•·]|%2f|%2d)\ ?"
OF = r"[\ .,'/-]{0,3}(?:(?:day\ of|of|in|de|del|the|el)\ ){0,2}"
FULL_DATE = rf"""(?:(?<!\d)(?:
    \d{{1,2}}{SIGN}\d{{1,2}}{SIGN}{YEAR}
    | (?:19|20)\d\d{SIGN}\d{{1,2}}{SIGN}\d{{1,2}}(?!\d)
    | \d{{1,2}}\ \d{{1,2}}\ {YEAR} | (?:19|20)\d\d\ \d{{1,2}}\ \d{{1,2}}(?!\d)
    | \d{{8}}(?!\d) | \d{{6}}(?!\d) | (?:19|20)\d\d[^\da-z\n]{{1,4}}\d{{1,2}}[^\da-z\n]{{1,4}}\d{{1,2}}(?!\d)
    | \d{{1,2}}{SIGN}[ivx]{{1,4}}{SIGN}{YEAR} | \d{{1,2}},\ (?:month|day|mes|dia)\ \d{{1,2}},\ (?:year|ano)?\ ?{YEAR}
    | {MONTH}{OF}{DAY}{OF}{YEAR} | {DAY}{OF}{MONTH}{OF}{YEAR} | (?:19|20)\d\d{OF}{MONTH}{OF}{DAY}
    | \d{{1,2}}[^\w\n]{{1,4}}\d{{1,2}}[^\w\n]{{1,4}}(?:19|20)\d\d(?!\d)
    | \d{{1,2}}(?:st|nd|rd|th)?{SIGN}{MONTH}{SIGN}{YEAR} | \d{{2}}{MONTH}(?:19|20)?\d\d(?!\d)
    ))"""
PART_DATE = rf"""(?:(?<!\d)(?:
    {MONTH}{OF}(?:{DAY}|{YEAR}|{CARDINAL}(?![a-z]))
    | the\ \d{{1,2}}(?:st|nd|rd|th)(?![a-z]) | \d{{4}}(?![\d:-]) | {CARDINAL}{OF}{MONTH}(?![a-z])
    | {CARDINAL}[\s/,-]{{1,2}}{CARDINAL}[\s/,-]{{1,2}}[a-z]+ | {DAY}{OF}{MONTH}(?![a-z])
    | \d{{1,2}}\ ?[-/]\ ?(?:(?:19|20)\d\d|\d{{1,2}})(?![\d:]) | (?:'\d\d|(?:19|20)\d\d)(?![\d:-])
    | {DAY}{OF}[a-z]{{3,10}}{OF}(?:19|20)\d\d(?!\d) | [a-z]{{3,10}}\ {DAY},?\ (?:19|20)\d\d(?!\d)
    | nineteen[\ -](?:thirty|forty|fifty|sixty|seventy|eighty|ninety) | mil\ novecientos | two\ thousand
    ))"""

# --- labels of persons' numbers and dates --------------------------------------------------------------------------
BIRTH_PHRASES = """
    bday, b day, b'day, b'date, nacim, fecha nacim, fecha de nacimento, fecha de nasimiento,
    出生日期, 生年月日, 생년월일, born date, date born, dofb, natal date, fecha de nacimiento,
    fecha nacimiento, fecha de nac, fecha nac, f de nac, f nac, fec nac,
    ano de nacimiento, cumpleanos, cumple anos, cumple, date de naissance, nacimiento, data de nascimento,
    ngay sinh, geburtsdatum, birth certificate date
"""
BIRTH_MISTYPED = r"""(?:b[irht]{2,5}[\s_.-]?(?:d(?:a?te?|a?ys?)|month|ye?a?r)
    |(?:da?te?s?|day|mo(?:nth)?|ye?a?r|d)[\s_.-]?(?:of?[\s_.-]?)?b[irht]{2,5})"""
"""Birthday, date of birth, birth year and the like, with the letters of "birth" in any order."""
BIRTH = rf"""(?:(?<![a-z0-9])(?:nac[.:]|d\.?[\W_]?[o0]\.?[\W_]?b\.?(?:'?s)?|d\ of\ b|b-?date
    |y\.?o\.?b\.?|f\.?[\s/]?d\.?[\s/]?n\.?|b\.?d\.?a\.?y|d/o/birth)(?![a-z])
    | (?<![a-z])(?:{any_of(BIRTH_PHRASES)}|{BIRTH_MISTYPED})s?(?![a-z])\.?
    | (?<![a-z])f\.\ ?(?:de\ )?nac(?![a-z])\.?)"""
SSN_PHRASES = """
    social security, soc sec, social sec, socsec, soc security, seguro social, s security
"""
SSN = rf"""(?:(?<![a-z0-9])(?:ssns?|s\.\ ?s\.\ ?n\.?|s[/-]s[/-]n|s\ s\ n|ss[\ -]?(?:\#|no\b\.?|num\b\.?|number\b)
    |itins?|nss|tin)(?![a-z])
    | (?<![a-z])(?:{any_of(SSN_PHRASES)}|soc\.\ sec\.)\.?\ ?
      (?:account\ )?(?:\#|(?:no|num|number|numbers|nr|card|cards|digits|ends|ending|last|is|was|es)(?![a-z])|[:=])
    | (?<![a-z])(?:numero|num\.?|no\.?)\ (?:de\ |del\ )?(?:su\ |el\ )?seguro(?:\ social)?(?![a-z]))"""
SOCIAL = r"(?<![a-z])(?:social|soc|seguro)(?:\ ?(?:\#|no\.|number|num))?(?![a-z])"
ALIEN_PHRASES = """
    alien's, arn, a.r.n., a reg, extranjeria, inmigracion, alien registration, alien registration number a,
    alien reg, ins, lpr, sevis, i 94, uscis online account, online account, permanent resident, resident alien,
    registro de extranjera, extranjera, alien file, alien id, alien, uscis, uscis account, immigration file,
    registro de extranjero, numero de extranjero, extranjero, eoir, eoir id, eoir case, ins file,
    immigrant registration, green card, permanent resident card, resident card, numero uscis, registro extranjero,
    immigration a, immigration
"""
ALIEN = rf"""(?:(?<![a-z]){any_of(ALIEN_PHRASES)}\.?\ ?(?:\#|{
    any_of(NUMBERS)
}\b\.?|card|:|=|id\b|registration)?(?![a-z])
    | (?<![a-z0-9])a[\s_-]?(?:\#|{
    any_of("no, num, number, numbers, nbr, numb, nr, file, file number, file no")
}(?![a-z])\.?))"""
A_SURE = (
    r"(?<![a-z0-9])(?:alien[\s-]?(?:registration[\s-]?)?(?:\#|(?:number|no|num|file)(?![a-z])\.?)"
    r"|a-(?:number|num|no|file|\#)(?![a-z])\.?|a\#|uscis\ ?(?:\#|number|no\.?))"
)

# --- clients -------------------------------------------------------------------------------------------------------
PERSONS = """
    client, clnt, clt, vic, surv, cl., clt., clnt., vic., surv., ptcp, clienta, cliente, participant, participante,
    victim, victima, survivor, sobreviviente, patient, paciente, resident, residente, consumer, beneficiary,
    beneficiaria, cl, complainant, petitioner, service recipient, program recipient, service user, caller,
    sheltered person, household, usuaria, protected person, protected party, enrollee, case subject
"""
MISTYPED = "c[lient]{3,6}t|v[icts]{2,5}m|p[articpen]{6,10}t|su[rvieo]{4,6}r"
"""Client, victim, participant and survivor with letters missing, doubled or out of order."""
THINGS = """
    webinar, meeting, zoom, teams, webex, conference, session, course, training, survey, document, doc, form, vendor,
    supplier, employee, officer, badge, user, login, network, device, photo, picture, voter, state, federal,
    government, tribal, caller, award, grant, application, opportunity, project, program, budget, fund, tax, employer,
    payee, ticket, request, foia, order, invoice, item, bill, room, building, site, facility, agency, organization,
    entity, sam, ori, cage, event, registration, message, staff, contract, solicitation, module, class, the, an,
    or, and, valid, gms, customer, interpreter, access, court, place, tract, location, enforcement, line,
    docket, report, article, publication, product, asset, equipment, vehicle, license, fema, uei, school, military,
    driver, record, entry, row, log, activity, outreach, partner, org, contact, task, office, district, position
"""
"""What else has an ID: things, meetings, and people at work."""
PLURALS = "clients, participants, victims, survivors, clientas, clientes, victimas, patients, residents, consumers"
SYSTEMS = """
    hmis, homeless management information system, case management, case management system, case mgmt, case mgt,
    casemgmt, case manager, case work, casework, caseworker, apricot, osnium, servicepoint, service point,
    clarity hmis, empowerdb, empower db, efforts to outcomes, vela, vns, victim notification system,
    comparable database, intake, vsp, crm, salesforce, client database, client management, awards database,
    shelter bed, enrollment, advocacy, dv database, survivor database, wellsky, bitfocus, caseworthy,
    coordinated entry, eto, acp, address confidentiality, our system, our database, medical record, mrn, cms, cmid, cm
"""
ID_WORDS = """
    alias, id, ids, i d, identif, profile, page, row, card no, sticker, wristband, card, caso, i.d., i.d, ident,
    identifier, identifiers, identification, identificador, identificacion, uid, uuid, guid, key, code, codigo,
    token, tokens, pseudonym, alias code, record, file, chart, expediente, registro, serial, tag, label, ref,
    reference, account, acct, vin, pin, folder, folio, case, entry, slot, handle, locator, clave, fingerprint,
    sequence
"""
QUALIFIERS = """
    software, app, platform, tool, portal, person, unduplicated, household, head, case, system, record, unique,
    file, internal, database, db, hmis, management, service, services, intake, reference, tracking, participant,
    client, number, no, id, personal, confidential, assigned, local, program, agency, hashed, encoded, encrypted,
    masked, tokenized, salted, anonymized, pseudonymized, obfuscated, data, primary, secondary, private, secret,
    random, name, identifier, identity, individual, master, enrollment, shelter, legal
"""
ID_LINKS = """
    assigned, case, case management, management, software, tracker, spreadsheet, log, sheet, list, table, roster,
    export, referral, their, our, value, form, version, unique, internal, system, database, entry, in hmis,
    in the database, in apricot, in osnium, in our system, in the system, in servicepoint, using, under,
    under the number, under number, with the number, with, via, equals, equal to, stored as, kept as, sent as,
    exported as, known as, entered as, logged as, string, after hashing, output, result, name, identifier, id, in,
    for short, so, only as, below, here, follows, as follows
"""

LINK = between(PLAIN_LINKS, ENDINGS, NUMBERS, "and, age, and age, x, xx, xxxx, half")
