"""The demo's centres leave, and come back: minutes of CPU, so `make proof` asks for it."""

import os

import pytest
from django.db import transaction

from centres.models import Centre
from meetings.demo.build import build
from tests.meetings.demo_made import DAY
from tests.transfer.whole.packed import Packed, brought, everywhere, files, packed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not os.environ.get("FORTNIGHT_PROOF"), reason="make proof asks for it"),
]


@pytest.fixture
def demo() -> Packed:
    """The demo's centres, packed; the database is empty again."""
    with transaction.atomic():
        build(DAY)
        found = everywhere()
        transaction.set_rollback(True)
    return found


def test_an_export_of_the_demo_read_back_in_an_empty_installation_is_the_same_export_again(demo, tmp_path):
    for name, content in demo.zips.items():
        with transaction.atomic():
            brought(content, tmp_path)
            before, after = files(content), files(packed(Centre.objects.get(name=name)))
            assert [path for path in before if before[path] != after.get(path)] == []
            assert before.keys() == after.keys()
            transaction.set_rollback(True)
