"""Say who can sign in to the demo, and with what password."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from meetings.demo.people import PASSWORD, PEOPLE, Person
from meetings.demo.places import PLACES


class Command(BaseCommand):
    help = "List the demo's people: e-mail address, password, role and centre, the first centre's first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print a JSON list and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(User.objects.filter(email__in=[one.email for one in PEOPLE]).values_list("email", flat=True))
        people = [one for one in PEOPLE if one.email in there and not one.left]
        if not people:
            raise CommandError("The demo's people are not in this database. `manage.py demo_data` makes them.")
        centres = {place.key: place.name for place in PLACES}
        if options["json"]:
            self.stdout.write(json.dumps([_row(one, centres) for one in people], indent=2, ensure_ascii=False))
            return
        for place in PLACES:
            self.stdout.write(f"\n{place.name}\n")
            for one in people:
                if one.centre == place.key:
                    self.stdout.write(f"  {one.email:<40}{one.name}, {one.title.lower()}")
        self.stdout.write(f"\nEverybody's password: {PASSWORD}\n")


def _row(person: Person, centres: dict[str, str]) -> dict[str, str]:
    return {
        "email": person.email,
        "password": PASSWORD,
        "role": person.shown,
        "centre": centres[person.centre],
    }
