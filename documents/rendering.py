"""HTML to tagged PDF (PDF/UA-1). Pure: nothing is read from disk, network or database but our own print style.

The only module of the product that imports WeasyPrint.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from markupsafe import escape
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

STYLE = Path(__file__).parent / "print.css"
AUTHOR = "Fortnight"  # neutral: who made the document stands in it, not in the file's metadata


@dataclass(frozen=True)
class Rendered:
    """A finished PDF."""

    pdf: bytes
    pages: int

    @property
    def content_hash(self) -> str:
        """SHA-256 of the PDF, hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()


class NothingFromOutside(URLFetcher):
    """Refuses every fetch: WeasyPrint's own would follow file: and http: addresses that stand in the document.

    No document of ours needs a picture, and the style is handed over as text, so no scheme is left open.
    """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> NoReturn:
        """Refuse. WeasyPrint catches this and leaves out what it would have loaded."""
        raise PermissionError("A document loads nothing from outside.")


@lru_cache(maxsize=1)
def print_style() -> str:
    """The style of every PDF."""
    return STYLE.read_text(encoding="utf-8")


def render(*, title: str, html: str) -> Rendered:
    """The PDF of `html` (what stands between <body> and </body>), with `title` as its only metadata."""
    fetcher = NothingFromOutside()
    fonts = FontConfiguration()
    style = CSS(string=print_style(), url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=whole_page(title=title, html=html), url_fetcher=fetcher, media_type="print")
    laid_out = page.render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    pdf = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    return Rendered(pdf=pdf, pages=len(laid_out.pages))


def whole_page(*, title: str, html: str) -> str:
    """The document around a body: language, title, author."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="author" content="{AUTHOR}"></head>'
        f"<body>{html}</body></html>"
    )
