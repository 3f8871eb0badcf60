"""What it costs to find a family among 200,000, with row-level security on, over the same among 1,000.

All of them are of one centre, whose manager may find each. Beside the manager somebody looks who leads some of them:
they may find a few, and pay for no other.
"""

import statistics
import time
from typing import Any

from bench.demo import Places, get, working_as

FEW, MANY, ROUNDS = 1_000, 200_000, 5
# As somebody types: part of a name, names, another order, misspelt, as it sounds, before; nobody; a postcode, a number.
TYPED = (
    "ma", "smi", "smith", "smith mary", "mary smith jack", "smiht", "smiht marry", "mohamed", "jhon taylro", "brook",
    "catherine brown", "wisnewski", "qqqqq", "xylophone zebra", "LS7 1AB", "000 000 5001",
)  # fmt: skip


def measured(at: Places) -> dict[str, float]:
    """Milliseconds of SQL for the whole page, of the median search of whoever waits longer; and over 1,000 families."""
    people = {"manager": at.manager, "lead": _lead(at)}
    took = {}
    for families in (FEW, MANY):
        _fill(at, families)
        took[families] = {name: _milliseconds(at.client, who) for name, who in people.items()}
        for name, times in took[families].items():
            slowest = max(times, key=lambda typed: times[typed])
            print(f"{families} families, {name}: {statistics.median(times.values()):.1f} ms; "  # noqa: T201 - it says so
                  f"{times[slowest]:.1f} ms for “{slowest}”", flush=True)  # fmt: skip
    few, many = ({name: statistics.median(one.values()) for name, one in took[n].items()} for n in (FEW, MANY))
    return {
        "search_ms": round(max(many.values()), 1),
        "search_slowest_ms": round(max(ms for times in took[MANY].values() for ms in times.values()), 1),
        "search_over_1k": round(max(many[name] / few[name] for name in people), 2),
    }


def _milliseconds(client: Any, who: Any) -> dict[str, float]:
    """SQL of each search, the median of some."""
    from django.urls import reverse

    from row_security.policies import WEB

    client.force_login(who)
    page, found = reverse("find_family"), {}
    with working_as(WEB):
        get(client, page)
        for typed in TYPED:
            tries = [_sql(lambda to=f"{page}?q={typed}": get(client, to)) for _ in range(ROUNDS)]
            found[typed] = statistics.median(tries) * 1000
    return found


def _sql(do: Any) -> float:
    from django.db import connection

    spent = 0.0

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal spent
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent += time.perf_counter() - began

    with connection.execute_wrapper(timed):
        do()
    return spent


def _lead(at: Places) -> Any:
    """Somebody of the centre who leads more cases of the demo than anybody else."""
    from django.db.models import Count, Q

    from accounts.models import User

    accepted = Count("leads", filter=Q(leads__status="accepted", leads__case__centre=at.case.centre))
    return User.objects.annotate(led=accepted).order_by("-led", "pk")[0]


# --- the families -------------------------------------------------------------------------------------------------

