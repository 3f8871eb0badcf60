"""Every verb of the histories with its weight: how often it is tried, beside the others."""

from tests.histories import verbs_of_cases, verbs_of_families, verbs_of_leads, verbs_of_plans
from tests.histories.verbs_of_families import begin

VERBS = verbs_of_leads.VERBS | verbs_of_plans.VERBS | verbs_of_cases.VERBS | verbs_of_families.VERBS

__all__ = ["VERBS", "begin"]
