import django.db.models.deletion
import django.db.models.functions.text
import inputs.validators
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0001_initial'),
        ('consent', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='wording', name='wording_version_once'),
        migrations.AddField(
            model_name='wording',
            name='centre',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='centres.centre'),
        ),
        # Words that were every centre's so far become the first one's.
        migrations.RunSQL(
            ['SET CONSTRAINTS ALL IMMEDIATE', 'UPDATE consent_wording SET centre_id = (SELECT min(id) FROM centres_centre)'],
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name='wording',
            name='centre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='centres.centre'),
        ),
        migrations.AlterField(
            model_name='wording',
            name='language',
            field=models.CharField(default='English', max_length=60, validators=[inputs.validators.no_control_characters]),
        ),
        migrations.AlterField(
            model_name='wording',
            name='text',
            field=models.TextField(validators=[inputs.validators.no_control_characters]),
        ),
        migrations.AlterField(
            model_name='wording',
            name='version',
            field=models.CharField(max_length=20, validators=[inputs.validators.no_control_characters]),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='wording',
            trigger=pgtrigger.compiler.Trigger(name='words_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3fbbccdad433bc9a0a4fe425076d5bd6acae4239', operation='UPDATE', pgid='pgtrigger_words_stay_83ba4', table='consent_wording', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(models.F('centre'), django.db.models.functions.text.Lower('version'), django.db.models.functions.text.Lower('language'), name='wording_version_once'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='wording_has_words'),
        ),
    ]
