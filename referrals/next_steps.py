"""What a status means for the one who referred: in plain words, and what happens next."""

from centres.models import Centre
from referrals.status import WAITING, ReferralStatus

S = ReferralStatus

COLOURS = {
    S.DRAFT: "grey",
    S.ADVICE_GIVEN: "grey",
    S.SUBMITTED: "blue",
    S.MORE_NEEDED: "amber",
    S.ACCEPTED: "green",
    S.SIGNPOSTED: "teal",
    S.NOT_ACCEPTED: "purple",
    S.PASSED_ON: "red",
    S.WITHDRAWN: "grey",
}

NEXT = {
    S.DRAFT: "You have not sent this yet. It is kept until you send it or throw it away.",
    S.ADVICE_GIVEN: "Nothing was sent to the meeting. You can start a new referral at any time.",
    S.SUBMITTED: "It is on the list for the next fortnightly meeting. You are told the answer here as soon as the "
    "meeting has one.",
    S.MORE_NEEDED: "The meeting could not decide yet. As soon as the referrer has added here what it asked for, it "
    "goes to the next fortnightly meeting.",
    S.ACCEPTED: "The meeting agreed support. A lead professional is offered the family, gets in touch and reports to "
    "the meeting; what they report shows here, and there is a review at least every {weeks} weeks.",
    S.SIGNPOSTED: "The meeting thinks other services fit better. Tell the family about them; you can refer again if "
    "things change.",
    S.NOT_ACCEPTED: "The meeting did not take this on. Its reason is below; you can refer again if things change.",
    S.PASSED_ON: "The meeting passed this to children’s social care, who are in touch from here on. If you are "
    "worried in the meantime, ring the duty team: {duty}.",
    S.WITHDRAWN: "It was taken back before the meeting decided. Nothing more happens with it.",
}


BROUGHT = "Nobody sent this: it stands for how the family came before the centre used Fortnight."


ENDED = (
    "The family’s agreement has ended, so no meeting talks about it. It waits until they agree again, or until it is "
    "taken back."
)


def next_step(status: str, centre: Centre, *, brought: bool = False, agreed: bool = True) -> str:
    """What happens now, and what the referrer can do. `agreed`: whether the family's agreement is in force."""
    if brought:
        return BROUGHT
    if status in WAITING and not agreed:
        return ENDED
    return NEXT[ReferralStatus(status)].format(weeks=centre.review_weeks, duty=centre.duty_phone)


def colour(status: str) -> str:
    """The colour of the status's tag."""
    return COLOURS[ReferralStatus(status)]