SURNAMES = """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Khan Hussain Begum Singh Kaur Ali Ahmed Kowalska
    Wiśniewska Nowak Okafor Adeyemi Mensah Chen Wong Nguyen O’Brien Murphy Kelly Walsh Campbell Stewart MacDonald Evans
    Thomas Roberts Lewis Robinson Wood Thompson White Walker Hall Wright Green Hughes Edwards Turner Martin Cooper Hill
    Ward Baker Harris Clark Morgan Lee Allen Scott Moore Parker Cook Bailey Bennett Shah Malik Mohamud Abdi Warsame
    Popescu Ionescu Silva Santos Ferreira Garcia Novák Horváth Kovács Petrov Ivanova Demir Yilmaz Kaya Brook Lind
"""
FIRST = """
    Mary John Jack Olivia Amelia Noah George Muhammad Mohammed Mohamed Aisha Ayesha Fatima Catherine Katherine Kate
    Sarah Sara Emma Grace Ada Theo Leo Oscar Freya Isla Ivy Lily Zoë Chloë Aoife Siobhán Seán Shaun Stephen Steven Luke
    Łukasz Katarzyna Agnieszka Piotr Ngozi Chidi Kofi Ama Wei Linh Minh Priya Rahul Simran Gurpreet Elif Emir Ioana
    Andrei Maria Marta Tomás José Milo Uma Iris Rory Tamsin Ewan Orla Niamh Callum Hamish Dylan Rhys Cerys Megan Owen
"""
# In one statement each, as the owner of the tables and without their triggers, which would take an hour; what the
# triggers of the search write is written by the same function afterwards, as the migration does.
FILL = """
    SET LOCAL session_replication_role = replica;
    CREATE OR REPLACE FUNCTION pg_temp.one_of(names text[], skew float) RETURNS text LANGUAGE sql VOLATILE AS
        $$ SELECT names[1 + floor(random() ^ skew * cardinality(names))::int] $$;
    CREATE TEMPORARY TABLE made ON COMMIT DROP AS
        SELECT n, pg_temp.one_of(%(surnames)s, 1.5) AS surname, pg_temp.one_of(%(surnames)s, 1) ||
               CASE WHEN n %% 3 = 0 THEN '' ELSE
               substr('aeioubcdlmnrst', 1 + n %% 14, 1) || substr('nrstlm', 1 + n / 14 %% 6, 1) END AS other
        FROM generate_series(%(first)s::int, %(last)s::int) n;
    INSERT INTO families_family
        (id, centre_id, reference, name, language, interpreter_needed, safe_contact, created_at)
        SELECT 1000000 + n, %(centre)s, 'B-' || n, CASE WHEN n %% 2 = 0 THEN surname ELSE other END, '', false, '',
               now()
        FROM made;
    INSERT INTO families_child (family_id, name, date_of_birth, nhs_number)
        SELECT 1000000 + n, pg_temp.one_of(%(names)s, 1) || ' ' || surname, date '2025-03-11' - n %% 1500,
               lpad((n * 10 + child)::text, 10, '0')
        FROM made, generate_series(1, 2) child;
    INSERT INTO families_adult (family_id, name, nhs_number, phone, email)
        SELECT 1000000 + n, pg_temp.one_of(%(names)s, 1) || ' ' ||
               CASE WHEN adult = 1 THEN surname ELSE other END, '', '', ''
        FROM made, generate_series(1, 2) adult;
    INSERT INTO families_address (family_id, lines, postcode, confidential, since)
        SELECT 1000000 + n, n || ' Elm Street', 'LS' || n %% 30 || ' ' || n %% 9 || 'A' || chr(65 + n / 270 %% 26),
               n %% 50 = 0, '2025-01-01'
        FROM made;
    INSERT INTO families_formername (family_id, name, until, recorded_by_id)
        SELECT 1000000 + n, pg_temp.one_of(%(surnames)s, 1), '2025-01-01', %(by)s
        FROM made WHERE n %% 5 = 0;
    SELECT count(fortnight_write_search_row(1000000 + n)) FROM made;
"""


def _fill(at: Places, families: int) -> None:
    """As many families at the centre as are wanted, and what PostgreSQL knows of their tables."""
    from django.db import connection, transaction

    from families.models import Family

    here = Family.objects.filter(pk__gte=1_000_000).count()
    facts = {"surnames": SURNAMES.split(), "names": FIRST.split(), "first": here + 1, "last": families}
    with working_as("NONE"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT setseed(0.5)")
            cursor.execute(FILL, facts | {"centre": at.case.centre_id, "by": at.manager.pk})
        with connection.cursor() as cursor:
            for table in ("family", "child", "adult", "address", "formername", "searchrow"):
                cursor.execute(f"VACUUM ANALYZE families_{table}")
