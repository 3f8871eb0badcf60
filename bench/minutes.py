"""What minutes cost as PDF/UA: of 12 and of 100 families, how much memory, and beside Chromium printing the same."""

import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bench.demo import Places, seconds
from bench.memory import peak

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HOW = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
RENDER = """
import sys
from documents.rendering import render
render(title="Minutes", html=open(sys.argv[1]).read())
"""


def measured(at: Places) -> dict[str, float]:
    """Seconds for 12 and 100 families, megabytes at most for 12 in a process of its own, the time over Chromium's."""
    from documents.rendering import render

    twelve, hundred = (_html(at, families) for families in (12, 100))
    render(title="Minutes", html=twelve)  # fonts are looked for once in a process
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = [], []
        for _ in range(5):
            ours.append(seconds(lambda: render(title="Minutes", html=twelve)))
            theirs.append(seconds(lambda: _chromium(Path(folder), twelve)))
        return {
            "minutes_12_seconds": round(statistics.median(ours), 2),
            "minutes_100_seconds": round(seconds(lambda: render(title="Minutes", html=hundred)), 2),
            "minutes_12_peak_mb": _peak(Path(folder), twelve),
            "minutes_12_over_chromium": round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 2),
        }


def _html(at: Places, families: int) -> str:
    """The full edition of minutes of the demo, with as many families' items as are wanted."""
    from dataclasses import replace

    from meetings.editions import full_edition
    from meetings.models import Minutes
    from meetings.printing import body

    every = list(Minutes.objects.filter(meeting__centre=at.item.meeting.centre))
    items: list[Any] = [row for one in every for row in full_edition(one).content["items"] if row["family_id"]]
    edition = full_edition(every[-1])
    wanted = [items[n % len(items)] for n in range(families)]
    return body(every[-1], replace(edition, content={**edition.content, "items": wanted}))


def _chromium(folder: Path, html: str) -> None:
    from documents.rendering import print_style, whole_page

    page = whole_page(title="Minutes", html=html).replace("</head>", f"<style>{print_style()}</style></head>")
    (folder / "minutes.html").write_text(page)
    told = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'minutes.pdf'}"]
    subprocess.run([CHROMIUM, *HOW, *told, (folder / "minutes.html").as_uri()], check=True, capture_output=True)


def _peak(folder: Path, html: str) -> int:
    (folder / "body.html").write_text(html)
    (folder / "render.py").write_text(RENDER)
    return peak(str(folder / "render.py"), str(folder / "body.html"))
