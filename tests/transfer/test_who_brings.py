"""Families, agreements, referrals and cases of a list are brought along by the manager of that centre alone."""

import pytest

from cases.policies import may_bring_cases
from centres.status import Role
from consent.policies import may_bring_agreements
from families.policies import may_bring_families
from referrals.policies import may_bring_referrals
from tests.factories import centres as make
from transfer.policies import may_import

pytestmark = pytest.mark.django_db
EACH = (may_import, may_bring_families, may_bring_agreements, may_bring_referrals, may_bring_cases)


@pytest.mark.parametrize("may", EACH, ids=lambda may: may.__name__)
def test_only_the_manager_of_this_centre_may(may):
    here = make.centre()
    allowed = {role for role in Role if may(make.member(here, role), here.pk)}
    assert allowed == {Role.CENTRE_MANAGER}
    assert not may(make.manager(make.centre()), here.pk)
    assert "manager" in may(make.health_visitor(here), here.pk).because
