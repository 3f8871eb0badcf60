"""A file as an answer that no browser keeps."""

from django.http import HttpResponse
from django.utils.text import slugify


def download(content: bytes, *, name: str, kind: str, show: bool = False) -> HttpResponse:
    """`content` as a download called after `name` with the ending `kind` (pdf, csv, xlsx); `show` opens it in place."""
    response = HttpResponse(content, content_type=TYPES[kind])
    place = "inline" if show else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{slugify(name) or "fortnight"}.{kind}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
