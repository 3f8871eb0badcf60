#!/usr/bin/env python
"""Django's command line for Fortnight."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "runserver" in sys.argv:  # as config/wsgi.py
        os.environ.setdefault("DATABASE_ROLE", "fortnight_web")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
