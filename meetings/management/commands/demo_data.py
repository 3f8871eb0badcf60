"""Make the demo: two made-up centres with a year of made-up work. For `make demo`, never beside real families."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from inputs.dates import in_words
from meetings.demo.build import build, demo_centres, made_on, meet_today, other_centres


class Command(BaseCommand):
    help = "Make two made-up centres with a year of work behind them and a meeting today. Running it again keeps them."

    def handle(self, *args: Any, **options: Any) -> None:
        other = other_centres().first()
        if other:
            raise CommandError(
                f"This database has a centre that is not the demo's: {other}. Made-up families are never put beside "
                "real ones. Give the demo a database of its own (DATABASE_URL)."
            )
        today = timezone.localdate()
        if demo_centres().exists():
            self._keep(today)
            return
        for world in build(today):
            self.stdout.write(f"{world.centre}: {len(world.users)} people, {world.centre.families.count()} families.")

    def _keep(self, today: Any) -> None:
        made = made_on()
        self.stdout.write("The demo's centres are there already. Nothing was made anew.")
        if made != today:
            when = f"on {in_words(made)}" if made else "on another day"
            self.stdout.write(f"They were made {when}, and their dates with them. `make demo-reset` starts anew.")
            if meet_today(today):
                self.stdout.write("The next meeting has been moved to today, so that there is one to open.")
