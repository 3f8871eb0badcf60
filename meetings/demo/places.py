"""The demo's two centres, which share nothing."""

from dataclasses import dataclass
from datetime import time

from centres.status import AgencyKind
from meetings.demo.directory import ALDERBROOK_SERVICES, BRACKENSHORE_SERVICES, ServiceSketch


@dataclass(frozen=True)
class AgencySketch:
    """An agency that signed the centre's sharing protocol."""

    key: str
    name: str
    kind: str
    phone: str
    signed_by: str


@dataclass(frozen=True)
class Place:
    """A demo centre."""

    key: str
    name: str
    address: str
    postcode: str
    phone: str
    duty_phone: str
    duty_phone_out_of_hours: str
    agencies: tuple[AgencySketch, ...]
    services: tuple[ServiceSketch, ...]
    streets: tuple[str, ...]
    outcodes: tuple[str, ...]  # of the right form; no post town has these letters
    series: str
    at: time
    room: str
    chairs: tuple[str, ...]
    families: int
    offset_weeks: int  # the rhythm's distance from today: 0 has a meeting today


PLACES = (
    Place(
        "alderbrook",
        "Alderbrook Children's Centre",
        "Alder Lane, Thornmere",
        "TM4 2QD",
        "01632 960410",
        "01632 960430",
        "01632 960499",
        (
            AgencySketch("nhs", "Thornmere Community NHS Trust", AgencyKind.NHS, "01632 960401", "Director of Nursing"),
            AgencySketch(
                "council",
                "Thornmere City Council",
                AgencyKind.COUNCIL,
                "01632 960402",
                "Director of Children's Services",
            ),
            AgencySketch("charity", "The Lantern Tree", AgencyKind.CHARITY, "01632 960403", "Chair of trustees"),
        ),
        ALDERBROOK_SERVICES,
        (
            "Alder Lane",
            "Tannery Row",
            "Weaver's Court",
            "Quarry Hill",
            "Station Approach",
            "Larch Avenue",
            "Mill Lane",
            "Beacon Rise",
            "Orchard Close",
            "Canal Walk",
            "Sycamore Gardens",
            "Foundry Street",
        ),
        ("TM1", "TM2", "TM4", "TM5"),
        "Alderbrook multi-agency meeting",
        time(13, 30),
        "Alderbrook Children's Centre, Willow Room",
        ("manager", "hv1"),
        60,
        0,
    ),
    Place(
        "brackenshore",
        "Brackenshore Children's Centre",
        "Harbour Road, Brackenshore",
        "BV3 1LT",
        "01632 960610",
        "01632 960630",
        "01632 960699",
        (
            AgencySketch("nhs", "Brackenshore and Vale NHS Trust", AgencyKind.NHS, "01632 960601", "Chief Nurse"),
            AgencySketch("council", "Brackenshore Council", AgencyKind.COUNCIL, "01632 960602", "Head of Early Help"),
        ),
        BRACKENSHORE_SERVICES,
        ("Harbour Road", "Net Loft Lane", "Vale View", "Cliff Terrace", "Boatyard Close", "Gorse Way"),
        ("BV2", "BV3", "BV5"),
        "Brackenshore multi-agency meeting",
        time(10, 0),
        "Brackenshore Children's Centre, Sea Room",
        ("manager", "hv1"),
        25,
        1,
    ),
)
