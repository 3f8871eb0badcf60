"""The local services that the demo's centres tell families about."""

from dataclasses import dataclass

from centres.status import Need


@dataclass(frozen=True)
class ServiceSketch:
    """A local service of the directory."""

    name: str
    provider: str
    about: str
    needs: tuple[str, ...]
    when: str
    where: str
    ages: tuple[int, int] = (0, 60)  # months


N = Need
ALDERBROOK_SERVICES = (
    ServiceSketch(
        "Chatter and Sing",
        "Alderbrook Children's Centre",
        "Songs, rhymes and talking games for toddlers and their grown-ups.",
        (N.SPEECH, N.ISOLATION, N.LANGUAGE),
        "Tuesdays 10am, term time",
        "Alderbrook Children's Centre, Rainbow Room",
        (12, 48),
    ),
    ServiceSketch(
        "Talk check drop-in",
        "Thornmere Community NHS Trust",
        "Half an hour with a speech and language therapist. No appointment.",
        (N.SPEECH, N.DISABILITY),
        "First Wednesday of the month, 9.30am",
        "Thornmere Library",
        (18, 60),
    ),
    ServiceSketch(
        "Calm Beginnings",
        "Thornmere Community NHS Trust",
        "A group for parents who feel low or anxious after a birth. Crèche.",
        (N.LOW_MOOD, N.ISOLATION),
        "Thursdays 1pm",
        "Alderbrook Children's Centre",
        (0, 12),
    ),
    ServiceSketch(
        "Stay and Play",
        "Alderbrook Children's Centre",
        "Play, a snack and other parents to talk to. Come when you like.",
        (N.ISOLATION, N.PARENTING, N.TWINS),
        "Mondays and Fridays 9.30am",
        "Alderbrook Children's Centre",
        (0, 60),
    ),
    ServiceSketch(
        "Saturday Dads",
        "Alderbrook Children's Centre",
        "Breakfast and play for fathers, grandfathers and uncles.",
        (N.ISOLATION, N.PARENTING),
        "Every second Saturday, 10am",
        "Alderbrook Children's Centre garden",
        (0, 60),
    ),
    ServiceSketch(
        "Steady Steps parenting course",
        "Thornmere City Council",
        "Ten weeks on praise, limits and routines. Crèche and lunch.",
        (N.PARENTING, N.RELATIONSHIPS),
        "Wednesdays 10am, every term",
        "Alderbrook Children's Centre",
        (18, 60),
    ),
    ServiceSketch(
        "Home volunteers",
        "The Lantern Tree",
        "A trained volunteer who visits for two hours a week, for up to six months.",
        (N.ISOLATION, N.TWINS, N.LOW_MOOD),
        "By arrangement",
        "At home",
        (0, 60),
    ),
    ServiceSketch(
        "Money and debt advice",
        "Thornmere Advice Shop",
        "Free and confidential help with debt, benefits and letters.",
        (N.MONEY, N.HOUSING),
        "Thursdays 9.30am to 12.30pm",
        "Alderbrook Children's Centre, upstairs",
        (0, 60),
    ),
    ServiceSketch(
        "Housing options desk",
        "Thornmere City Council",
        "Advice on repairs, overcrowding, rent arrears and moving.",
        (N.HOUSING, N.MONEY),
        "Weekdays 9am to 4pm",
        "Civic Hall, Market Row",
        (0, 60),
    ),
    ServiceSketch(
        "Little Stars",
        "The Lantern Tree",
        "A small group for disabled children under five and their families, with a sensory room.",
        (N.DISABILITY,),
        "Fridays 1pm",
        "The Lantern Tree House, Mill Lane",
        (0, 60),
    ),
    ServiceSketch(
        "Feeding friends",
        "Thornmere Community NHS Trust",
        "Support with breastfeeding, bottles, weaning and sleep.",
        (N.FEEDING,),
        "Tuesdays 1pm",
        "Alderbrook Children's Centre",
        (0, 18),
    ),
    ServiceSketch(
        "English for parents",
        "Thornmere Adult Learning",
        "Beginners' English while children play next door.",
        (N.LANGUAGE, N.ISOLATION),
        "Mondays and Wednesdays 1pm",
        "Alderbrook Children's Centre",
        (0, 60),
    ),
    ServiceSketch(
        "Grandparents' table",
        "The Lantern Tree",
        "Tea and advice for grandparents and relatives who bring up children.",
        (N.ISOLATION, N.PARENTING, N.OTHER),
        "Last Thursday of the month, 11am",
        "The Lantern Tree House, Mill Lane",
        (0, 60),
    ),
    ServiceSketch(
        "Remembering together",
        "The Lantern Tree",
        "One-to-one support after the loss of a baby, a child or a parent.",
        (N.BEREAVEMENT, N.LOW_MOOD),
        "By arrangement",
        "At home or at The Lantern Tree House",
        (0, 60),
    ),
)
BRACKENSHORE_SERVICES = (
    ServiceSketch(
        "Tiny Talkers",
        "Brackenshore Children's Centre",
        "Talking, songs and messy play.",
        (N.SPEECH, N.LANGUAGE),
        "Wednesdays 10am",
        "Brackenshore Children's Centre",
        (12, 48),
    ),
    ServiceSketch(
        "Harbour Mums",
        "Brackenshore and Vale NHS Trust",
        "A gentle group for mothers who find the first year hard.",
        (N.LOW_MOOD, N.ISOLATION),
        "Fridays 10am",
        "Brackenshore Children's Centre",
        (0, 12),
    ),
    ServiceSketch(
        "Open door play",
        "Brackenshore Children's Centre",
        "Play and company, no booking.",
        (N.ISOLATION, N.PARENTING, N.TWINS),
        "Every weekday 1pm",
        "Brackenshore Children's Centre",
        (0, 60),
    ),
    ServiceSketch(
        "Pathways parenting course",
        "Brackenshore Council",
        "Eight weeks on routines, play and limits.",
        (N.PARENTING, N.RELATIONSHIPS),
        "Tuesdays 6pm",
        "Brackenshore Children's Centre",
        (18, 60),
    ),
    ServiceSketch(
        "Money matters",
        "Brackenshore Council",
        "Benefits checks and help with bills.",
        (N.MONEY, N.HOUSING),
        "Mondays 10am",
        "Harbour Road Library",
        (0, 60),
    ),
    ServiceSketch(
        "Sleep and weaning clinic",
        "Brackenshore and Vale NHS Trust",
        "Practical help with sleep and food.",
        (N.FEEDING,),
        "Thursdays 2pm",
        "Vale Clinic",
        (0, 24),
    ),
    ServiceSketch(
        "Small steps",
        "Brackenshore and Vale NHS Trust",
        "Play and advice for children with additional needs.",
        (N.DISABILITY,),
        "Fridays 1pm",
        "Vale Clinic",
        (0, 60),
    ),
)
