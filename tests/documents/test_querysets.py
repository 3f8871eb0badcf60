"""Which documents are of a subject."""

import pytest

from documents.models import Document
from tests.factories import centres

pytestmark = pytest.mark.django_db


def test_documents_are_of_one_subject_and_of_one_kind():
    at, other = centres.centre(), centres.centre()
    person = centres.user(pk=at.pk)  # another kind of record with the same number
    rows = [("letter", at), ("letter", at), ("report", at), ("letter", other), ("letter", person)]
    made = [
        Document.objects.create(
            kind=kind, subject_type=of._meta.label_lower, subject_id=of.pk, edition=str(place), title="x", html="x"
        )
        for place, (kind, of) in enumerate(rows)
    ]
    assert list(Document.objects.of(at, kind="letter")) == [made[1], made[0]]
    assert list(Document.objects.of(person, kind="letter")) == [made[4]]
