"""Services families can be told about, and where they come from: none of it opens a family, and an export has none."""

from tests.access.audiences import BESIDE, KEEPERS, MEMBERS, ONLY_DIRECTORY, SIGNED_IN
from tests.access.policy import Row, minus, row
from tests.access.table_centre import MEMBERS_WITHOUT, REPORT_READERS, whoever_keeps


def of_own_centre(route: str, methods: str) -> list[Row]:
    """Pages of a centre that is named in the address, or of the first whose directory one keeps."""
    nobody = f"{MEMBERS_WITHOUT} other_worker left"
    return [
        *row(route, methods, may=REPORT_READERS, refused={ONLY_DIRECTORY: nobody}),
        *row(route, methods, ask="centre={rowan.centre}", may=KEEPERS, refused={ONLY_DIRECTORY: MEMBERS_WITHOUT}),
    ]


PAGES = [
    *row("service", "GET", "rowan.service", may=MEMBERS),
    *row("service", "GET", "beacon.service", may=BESIDE),
    *of_own_centre("service_add", "GET POST"),
    *of_own_centre("services_export", "GET"),
    *of_own_centre("service_sources", "GET"),
    *of_own_centre("service_source_add", "GET POST"),
    *whoever_keeps("service_change", "GET POST", "service"),
    *whoever_keeps("service_end", "POST", "service"),
    *whoever_keeps("service_again", "POST", "service"),
    *whoever_keeps("service_source", "GET POST", "source"),
    *whoever_keeps("service_source_read", "POST", "source"),
    *whoever_keeps("service_source_stop", "POST", "source"),
    *whoever_keeps("service_reading", "GET POST", "reading"),
    *whoever_keeps("service_reading_state", "GET", "reading"),
    *whoever_keeps("service_reading_drop", "POST", "reading"),
]

ONLY_HERE = {ONLY_DIRECTORY: minus(MEMBERS, KEEPERS)}


def a_program_keeps(route: str, place: str, methods: str = "POST", send: str | None = None) -> list[Row]:
    """The same over the API."""
    return [
        *row(route, methods, f"rowan.{place}", may=KEEPERS, refused=ONLY_HERE, send=send),
        *row(
            route, methods, f"beacon.{place}", may="other_manager", refused={ONLY_DIRECTORY: "other_worker"}, send=send
        ),
        *row(route, methods, "nothing", send=send),
    ]


API = [
    *row("service-list", "POST", may=KEEPERS, refused=ONLY_HERE, send="service"),
    *row("service-export", "GET", ask="centre={rowan.centre}", may=KEEPERS, refused=ONLY_HERE),
    *row("service-export", "GET"),
    *a_program_keeps("service-change", "service", send="service"),
    *a_program_keeps("service-sort", "service", send="needs"),
    *a_program_keeps("service-end", "service"),
    *a_program_keeps("service-again", "service"),
    *row("service-source-list", "GET", may=SIGNED_IN),
    *row("service-source-list", "POST", may=KEEPERS, refused=ONLY_HERE, send="source"),
    *a_program_keeps("service-source-read", "source"),
    *a_program_keeps("service-source-upload", "source"),
    *a_program_keeps("service-source-stop", "source"),
    *a_program_keeps("service-reading-detail", "reading", "GET"),
    *a_program_keeps("service-reading-take-over", "reading", send="seen_changes"),
    *a_program_keeps("service-reading-drop", "reading"),
]
