"""What is exported and read back in an empty installation gives the same export again."""

import csv
from io import StringIO

import pytest

from accounts.models import User
from audit.models import Entry
from cases.models import Case, CaseShareWithAgency, RestrictedNote
from centres.models import Agency, Centre, Membership
from documents.models import Document
from families.models import Address, Family, SearchRow
from meetings.models import AgendaItem, Minutes, SeenTo
from meetings.snapshot import content_hash
from tests.access.canaries import found_in, word
from tests.transfer.whole.packed import brought, files, packed, table
from transfer.whole.tables import READ_BACK

pytestmark = pytest.mark.django_db


def lines(content):
    return sum(1 for _ in csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))) - 1


@pytest.fixture
def here(rowan, tmp_path):
    """The centre, read back."""
    return brought(rowan, tmp_path).centre


def test_the_same_export_again(rowan, here):
    before, after = files(rowan), files(packed(here))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_the_same_export_again_of_a_centre_beside_others(world_packed, tmp_path):
    for name in ("beacon", "rowan"):
        brought(world_packed.of(name), tmp_path)
    again = files(packed(Centre.objects.get(name=word("rowan", "centre"))))
    assert {name: part for name, part in again.items() if name != "people.csv"} == {
        name: part for name, part in files(world_packed.of("rowan")).items() if name != "people.csv"
    }


def test_every_row_of_every_table_goes_along_with_one_centre(world_packed):
    found = {
        path: sum(lines(files(content)[path]) for content in world_packed.zips.values()) for path in world_packed.rows
    }
    # What somebody who leaves has here and that is gone; see tables.SEEN_TO.
    assert found == world_packed.rows | {"meetings_seento.csv": world_packed.rows["meetings_seento.csv"] - 1}


def test_no_table_is_empty_so_that_each_is_tried(world_packed):
    assert [path for path, count in world_packed.rows.items() if not count] == []


def test_the_history_of_every_record_goes_along_also_of_those_that_are_gone(world_packed):
    found = {
        path: sum(lines(files(content, evidence=True)[path]) for content in world_packed.zips.values())
        for path in world_packed.history
    }
    assert found == world_packed.history


def test_nothing_of_another_centre_goes_along(world_packed):
    for name, other in (("rowan", "beacon"), ("beacon", "rowan")):
        text = "\n".join(
            part.decode(errors="replace")
            for part in files(world_packed.of(name), evidence=True).values()
            if not part.startswith(b"%PDF")
        )
        found = {family for family, _ in found_in(text)}
        assert other not in found
        assert (found == {"beacon"}) == (name == "beacon")


def test_no_secret_goes_along(rowan):
    text = b"\n".join(files(rowan, evidence=True).values()).decode(errors="replace")
    assert "md5$" not in text
    assert "argon2" not in text
    assert "digest" not in text.replace("digestion", "")


def test_no_cell_begins_like_a_formula(rowan):
    for path, part in files(rowan, evidence=True).items():
        if path.endswith(".csv"):
            for row in csv.reader(StringIO(part.decode("utf-8-sig"), newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r")) or cell[:2] == "-="]


def test_people_come_without_a_password(here):
    assert User.objects.exists()
    assert not [user for user in User.objects.all() if user.has_usable_password()]


def test_families_are_found_again(here):
    assert SearchRow.objects.filter(centre=here).count() == Family.objects.count() > 0


def test_who_may_know_an_item_of_the_minutes_is_the_same_agency_as_before(rowan, here):
    trust = Agency.objects.get(name=word("rowan", "trust"))
    said = [item["may_know"] for one in Minutes.objects.all() for item in one.content["items"] if item["may_know"]]
    assert said
    assert all(trust.pk in agencies for agencies in said)
    assert word("rowan", "trust") in table(rowan, "meetings_minutes.csv")[0]["content"]


def test_minutes_name_families_items_and_people_of_this_database(here):
    for one in Minutes.objects.all():
        for item in one.content["items"]:
            assert AgendaItem.objects.get(pk=item["id"]).family_id == item["family_id"]
        assert one.content["meeting"]["id"] == one.meeting_id
        assert one.content_hash == content_hash(one.content)


def test_a_draft_names_people_and_services_of_this_database(here):
    item = AgendaItem.objects.get(typed__has_key="services")
    job = Membership.objects.get(pk=int(item.typed["lead"]))
    assert job.user.leads.filter(case=item.case).exists()
    assert item.typed["services"] == [str(here.services.earliest("pk").pk), "x"]


def test_what_the_manager_sees_to_is_the_same_thing(here):
    seen = SeenTo.objects.get()
    assert Case.objects.get(leads=seen.thing).leads.get(pk=seen.thing).user == seen.leaving.membership.user


def test_documents_are_those_of_their_subject(here):
    for document in Document.objects.filter(subject_type="meetings.minutes"):
        assert Minutes.objects.filter(pk=document.subject_id).exists()
    assert bytes(Document.objects.filter(subject_type="families.family").earliest("pk").pdf).startswith(b"%PDF")


def test_shares_with_an_agency_are_with_the_same_agency(here):
    nursery = Agency.objects.get(name=word("rowan", "nursery"))
    groups = CaseShareWithAgency.objects.values_list("group__name", "permission__codename").distinct()
    assert set(groups) == {(f"agency:{nursery.pk}", "open_shared_case")}


def test_restricted_notes_and_confidential_addresses_are_there(here):
    assert RestrictedNote.objects.exclude(corrects=None).exists()
    assert Address.objects.filter(confidential=True).exists()


def test_that_it_was_read_back_stands_in_the_log(here):
    entry = Entry.objects.get(verb="import_centre")
    assert (entry.by, entry.centre_id, len(entry.detail["sha256"])) == (None, here.pk, 64)


def test_every_table_of_the_readme_has_a_sentence():
    assert [table.label for table in READ_BACK if len(table.about) < 10] == []
