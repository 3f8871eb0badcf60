"""Opening pages and sending forms as somebody."""

from django.urls import reverse


def seen(client, who, name, *args, **data):
    """The page as `who` sees it."""
    client.force_login(who)
    return client.get(reverse(name, args=args), data)


def sent(client, who, name, *args, **data):
    """The form, sent by `who`, and the page it leads to."""
    client.force_login(who)
    return client.post(reverse(name, args=args), data, follow=True)


def typed(item, **fields):
    """What the chair's screen sends."""
    rows = {"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0"}
    return {"version": item.version, "kind": "signpost", "reason": "It fits best.", **rows, **fields}


def job_of(who, team):
    """The membership by which somebody is chosen on the screen."""
    return who.memberships.get(centre=team.centre).pk


def text(response):
    """What a page says."""
    return response.content.decode()
