"""`make bench`: what things cost, measured side by side in one run; writes bench/results.json, name -> number."""

import json
import os
from pathlib import Path

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measure everything on the demo's two centres; say it and write it down."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from bench import access, agenda, caseload, minutes, routine, search
    from bench.demo import made

    at, results = made(), {}
    for each in (access, agenda, minutes, routine, search, caseload):
        results |= each.measured(at)
    RESULTS.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
    print(RESULTS.read_text())


if __name__ == "__main__":
    main()
