"""The centre, its partner agencies, the people who work with it, and the services families can be told about."""

from centres.models.directory import Agency, Centre, ClosedDays, Membership, SharingProtocol
from centres.models.services import Service, ServiceSource, SourceReading

__all__ = [
    "Agency",
    "Centre",
    "ClosedDays",
    "Membership",
    "Service",
    "ServiceSource",
    "SharingProtocol",
    "SourceReading",
]
