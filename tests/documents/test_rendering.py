"""The PDF itself: tagged, neutral, and nothing from outside in it."""

from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from documents.rendering import NothingFromOutside, render

BODY = (
    "<h1>Minutes</h1><p>Three items.</p><table><caption>Who came</caption>"
    '<thead><tr><th scope="col">Name</th><th scope="col">Agency</th></tr></thead>'
    '<tbody><tr><th scope="row">Sam Hill</th><td>Council</td></tr></tbody></table>'
)


@pytest.fixture(scope="module")
def pdf():
    with pikepdf.open(BytesIO(render(title="Minutes of 21 November 2026", html=BODY).pdf)) as opened:
        yield opened


def test_the_pdf_says_that_it_is_tagged(pdf):
    assert pdf.Root.MarkInfo.Marked


def test_the_pdf_has_a_structure_tree(pdf):
    assert pdf.Root.StructTreeRoot.K is not None


def test_the_pdf_says_that_it_is_pdf_ua_1(pdf):
    assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_the_pdf_says_its_language(pdf):
    assert str(pdf.Root.Lang) == "en-GB"


def test_the_title_is_shown_in_the_window_instead_of_the_file_name(pdf):
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_metadata_are_the_title_and_a_neutral_author_only(pdf):
    said = {key: str(value) for key, value in pdf.docinfo.items()}
    assert said.pop("/Producer").startswith("WeasyPrint")
    assert said == {"/Title": "Minutes of 21 November 2026", "/Author": "Fortnight"}


def test_a_table_cell_names_the_heads_of_its_column_and_row(pdf):
    heads = {bytes(head.ID) for head in _all(pdf, "/TH")}
    (cell,) = _all(pdf, "/TD")
    named = {bytes(name) for name in cell.A.Headers}
    assert len(heads) == 3
    assert len(named) == 2
    assert named < heads


def test_the_fonts_are_liberation_and_embedded(pdf):
    fonts = pdf.pages[0].Resources.Font.values()
    described = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert described
    assert all(
        "Liberation" in str(font.FontName) and ("/FontFile2" in font or "/FontFile3" in font) for font in described
    )


def _all(pdf, kind):
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if str(item.get("/S", "")) == kind:
            found.append(item)
        kids = item.get("/K")
        waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


@pytest.mark.parametrize(
    "outside",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/svg+xml,<svg/>" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<object data="file:///etc/passwd"></object>',
        "<style>@import url('file:///etc/passwd'); p { background: url('http://127.0.0.1:9/') }</style>",
        '<svg><image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<base href="file:///etc/"><img src="passwd" alt="x">',
    ],
)
def test_a_document_is_made_without_what_it_would_load_from_outside(outside, monkeypatch):
    asked = []
    refuse = NothingFromOutside.fetch
    monkeypatch.setattr(
        NothingFromOutside, "fetch", lambda self, url, headers=None: (asked.append(url), refuse(self, url))
    )
    made = render(title="Minutes", html=f"<h1>Minutes</h1>{outside}<p>Still here</p>")
    reader = PdfReader(BytesIO(made.pdf))
    assert "Still here" in reader.pages[0].extract_text()
    assert asked, "the document asked for nothing: this case tests nothing"
    assert not reader.attachments
    assert b"root:" not in made.pdf


def test_what_the_title_holds_is_text():
    made = render(title="</title><h1>Other & more</h1>", html="<p>Text</p>")
    assert PdfReader(BytesIO(made.pdf)).metadata.title == "</title><h1>Other & more</h1>"


def test_the_same_html_gives_the_same_text_on_the_same_number_of_pages():
    first, second = (render(title="Minutes", html="<p>Line</p>" * 120) for _ in range(2))
    assert first.pages == second.pages == len(PdfReader(BytesIO(first.pdf)).pages) > 1
