"""How much memory a process needs at most, by itself: what its parent is told of it counts the parent, too."""

import json
import sys
import tempfile
from pathlib import Path
from subprocess import DEVNULL, run

MEASURED = """
import json, runpy, sys
from pathlib import Path
told, sys.argv = Path(sys.argv[1]), sys.argv[2:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    lines = Path("/proc/self/status").read_text().splitlines()
    told.write_text(json.dumps(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))))
"""


def peak(script: str, *arguments: str) -> int:
    """Megabytes at most of a Python script that runs from beginning to end; raises CalledProcessError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "kilobytes.json"
        run([sys.executable, "-c", MEASURED, str(told), script, *arguments], check=True, stdout=DEVNULL)
        return round(json.loads(told.read_text()) / 1024)
