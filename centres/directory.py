"""The directory as a page shows it: which agencies work with a centre, and how their protocol stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from centres.models import Centre, SharingProtocol


@dataclass(frozen=True)
class Partner:
    """An agency and its newest sharing protocol with a centre."""

    protocol: SharingProtocol
    late: bool

    @property
    def state(self) -> str:
        """How the protocol stands, in a few words."""
        if self.late:
            return "Review is late: its staff cannot be added"
        return "In force"


def partners(centres: Iterable[Centre], on: date) -> dict[int, list[Partner]]:
    """Each centre's agencies by name, with their newest protocol: one query for all centres."""
    newest: dict[tuple[int, int], SharingProtocol] = {}
    protocols = SharingProtocol.objects.filter(centre__in=centres, signed_on__lte=on).select_related("agency")
    for protocol in protocols.order_by("signed_on", "id"):
        newest[protocol.centre_id, protocol.agency_id] = protocol
    found: dict[int, list[Partner]] = {}
    for protocol in sorted(newest.values(), key=lambda one: one.agency.name):
        late = protocol.review_on is not None and protocol.review_on < on
        found.setdefault(protocol.centre_id, []).append(Partner(protocol, late))
    return found
