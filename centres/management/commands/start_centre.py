"""Set up a centre and its first administrator: the one step of a new installation that no page can do."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from accounts.invitations import link
from centres.services import NewCentre, start_centre
from centres.status import AgencyKind
from inputs.validators import normal_phone, normal_postcode

CENTRE = {
    "name": "what the centre is called",
    "address": "its address, without the postcode",
    "postcode": "its postcode",
    "phone": "its telephone number",
    "duty_phone": "children's social care, daytime",
    "duty_phone_out_of_hours": "children's social care, out of hours",
    "agency": "the organisation that runs the centre",
}
NEXT = """
What {name} does next, on the pages; My fortnight lists what is still missing:
1. Directory, "Add a partner agency": each agency that has signed the sharing protocol.
2. Directory, "Add somebody": the manager, the health visitors and the others who come to the meeting.
3. Directory, "Words families hear": a text to begin with is there, to be read, changed and put in use.
4. Meetings, "Start a series of meetings": when, where, who is expected, who takes turns in the chair.
Then a health visitor can send the first referral."""
PHONES = ("phone", "duty_phone", "duty_phone_out_of_hours")


class Command(BaseCommand):
    """`manage.py start_centre --name ... --admin-email ... --admin-name ...`"""

    help = "Set up a centre and its first administrator, who lets in everybody else from the directory page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, about in CENTRE.items():
            parser.add_argument("--" + name.replace("_", "-"), required=True, help=about)
        parser.add_argument("--agency-kind", choices=AgencyKind.values, default=AgencyKind.COUNCIL)
        parser.add_argument("--signed-by", required=True, help="who signed the sharing protocol for that organisation")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and print the link with which the administrator chooses a password."""
        try:
            validate_email(options["admin_email"])
            given = {name: options[name] for name in CENTRE} | {"postcode": normal_postcode(options["postcode"])}
            given |= {name: normal_phone(options[name]) for name in PHONES}
            membership = start_centre(
                new=NewCentre(**given, agency_kind=options["agency_kind"]),
                email=options["admin_email"],
                name=options["admin_name"],
                signed_by=options["signed_by"],
                on=timezone.localdate(),
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise CommandError("There is a centre with this name already.") from error
        self.stdout.write(f"{membership.centre} is set up. {membership.user} is its administrator.")
        if not membership.user.has_usable_password():
            self.stdout.write("The link to choose a password, also sent by e-mail:")
            self.stdout.write(link(membership.user))
        self.stdout.write(NEXT.format(name=membership.user))
