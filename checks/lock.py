"""`make lock`: versions chosen anew from pyproject.toml, with hashes, naming no index and no machine."""

import subprocess
import sys

COMMAND = [
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade", "--python-version=3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "pyproject.toml"),
]


def main() -> int:
    """Write both requirement files, the second with the same versions as the first."""
    subprocess.run([*COMMAND, "--output-file=requirements.txt"], check=True)
    dev = ["--extra=dev", "--constraint=requirements.txt", "--output-file=requirements-dev.txt"]
    return subprocess.run([*COMMAND, *dev]).returncode


if __name__ == "__main__":
    sys.exit(main())
