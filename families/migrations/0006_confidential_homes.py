"""An address that was recorded before somebody said that it is confidential is so on every row of that postcode."""

from django.db import migrations

SAME_PLACE = """
    UPDATE families_address AS other SET confidential = true
    FROM families_address AS secret
    WHERE secret.family_id = other.family_id AND secret.confidential AND NOT other.confidential
      AND upper(replace(secret.postcode, ' ', '')) = upper(replace(other.postcode, ' ', ''))
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0005_search_rows_at_the_end")]

    operations = [migrations.RunSQL(SAME_PLACE, migrations.RunSQL.noop)]
