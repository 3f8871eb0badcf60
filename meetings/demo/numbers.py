"""Numbers that are of the right form and belong to nobody."""

import random
from itertools import count

from nhs_number import calculate_checksum

# Numbers from 999 000 0000 are kept for test patients and never given to anybody.
TEST_PATIENTS = range(999_000_000, 1_000_000_000)
# Ofcom keeps 07700 900000 to 900999 for drama.
DRAMA_MOBILE = "07700 900{:03}"
# The second half of a postcode never has C, I, K, M, O or V.
INWARD = "ABDEFGHJLNPQRSTUWXYZ"


class Numbers:
    """A repeatable supply of NHS numbers, telephone numbers and postcodes, none given twice."""

    def __init__(self, dice: random.Random, outcodes: tuple[str, ...]) -> None:
        self._dice = dice
        self._outcodes = outcodes
        self._given: set[str] = set()
        self._mobiles = count(dice.randrange(100))

    def nhs_number(self) -> str:
        """A valid NHS number of the range for test patients."""
        while True:
            nine = str(self._dice.choice(TEST_PATIENTS))
            check = str(calculate_checksum(nine))  # 10 where no digit fits: such a number does not exist
            if len(check) == 1 and nine + check not in self._given:
                self._given.add(nine + check)
                return nine + check

    def mobile(self) -> str:
        """A mobile number kept for drama."""
        return DRAMA_MOBILE.format(next(self._mobiles) % 1000)

    def postcode(self) -> str:
        """A postcode of the right form in a town that does not exist."""
        letters = self._dice.choice(INWARD) + self._dice.choice(INWARD)
        return f"{self._dice.choice(self._outcodes)} {self._dice.randrange(1, 10)}{letters}"
