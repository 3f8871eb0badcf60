"""What a run has found out so far, kept in a file: a run that takes hours may be stopped, and goes on where it was."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


class Journal:
    """Answers by name, each added to the file as soon as it is known; without a file nothing is kept.

    They are about the project's Python as it is, and about one command: for anything else another file is to be named,
    so that hours of work are not thrown away.
    """

    def __init__(self, path: Path | None, command: list[str]) -> None:
        self.path, self.known = path, dict[str, Any]()
        if path is None:
            return
        digest = hashlib.sha256(b"".join(one.read_bytes() for one in sorted(Path().glob("[!.]*/**/*.py")))).hexdigest()
        about = ["about", [digest, command]]
        kept = path.read_text() if path.exists() else ""
        whole = kept[: kept.rfind("\n") + 1] or json.dumps(about) + "\n"  # a run may be stopped within a line
        first, *answers = [json.loads(line) for line in whole.splitlines()]
        if first != about:
            sys.exit(f"{path} is about other code or another command: name another file.")
        path.write_text(whole)
        self.known = dict(answers)

    def add(self, name: str, answer: Any) -> None:
        """Keep an answer."""
        self.known[name] = answer
        if self.path is not None:
            with self.path.open("a") as file:
                file.write(json.dumps([name, answer]) + "\n")
