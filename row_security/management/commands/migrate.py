"""`migrate`, as the owner of the tables, and then the roles and policies of row-level security."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from row_security.policies import enforce

OWNER = "owner"


class Command(migrate.Command):
    """Also makes the cache's table, so that one command brings a database up to date."""

    def add_arguments(self, parser: CommandParser) -> None:
        """As Django's, but as the owner unless told otherwise."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER if OWNER in settings.DATABASES else DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> Any:
        """Migrate; then secure the rows, unless the database is only on its way."""
        done = super().handle(*args, **options)
        plain = not (options["plan"] or options["check_unapplied"] or options["app_label"] or options["prune"])
        if plain:
            call_command("createcachetable", database=options["database"], verbosity=0)
            enforce(connections[options["database"]])
        return done
