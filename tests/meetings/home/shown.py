"""My fortnight as somebody is shown it."""

import re


def home(client, who):
    client.force_login(who)
    answer = client.get("/")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def part(shown, number):
    """The text of the panel with that id."""
    found = re.search(rf'<section[^>]*id="{number}".*?</section>', shown)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""
