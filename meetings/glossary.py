"""The words of the product, in plain English: one word for one thing, on every page and in every document."""

WORDS: tuple[tuple[str, str], ...] = (
    ("action", "Something that one named person of one agency does by one date. Every action has an owner."),
    ("administrator", "Somebody who looks after a centre's directory and figures, and opens no family's record."),
    (
        "advice",
        "A question about a family put to the link social worker, and the answer, each with its time. Who works with "
        "the family reads both.",
    ),
    ("agency", "An organisation whose staff take part: an NHS trust, the council, a charity, a school, housing."),
    (
        "agenda item",
        "One family, or one matter of the team, at one meeting: a new referral, progress, a six-weekly review, a "
        "reflection, or something else.",
    ),
    (
        "agreement",
        "A person with parental responsibility agrees that the family is discussed and supported. It can be "
        "withdrawn at any time. It is also called consent to support.",
    ),
    ("ancillary health worker", "A health worker who supports health visitors, for example a nursery nurse."),
    (
        "briefing",
        "What a lead professional's successor reads when they have accepted: what matters, what is agreed, what is "
        "next.",
    ),
    ("carer", "An adult who looks after a child, whether or not they are a parent."),
    ("case", "The work with a family that the meeting decided on, until it is closed."),
    ("centre", "A children's centre, or family hub, with the area it serves."),
    ("centre manager", "Runs the centre, and sees every family, referral, case and meeting of it."),
    ("child", "A child of the family, also one who is not born yet (with the date the birth is expected)."),
    (
        "contact",
        "Speaking with or seeing the family: a visit, a call, a meeting at the centre, and who was seen. An attempt "
        "that did not reach them is recorded too. One that several practitioners made together stands once.",
    ),
    (
        "decision",
        "What the meeting settled for an item, with the reason, what else was considered, and who saw it differently.",
    ),
    (
        "deputy",
        "Somebody who stands in for a family's lead professional, from a day to a day, while that person is away. "
        "Asked and accepted; it ends by itself.",
    ),
    ("digest", "The one e-mail a day that lists what is waiting for you. It names no family."),
    ("dissent", "Somebody saw a decision differently. It is recorded; nobody has to agree."),
    (
        "distance travelled",
        "How far a family has come with a goal, or altogether, from the first rating to the last: as it sees that "
        "itself, and as the worker does.",
    ),
    (
        "early help assessment",
        "What goes well and what is hard for the child, the parents and carers, and the family and what is around it, "
        "with what they say themselves. Nine fields, in versions. It was called common assessment.",
    ),
    ("edition", "The minutes as one agency may read them: without the families who do not want that agency to know."),
    ("family", "The people helped: the children and the adults who belong together or care for the same children."),
    ("family support worker", "Works with families at home and in the centre; often the lead professional."),
    ("goal", "What the family wants to be different, in their words."),
    ("health visitor", "A nurse or midwife who looks after the health of families with children under five."),
    ("information lead", "Looks after how information about families is used and shared. Holds no casework."),
    (
        "joint visit",
        "A visit that several practitioners make together, so that the family opens the door and tells its story once.",
    ),
    (
        "lead professional",
        "The one practitioner who is the family's single point of contact, coordinates what was agreed and keeps "
        "people from doing things twice. It is offered and accepted, and the family has a say. It is also called "
        "lead practitioner.",
    ),
    (
        "link social worker",
        "The social worker who advises the centre's team and is its link to children's social care.",
    ),
    ("meeting", "The multi-agency meeting, every two weeks. Its chair rotates."),
    (
        "membership",
        "Somebody's role at a centre, on behalf of an agency, from a date to a date. When it ends, so does what "
        "it lets them see.",
    ),
    (
        "message",
        "What a colleague writes on a case to the others who work with the family. It is part of the record.",
    ),
    ("minutes", "What was recorded in a meeting, ready when it closes, approved at the next and then fixed."),
    (
        "next step",
        "What is done after a family has refused an offer: an action with an owner and a day, or the reason why "
        "nothing more is offered now.",
    ),
    (
        "others involved",
        "Who helps a family without being in the team around it: its GP, a nursery, a school. They see nothing here.",
    ),
    (
        "outcome",
        "One of the five outcomes of Every Child Matters: be healthy; stay safe; enjoy and achieve; make a "
        "positive contribution; achieve economic well-being.",
    ),
    ("papers close", "The last day on which a referral or report still gets on the next meeting's agenda."),
    (
        "parental responsibility",
        "The rights and duties a parent has for a child by law. Who holds it is recorded, never guessed.",
    ),
    ("practitioner", "Somebody who works for an agency and signs in here."),
    ("progress", "What the lead professional reports to the next meeting. The referrer hears it too."),
    ("referral", "A request, with the family's agreement, that the team look at a family."),
    ("referrer", "The practitioner who made the referral. They always get an answer."),
    ("reflection", "A regular item in which the team looks at how it works together."),
    (
        "review",
        "A look at whether the plan helps, at most six weeks after the last, or sooner where the centre says so. The "
        "family gives its own rating.",
    ),
    (
        "secondment",
        "Working here for one agency while another is the employer.",
    ),
    (
        "sharing decision",
        "A recorded decision to share, or not to share, and on what lawful basis; it can be right without "
        "agreement when a child may be harmed.",
    ),
    (
        "sharing protocol",
        "What an agency signed about how information is shared. Without one that is in force, its staff cannot be "
        "added.",
    ),
    ("sharing wishes", "Which agencies the family wants to know, and which it does not."),
    ("signposting", "Telling a family about services they can use themselves."),
    (
        "specialist",
        "A professional who is asked for particular families, for example a clinical psychologist or a speech and "
        "language therapist.",
    ),
    ("step up, step down", "Move to more support because needs have grown, or to less because they have shrunk."),
    (
        "supervision",
        "Regular professional advice and support for a practitioner. The supervisor of a lead professional can "
        "open the families they lead.",
    ),
    ("team around the family", "The practitioners who take part in a case, each with what they contribute."),
    (
        "tier of need",
        "How much help a family needs. Tier 1: services that everybody uses. Tier 2: some targeted support. Tier "
        "3: several needs that call for a joined-up plan. Tier 4: a child is suffering or likely to suffer "
        "significant harm; that goes to children's social care at once, never to the next meeting.",
    ),
    ("token", "What a program signs in with, in your name."),
    ("unborn child", "A child who is expected. The record goes on after the birth."),
)

ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("API", "Application programming interface: how another program uses Fortnight."),
    ("CAF", "Common assessment framework; today mostly called early help assessment."),
    ("CSV", "Comma-separated values: a plain table that every spreadsheet opens."),
    ("ECM", "Every Child Matters, the policy the five outcomes come from."),
    ("EDD", "Expected date of delivery: when a child is expected to be born."),
    ("FSW", "Family support worker."),
    ("GP", "General practitioner: the family's doctor."),
    ("HV", "Health visitor."),
    ("NHS", "National Health Service. An NHS number is a person's number in it: ten digits."),
    ("PDF", "Portable document format: a document that looks the same everywhere."),
    ("PR", "Parental responsibility."),
    ("SALT or SLT", "Speech and language therapist."),
    ("SEND", "Special educational needs and disabilities."),
    ("TAF", "Team around the family."),
    ("UK GDPR", "The United Kingdom's General Data Protection Regulation, the law on personal information."),
    ("XLSX", "An Excel workbook."),
)
