"""What is done to a centre's directory: people, agencies, closed days, services and where they come from."""

from centres.services.directory import (
    NewCentre,
    add_partner,
    change_membership,
    close_on,
    end_membership,
    invite_practitioner,
    open_again,
    reset_second_factor,
    send_invitation_again,
    start_centre,
)
from centres.services.listing import (
    ServiceFacts,
    change_service,
    end_service,
    export_services,
    list_service,
    offer_again,
    sort_service,
)
from centres.services.sources import (
    add_source,
    ask_feed,
    drop_reading,
    read_due_feeds,
    read_upload,
    stop_source,
    take_over,
)

__all__ = [
    "NewCentre",
    "ServiceFacts",
    "add_partner",
    "add_source",
    "ask_feed",
    "change_membership",
    "change_service",
    "close_on",
    "drop_reading",
    "end_membership",
    "end_service",
    "export_services",
    "invite_practitioner",
    "list_service",
    "offer_again",
    "open_again",
    "read_due_feeds",
    "read_upload",
    "reset_second_factor",
    "send_invitation_again",
    "sort_service",
    "start_centre",
    "stop_source",
    "take_over",
]
