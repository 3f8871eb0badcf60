"""`make check`: each check by its name, two at a time; all of them run, and any that fails fails the whole."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MANAGE = [PYTHON, "-W", "ignore", "manage.py"]
# The whole of a variable each: what production needs, made up.
PRODUCTION = {
    "FORTNIGHT_SECRET_KEY": "made up for the check, long enough, 0123456789 abcdefghijklmnop QRSTUVW",
    "FORTNIGHT_HOSTS": "fortnight.example.org",
    "FORTNIGHT_SITE_URL": "https://fortnight.example.org",
    "FORTNIGHT_PROXIES": "1",
    "DATABASE_URL": "postgresql://fortnight:x@postgres:5432/fortnight",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://x:x@mail.example.org:587",
}
LAYERS = ("status", "rules", "policies", "querysets", "services")
TYPED = [f"{layer}{modules}" for layer in LAYERS for modules in (".py", "/*.py")]


def checks() -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of each check; the slowest first."""
    yield (
        "types: status, rules, policies, services, querysets",
        [PYTHON, "-m", "mypy", *_typed()],
        {"FORTNIGHT_TEST": "1"},
    )
    yield "templates: lint", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"], {}
    yield "style", [PYTHON, "-m", "ruff", "check", "."], {}
    yield "form", [PYTHON, "-m", "ruff", "format", "--check", "."], {}
    yield "architecture: who imports whom", [PYTHON, "-c", _LINT_IMPORTS, "--no-cache"], {}
    yield "migrations: none missing", [*MANAGE, "makemigrations", "--check", "--dry-run"], {"FORTNIGHT_TEST": "1"}
    yield "settings: as production has them", [*MANAGE, "check", "--deploy", "--fail-level=WARNING"], PRODUCTION
    yield "templates: every one compiles", [PYTHON, "-m", "checks.templates"], {"FORTNIGHT_TEST": "1"}
    yield "files: length, and what must not be in them", [PYTHON, "-m", "checks.files"], {}
    yield "decisions: every direct dependency has one", [PYTHON, "-m", "checks.dependencies"], {}
    yield "container files", [PYTHON, "-m", "checks.containers"], {}


_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def _typed() -> list[str]:
    return sorted(str(path.relative_to(HERE)) for shape in TYPED for path in HERE.glob(f"[a-z]*/{shape}"))


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, say how it went, and show what it said if it failed."""
    began = time.monotonic()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FORTNIGHT_", "DJANGO_"))}
    done = subprocess.run(
        command, cwd=HERE, env=kept | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    passed = done.returncode == 0
    said = "" if passed else "\n" + done.stdout.strip() + "\n"
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - began:.0f} s){said}", flush=True)
    return passed


def main() -> int:
    """Run every check."""
    with ThreadPoolExecutor(max_workers=2) as two:
        results = list(two.map(lambda check: run(*check), checks()))
    print(f"{results.count(True)} of {len(results)} checks passed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
