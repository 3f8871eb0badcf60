"""Every page template compiles, and holds nothing that our content security policy would refuse."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.template import TemplateSyntaxError, engines

TEMPLATES = Path("templates")
REFUSED = {
    r"<[^>]*\sstyle\s*=": "a style attribute",
    r"<style\b": "an inline style sheet",
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")": "an inline script",
    r"<[^>]*\son[a-z]+\s*=": "an inline event handler",
    r"(?:src|href|action)=\"(?:https?:)?//(?!www\.w3\.org)": "another host",
    r"javascript:": "a script as an address",
}
# Printed by our own server or opened by a person's choice, so the policy of pages does not apply.
PRINTED = re.compile(r"/(?:print|pdf|email)/|_print\.html$|_pdf\.html$")


def problems_of(path: Path) -> Iterator[str]:
    """What is wrong with one template."""
    name = str(path.relative_to(TEMPLATES))
    try:
        engines["jinja2"].get_template(name)
    except TemplateSyntaxError as broken:
        yield f"{path}: {broken}"
    if PRINTED.search(str(path)):
        return
    text = path.read_text()
    for pattern, what in REFUSED.items():
        for found in re.finditer(pattern, text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {what}"


def main() -> int:
    """Say every problem of every template."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    found = [p for p in sorted(TEMPLATES.rglob("*")) if p.suffix in {".html", ".txt"}]
    problems = [problem for path in found for problem in problems_of(path)]
    print("\n".join(problems) or f"{len(found)} templates")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
