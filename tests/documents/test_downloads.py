"""Files as answers."""

import pytest

from documents.downloads import download


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Minutes of 21 November 2026", 'attachment; filename="minutes-of-21-november-2026.pdf"'),
        ('"; filename=evil.exe', 'attachment; filename="filenameevilexe.pdf"'),
        ("../../etc", 'attachment; filename="etc.pdf"'),
        ("…", 'attachment; filename="fortnight.pdf"'),
    ],
)
def test_a_download_has_a_harmless_name(name, header):
    assert download(b"%PDF", name=name, kind="pdf")["Content-Disposition"] == header


def test_no_browser_keeps_a_download():
    assert download(b"", name="x", kind="csv")["Cache-Control"] == "no-store"


def test_a_download_can_be_shown_in_place():
    assert download(b"", name="x", kind="pdf", show=True)["Content-Disposition"].startswith("inline")
