"""Who answers people is bound by row-level security; who does what is due sees every centre; nobody owns a table."""

import subprocess
import sys

import pytest

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
