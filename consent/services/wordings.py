"""Putting the words in use that families hear before they agree."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit.services import record
from centres.models import Centre
from consent.models import Wording
from consent.policies import may_keep_wordings
from consent.rules import require_in_use_from_now, require_version_new, require_words
from consent.status import ENGLISH


@transaction.atomic
def put_wording_in_use(
    *, centre: Centre, version: str, language: str, text: str, in_use_from: date, by: User, on: date
) -> Wording:
    """Put the words in use that the centre's families hear before they agree; a version is never edited afterwards.

    From `in_use_from` on it takes the place of the version before it in the same language.
    Raises NotAllowed, RuleBroken("no_words" | "in_use_before" | "version_known").
    """
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    may_keep_wordings(by, centre.pk).require()
    require_words(text)
    require_in_use_from_now(in_use_from, on)
    require_version_new(centre, version.strip(), language.strip())
    wording = Wording.objects.create(
        centre=centre,
        version=version.strip(),
        language=_as_spelt_before(centre, language.strip()),
        text=text.strip(),
        in_use_from=in_use_from,
    )
    record(by=by, verb="put_wording_in_use", subject=wording, version=wording.version, in_use_from=str(in_use_from))
    return wording


def _as_spelt_before(centre: Centre, language: str) -> str:
    if language.lower() == ENGLISH.lower():
        return ENGLISH
    before = centre.wordings.filter(language__iexact=language).first()  # two spellings would be two languages
    return before.language if before else language
