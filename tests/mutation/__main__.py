"""`python -m tests.mutation [file ...]`: change every predicate in turn; names the changes that no test finds."""

import argparse
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.journal import Journal
from tests.mutation.operators import Mutant, mutants_of

SOURCES = [
    "cases/relations.py", "cases/access.py", "centres/asking.py",
    *(f"{app}/{module}" for app in ("cases", "consent", "centres", "referrals", "families", "meetings", "reports",
                                       "reminders", "accounts", "audit", "documents", "transfer", "merging")
      for module in ("policies", "querysets")),
]  # fmt: skip
TESTS = ["cases", "consent", "centres", "referrals", "families", "meetings", "reports", "reminders", "accounts",
         "audit", "documents", "transfer", "merging", "access"]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Try the mutants of the files that are named (all of them, if none is); 1 if one survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60, help="for the tests of one mutant, at most")
    parser.add_argument("--again", type=float, default=300, help="for one that survived those, at most")
    parser.add_argument("--only", default="", help="mutants whose line, function and change hold these words")
    parser.add_argument("--survivors", type=Path, help="what a run before has printed: only those that survived it")
    parser.add_argument("--since", help="a commit: only mutants of lines that it did not have")
    parser.add_argument("--journal", type=Path, help="keep here what is found out: the same command goes on with it")
    parser.add_argument("--tests", nargs="*", default=[f"tests/{one}" for one in TESTS])
    parser.add_argument("sources", nargs="*")
    options = parser.parse_args(arguments)
    sources = [path for one in options.sources or SOURCES for path in _files(one)]
    wanted = _wanted(options, sources)
    from tests.mutation.plugin import Run

    tried = [one for one in wanted if not _equivalent(one)]
    run = Run(sources, tried, options.workers, options.seconds, options.again, Journal(options.journal, arguments))
    begun = time.monotonic()
    code = pytest.main(["-q", "-p", "no:cacheprovider", *options.tests], plugins=[run])
    if code:
        return int(code)
    survivors = run.survivors
    for path, number in sorted(Counter(mutant.path for mutant in run.found).items()):
        alive = sum(1 for mutant in survivors if mutant.path == path)
        print(f"{path}: {number} mutants, {alive} survive")
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(run.found)} mutants, {len(survivors)} survive, {len(wanted) - len(run.found)} change nothing that")
    print(f"anybody could see (tests/mutation/equivalent.py); {minutes:.0f} minutes")
    return 1 if survivors or run.broken else 0


def _wanted(options: argparse.Namespace, sources: list[str]) -> list[Mutant]:
    """The mutants that the options ask for."""
    every = [mutant for source in sources for mutant in mutants_of(source, Path(source).read_text())]
    wanted = [one for one in every if options.only in str(one)]
    if options.survivors:
        lines = options.survivors.read_text().splitlines()
        alive = {_wherever(line.partition(" s) ")[2]) for line in lines if line.startswith("SURVIVES")}
        wanted = [one for one in wanted if _wherever(str(one)) in alive]
    if options.since:
        known = {_wherever(str(one)) for source in sources for one in mutants_of(source, _at(options.since, source))}
        wanted = [one for one in wanted if _wherever(str(one)) not in known]
    return wanted


def _files(module: str) -> list[str]:
    """The file of a module, or those of a package, whether it is named with `.py` or without."""
    name = module.removesuffix(".py")
    return [str(path) for path in (Path(f"{name}.py"), *sorted(Path(name).rglob("*.py"))) if path.exists()]


def _at(commit: str, path: str) -> str:
    """What stood in the file then: nothing, if there was none."""
    shown = subprocess.run(["git", "show", f"{commit}:{path}"], capture_output=True, text=True, check=False)
    return shown.stdout


def _wherever(mutant: str) -> str:
    """Without its line: what was added above it since has moved it."""
    return re.sub(r"(\.py):\d+", r"\1", mutant, count=1)


def _equivalent(mutant: object) -> bool:
    where = str(mutant).partition(" ")[2]
    return any(where.startswith(known) for known in EQUIVALENT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
