"""The digest as a message: plain text and simple HTML, references and links only."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from reminders.models import Digest, Reminder


def send(digest: Digest, reminders: Sequence[Reminder]) -> None:
    """Hand the digest to the mail server; raises OSError if it does not take it."""
    message(digest, reminders).send(fail_silently=False)


def message(digest: Digest, reminders: Sequence[Reminder]) -> EmailMultiAlternatives:
    """The digest's message. Its Message-ID depends on the digest alone, so a repeat can be told from a new one."""
    shown = {
        "name": digest.to.name,
        "on": digest.on,
        "lines": [{"sentence": one.sentence, "link": settings.SITE_URL + one.path} for one in reminders],
        "home": settings.SITE_URL + "/",
    }
    made = EmailMultiAlternatives(
        subject="Fortnight: what is waiting for you",
        body=render_to_string("reminders/email/digest.txt", shown, using="jinja2"),
        to=[digest.to.email],
        headers={"Message-ID": message_id(digest), "Auto-Submitted": "auto-generated"},
    )
    made.attach_alternative(render_to_string("reminders/email/digest.html", shown, using="jinja2"), "text/html")
    return made


def send_one(reminder: Reminder) -> None:
    """Hand one reminder to the mail server by itself; raises OSError if it does not take it."""
    host = urlsplit(settings.SITE_URL).hostname or "fortnight"
    shown = {"name": reminder.to.name, "sentence": reminder.sentence, "link": settings.SITE_URL + reminder.path}
    made = EmailMultiAlternatives(
        subject="Fortnight: please look at this now",
        body=render_to_string("reminders/email/at_once.txt", shown, using="jinja2"),
        to=[reminder.to.email],
        headers={"Message-ID": f"<reminder-{reminder.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    made.attach_alternative(render_to_string("reminders/email/at_once.html", shown, using="jinja2"), "text/html")
    made.send(fail_silently=False)


def message_id(digest: Digest) -> str:
    """The same for every attempt at one digest."""
    return f"<digest-{digest.pk}-{digest.on:%Y%m%d}@{urlsplit(settings.SITE_URL).hostname or 'fortnight'}>"
