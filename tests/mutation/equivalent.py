"""Mutants that change nothing anybody could see, each with the reason: `function: change` as the run prints it."""

EQUIVALENT: dict[str, str] = {}
