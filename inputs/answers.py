"""A policy's answer: yes, or no and why."""

from dataclasses import dataclass

from inputs.errors import NotAllowed


@dataclass(frozen=True)
class Answer:
    """Whether somebody may, and the sentence that says why not."""

    allowed: bool
    because: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise NotAllowed with the reason unless the answer is yes."""
        if not self.allowed:
            raise NotAllowed(self.because)


def yes() -> Answer:
    """They may."""
    return Answer(allowed=True)


def no(because: str) -> Answer:
    """They may not, because of this."""
    return Answer(allowed=False, because=because)
