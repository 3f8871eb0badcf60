"""References that can stand in an e-mail or be read out over the telephone: they say nothing about anybody."""

import secrets

LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"  # no vowels (no words), nothing that looks like something else


def new_reference(prefix: str) -> str:
    """A random reference such as `F-7K3M9PX`, from 28**7 (about 13 thousand million) possible ones."""
    return prefix + "-" + "".join(secrets.choice(LETTERS) for _ in range(7))
