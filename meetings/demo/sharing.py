"""What happens between meetings that is about sharing: decisions, and kinds of information kept from an agency."""

from consent.details import SharingFacts
from consent.services import record_sharing_decision, record_wishes
from consent.status import Asked, Basis, Information
from meetings.demo.shapes import Turn
from meetings.demo.world import Event, World


def police_asked(world: World, event: Event, turn: Turn) -> None:
    """The manager decides to answer the police, with the family's knowledge; `words` says which information."""
    manager = world.users["manager"]
    facts = SharingFacts(
        shared=True,
        outside="Police, domestic abuse unit",
        why="The police ask whether the children are seen regularly, to plan how they keep the family safe.",
        what=turn.words,
        identifies=True,
        confidential=True,
        asked=Asked.AGREED,
        basis=Basis.WELFARE_DUTY,
        how="By telephone, to the named officer who called back from the station's own number",
        decided_by=f"{manager.name}, centre manager",
        decided_on=event.day,
        family_told=True,
    )
    record_sharing_decision(family=event.thread.family, facts=facts, by=manager, on=event.day)


def keep(world: World, event: Event, turn: Turn) -> None:
    """The family lets an agency (`who`) know of it, but not its health information; `words` in theirs."""
    family, agency = event.thread.family, world.agencies[turn.who]
    record_wishes(
        family=family, included=[agency.pk], excluded=[], words={agency.pk: turn.words},
        kept={agency.pk: [Information.HEALTH]}, by=world.users["manager"], on=event.day,
    )  # fmt: skip
