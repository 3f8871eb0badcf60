"""Triggers that nobody switches off from a connection of the product.

django-pgtrigger's own ask the setting `pgtrigger.ignore` whether to do their work, and any connection may set it. For
the log that would be a door: these do not ask. Whoever owns the table can still drop them; the chain finds that.
"""

import pgtrigger
from django.db import models
from django.db.migrations.state import ProjectState
from pgtrigger import compiler, migrations


class FirmTriggerSql(compiler.UpsertTriggerSql):
    """django-pgtrigger's template without the question. Migrations refer to it: never change it, add another."""

    def get_template(self) -> str:
        """The SQL that makes function and trigger."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Firm(pgtrigger.Trigger):
    """A trigger that does its work always."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        """The same, from the firm template."""
        usual = super().compile(model)
        return compiler.Trigger(name=usual.name, sql=FirmTriggerSql(**usual.sql.kwargs))


class FirmProtect(Firm, pgtrigger.Protect):
    """Refuses the operation."""


class NoTruncate(Firm):
    """Refuses TRUNCATE, which no trigger on rows sees."""

    when = pgtrigger.Before
    operation = pgtrigger.Truncate
    level = pgtrigger.Statement
    func = "RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;"


class AddTrigger(migrations.AddTrigger):
    """Migrations add triggers with this: a new database has hundreds, and is ready in half the time.

    django-pgtrigger's own renders the model anew, and with it each model that is related, to add what is SQL already.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The model's state knows the trigger."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]


class RemoveTrigger(migrations.RemoveTrigger):
    """Migrations remove triggers with this, for the same reason."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The model's state forgets the trigger."""
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [one for one in options.get("triggers", []) if one.name != self.name]
