"""Extracts of any size, as Grants.gov publishes them and wholly invented: the same seed writes the same file.

`python -m tests.grants.extract FILE MEGABYTES` writes one; a name that ends with .zip makes it a zip file.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from grants.demo.extract import HEAD, TAIL, record

DAY = date(2026, 11, 23)
OURS = (
    ("16.590", "USDOJ-OJP-OVW"), ("16.524", "USDOJ-OJP-OVW"), ("16.557", "USDOJ-OJP-OVW"), ("16.889", "USDOJ-OJP-OVW"),
    ("16.582", "USDOJ-OJP-OVC"), ("93.592", "HHS-ACF-OFVPS"), ("93.136", "HHS-CDC-NCIPC"), ("14.267", "HUD"),
)  # fmt: skip
THEIRS = (
    ("10.310", "USDA-NIFA"), ("47.070", "NSF"), ("93.847", "HHS-NIH11"), ("84.116", "ED"), ("66.202", "EPA"),
    ("81.049", "PAMS-SC"), ("12.300", "DOD-ONR"), ("20.205", "DOT-FHWA"), ("15.608", "DOI-FWS"), ("19.040", "DOS-EUR"),
)  # fmt: skip
CODES = ["00", "01", "02", "04", "05", "06", "07", "08", "11", "12", "13", "20", "21", "22", "23", "25", "99"]
WORDS = [
    "the", "program", "supports", "projects", "that", "improve", "services", "training", "coordination", "outreach",
    "planning", "evaluation", "for", "communities", "partners", "agencies", "tribes", "campuses", "rural", "urban",
    "underserved", "areas", "with", "funding", "awards", "applicants", "must", "describe", "goals", "activities",
    "timeline", "budget", "staff", "capacity", "before", "deadline",
]  # fmt: skip
SHARE = 0.03
"""How many of all notices are ours; an extract holds those of twenty years."""


class Made(NamedTuple):
    """What was written."""

    records: int
    ours: int
    bytes: int


def write(path: Path, *, megabytes: float = 0, count: int = 0, seed: int = 94, day: date = DAY) -> Made:
    """An extract of about so many megabytes of XML, or of so many records."""
    with ExitStack() as opened:
        if path.suffix == ".zip":
            archive = opened.enter_context(ZipFile(path, "w", ZIP_DEFLATED, compresslevel=4))
            name = f"GrantsDBExtract{day:%Y%m%d}v2.xml"
            return fill(opened.enter_context(archive.open(name, "w", force_zip64=True)), megabytes, count, seed, day)
        return fill(opened.enter_context(path.open("wb")), megabytes, count, seed, day)


def fill(file: IO[bytes], megabytes: float, count: int, seed: int, day: date) -> Made:
    size, ours, number = file.write(HEAD.encode()), 0, 0
    for number, (text, is_ours) in enumerate(notices(seed, day), start=1):
        size += file.write(text.encode())
        ours += is_ours
        if (count and number >= count) or (not count and size >= megabytes * 2**20):
            break
    return Made(number, ours, size + file.write(TAIL.encode()))


def notices(seed: int, day: date) -> Iterator[tuple[str, bool]]:
    """Records without end; whether each is of a program that we know."""
    random = Random(seed)
    paragraphs = [paragraph(random) for _ in range(300)]
    key = 300_000
    while True:
        key += random.randint(1, 4)
        is_ours = random.random() < SHARE
        yield notice(random, key, is_ours, paragraphs, day), is_ours


def paragraph(random: Random) -> str:
    words = " ".join(random.choices(WORDS, k=random.randint(60, 130)))
    return f"<p>{words.capitalize()} &amp; more.&nbsp;<strong>Note:</strong> “invented” <br/></p>"


def mmddyyyy(day: date) -> str:
    return f"{day:%m%d%Y}"


def notice(random: Random, key: int, is_ours: bool, paragraphs: list[str], day: date) -> str:
    """One record: mostly long closed, some open, some forecast."""
    listing, agency = random.choice(OURS if is_ours else THEIRS)
    is_forecast = random.random() < 0.02
    opened = day - timedelta(days=random.choice([random.randint(0, 60), random.randint(60, 6_000)]))
    closes = opened + timedelta(days=random.randint(30, 120))
    ceiling = random.randint(2, 40) * 25_000
    fields: dict[str, str | list[str]] = {
        "OpportunityID": str(key),
        "OpportunityTitle": f"{' '.join(random.choices(WORDS, k=8)).title()} (invented)",
        "OpportunityNumber": f"O-{agency.rpartition('-')[2]}-{opened.year}-{key}",
        "OpportunityCategory": random.choice("DDDDMCE"),
        "FundingInstrumentType": random.sample(["G", "CA", "PC", "O"], random.choice([1, 1, 2])),
        "CategoryOfFundingActivity": ["LJL"] if is_ours else [random.choice(["ST", "ED", "HL", "ENV"])],
        "CFDANumbers": [listing, *([random.choice(THEIRS)[0]] if random.random() < 0.1 else [])],
        "EligibleApplicants": random.sample(CODES, random.randint(1, 9)),
        "AdditionalInformationOnEligibility": random.choice(paragraphs),
        "AgencyCode": agency,
        "AgencyName": "An agency (invented)",
        "PostDate": mmddyyyy(opened),
        "LastUpdatedDate": mmddyyyy(min(day, opened + timedelta(days=random.randint(0, 20)))),
        "EstimatedTotalProgramFunding": str(ceiling * 10),
        "ExpectedNumberOfAwards": str(random.randint(1, 60)),
        "Description": "".join(random.choices(paragraphs, k=random.randint(1, 4))),
        "Version": f"{'Forecast' if is_forecast else 'Synopsis'} {random.randint(1, 5)}",
        "CostSharingOrMatchingRequirement": random.choice(["Yes", "No"]),
        "ArchiveDate": mmddyyyy(closes + timedelta(days=30)),
        "AdditionalInformationURL": f"https://agency.example/notices/{key}",
        "AdditionalInformationText": "The notice",
        "GrantorContactEmail": f"desk{key}@agency.example",
        "GrantorContactEmailDescription": "Program desk",
    }
    if random.random() < 0.7:
        fields |= {"AwardCeiling": str(ceiling)}
    if random.random() < 0.5:
        fields |= {"AwardFloor": str(random.choice([0, ceiling // 4]))}
    if is_forecast:
        fields |= {
            "EstimatedSynopsisPostDate": mmddyyyy(day + timedelta(days=40)),
            "EstimatedSynopsisCloseDate": mmddyyyy(day + timedelta(days=100)),
            "EstimatedAwardDate": mmddyyyy(day + timedelta(days=300)),
            "FiscalYear": str(day.year + 1),
            "GrantorContactName": "A person (invented)",
        }
    elif random.random() < 0.95:
        fields |= {"CloseDate": mmddyyyy(closes)}
    return record(fields, is_forecast=is_forecast)


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), megabytes=float(sys.argv[2])))  # noqa: T201 a command
