"""No file longer than people read, none that names a machine, and none that a browser would refuse to run."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST = 300
LONGEST_OF_TESTS = 500
COUNTED = {".py", ".html", ".js"}
LONG_BY_NATURE = ("static/vendor/", "static/govuk", "/migrations/", "tests/vendor/")
# Written so that this file does not match itself.
NEVER = {
    r"py[p]i\.org|python[h]osted\.org|registry\.[n]pmjs\.org|deb\.[d]ebian\.org": "the host of a package registry",
    r"(?<![\w.])/(?:wor[k]|roo[t])/|/tmp/tea[m]|/home/\w+/": "a path of somebody's machine",
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}": "a secret",
}


def committed() -> list[Path]:
    """The files under version control and the new ones that are not ignored; without git, all but the hidden."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git"):
        listed = subprocess.run(command, capture_output=True, text=True)
        if listed.returncode == 0:
            return [path for line in listed.stdout.splitlines() if (path := Path(line)).is_file()]
    left_out = ("node_modules", "staticfiles", "__pycache__")
    everything = (path for path in Path().rglob("*") if path.is_file())
    return [path for path in everything if not any(part[0] == "." or part in left_out for part in path.parts)]


def problems_of(path: Path) -> Iterator[str]:
    """What is wrong with one file."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    lines = text.count("\n")
    most = LONGEST_OF_TESTS if path.parts[0] == "tests" else LONGEST
    if path.suffix in COUNTED and lines > most and not any(part in f"/{path}" for part in LONG_BY_NATURE):
        yield f"{path}: {lines} lines; {most} at most"
    for pattern, what in NEVER.items():
        for found in re.finditer(pattern, text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {what}: {found.group()}"


def main() -> int:
    """Say every problem of every file."""
    problems = [problem for path in committed() for problem in problems_of(path)]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
