"""Which restricted notes a person may read."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.querysets.opening import table
from cases.status import NOTE_IS
from centres.querysets import centre_ids
from centres.status import Role
from consent.querysets import not_excluded


class NoteReaderQuerySet(models.QuerySet):
    """Readers of restricted notes."""

    def current(self) -> "NoteReaderQuerySet":
        """Those it was not taken away from."""
        return self.filter(until=None)


class RestrictedNoteQuerySet(models.QuerySet):
    """Restricted notes."""

    def visible_to(self, user: Any) -> "RestrictedNoteQuerySet":
        """Those `user` wrote, is named for, or are of their supervision, while a relation opens the case to them; all
        of the centres they manage.

        All end with the route to the case: with the part in the team, the lead, the agreement, the share, the job.
        So a referrer has "their own" (access.md) as long as they lead or take part: without that they have no page of
        the case, and what they write before there is one is the referral. An emergency opens none. What the family
        keeps from an agency reaches none of its people, the writer neither.
        """
        today = timezone.localdate()
        named = table("NoteReader").order_by().current().filter(note_id=OuterRef("pk"), user_id=user.pk or 0)
        known = Q()
        for kind, information in NOTE_IS.items():
            # Not `knows`, which an emergency opens.
            lets = not_excluded(user, today, centre="case__centre_id", family="case__family_id", kind=information)
            known |= Q(kind=kind) & Q(lets)
        involved = Q(case__in=table("Case").order_by().involving(user).values("pk"))
        mine = Q(by_id=user.pk or 0) | Q(about_id=user.pk or 0) | Q(Exists(named))
        return self.filter(Q(case__centre_id__in=centre_ids(user, Role.CENTRE_MANAGER)) | (mine & known & involved))

    def shown_to(self, user: Any) -> "RestrictedNoteQuerySet":
        """The same with everything that is shown of each; of what it corrects, and what corrects it, only what `user`
        may read as well: four queries, however many there are."""
        own = type(self)(self.model, using=self.db).visible_to(user)
        current = table("NoteReader").current().select_related("user")
        return (
            self.visible_to(user)
            .select_related("by", "about", "case")
            .prefetch_related(
                models.Prefetch("readers", queryset=current, to_attr="named"),
                models.Prefetch("corrects", queryset=own, to_attr="known_corrected"),
                models.Prefetch("corrections", queryset=own, to_attr="known_corrections"),
            )
        )
