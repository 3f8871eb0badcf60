"""`python -m config.engines run -- COMMAND`: run a command with the engines; `serve`: keep them until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from config.engines import engines
from config.engines.process import EngineError


def main(arguments: list[str]) -> int:
    """Start the engines, do what was asked, stop them; the command's exit code is ours."""
    parser = argparse.ArgumentParser(prog="python -m config.engines", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("FORTNIGHT_DATA", ".data")))
    parser.add_argument("--throwaway", action="store_true", help="quick, in a temporary folder: for tests")
    parser.add_argument("what", choices=["run", "serve"])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    command = [word for word in options.command if word != "--"]
    signal.signal(signal.SIGTERM, _interrupt)
    with ExitStack() as running:
        data = options.data.resolve()
        if options.throwaway:
            data = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="fortnight-")))
        urls = running.enter_context(engines(data, durable=not options.throwaway)).environment
        if options.what == "run":
            return subprocess.run(command, env=os.environ | urls).returncode
        for name, url in urls.items():
            print(f"export {name}={url}", flush=True)
        signal.pause()
    return 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EngineError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
