"""What a run has found out so far, kept in a file: a run that takes hours may be stopped, and goes on where it was."""

import hashlib
import json
from pathlib import Path
from typing import Any


class Journal:
    """Answers by name, each added to the file as soon as it is known; without a file nothing is kept.

    They are about the project's Python as it is: where any of it has changed, the file is begun anew.
    """

    def __init__(self, path: Path | None) -> None:
        self.path, self.known = path, dict[str, Any]()
        if path is None:
            return
        digest = hashlib.sha256(b"".join(one.read_bytes() for one in sorted(Path().glob("[!.]*/**/*.py")))).hexdigest()
        lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
        if lines[:1] == [["about", digest]]:
            self.known = dict(lines[1:])
        else:
            path.write_text(json.dumps(["about", digest]) + "\n")

    def add(self, name: str, answer: Any) -> None:
        """Keep an answer."""
        self.known[name] = answer
        if self.path is not None:
            with self.path.open("a") as file:
                file.write(json.dumps([name, answer]) + "\n")
