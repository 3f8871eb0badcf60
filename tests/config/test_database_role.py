"""Who answers people is bound by row-level security; who does what is due sees every centre; nobody owns a table."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import Error, connection, transaction

from families.models import Family
from tests.factories import centres, families

ASK = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'])"


@pytest.mark.parametrize(
    ("first", "role"),
    [("import config.wsgi", "fortnight_web"), ("import config.celery", "fortnight_worker"), ("", "fortnight_worker")],
)
def test_each_process_works_as_its_own_role(first, role, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.delenv("DATABASE_ROLE", raising=False)
    said = subprocess.run([sys.executable, "-c", f"{first}\n{ASK}"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith(f"-c role={role} ")


@pytest.mark.django_db
def test_a_statement_that_fails_leaves_no_name_in_postgresqls_log():
    log = Path(os.environ.get("FORTNIGHT_DATA", "")) / "postgres.log"
    if not log.is_file():
        pytest.skip("PostgreSQL was started by somebody else (DATABASE_URL): unset it, so that its log is known")
    taken = families.family(centres.centre(), name="Quillfeather")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO families_family (reference, name) VALUES (%s, 'Quillfeather')", [taken.reference])
    with pytest.raises(Error), transaction.atomic():
        Family.objects.filter(pk=taken.pk).update(centre=None, name="Quillfeather-Ames")
    assert "null value" in log.read_text()
    assert "Quillfeather" not in log.read_text()
