"""Every library we chose has its reason in docs/decisions.md, and its version in the hashed requirements."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path


def chosen() -> Iterator[tuple[str, str]]:
    """Each direct dependency and the file that must pin it."""
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    for wanted, lock in (
        (project["dependencies"], "requirements.txt"),
        (project["optional-dependencies"]["dev"], "requirements-dev.txt"),
    ):
        for requirement in wanted:
            yield re.split(r"[\[<>=~! ]", requirement)[0].lower(), lock


def main() -> int:
    """Say which library lacks a reason or a pin."""
    decisions = Path("docs/decisions.md").read_text().lower()
    problems = []
    for name, lock in chosen():
        if not re.search(rf"^{re.escape(name)}==", Path(lock).read_text(), re.MULTILINE):
            problems.append(f"{name} is not in {lock}: make lock")
        if f"`{name}`" not in decisions:
            problems.append(f"{name} has no entry in docs/decisions.md")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
