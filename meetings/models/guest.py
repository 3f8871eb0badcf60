"""Guests: people who come to a meeting for named items only."""

import pgtrigger
from django.db import models

from audit.history import keep_history
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Attendance

IS_GUEST_OF_THAT_MEETING = """
    IF NOT EXISTS (
        SELECT 1 FROM meetings_attendance comes JOIN meetings_agendaitem item ON item.meeting_id = comes.meeting_id
        WHERE comes.id = NEW.attendance_id AND item.id = NEW.item_id AND comes.guest
    ) THEN
        RAISE EXCEPTION 'guest_of_that_meeting: a guest comes for items of the meeting that they come to'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@keep_history(link=True)
class GuestItem(models.Model):
    """That a guest comes for an item. Without such a row a guest hears of nothing: need-to-know, item by item."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="guest_items")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="guests")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["attendance", "item"], name="guest_item_once")]
        triggers = [
            pgtrigger.Trigger(
                name="guest_of_that_meeting",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=IS_GUEST_OF_THAT_MEETING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance.user} for {self.item}"
