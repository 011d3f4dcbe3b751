"""Once a year people say whether their profile is still right."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from experts.actions.profiles import confirm_profile, unpublish_profile
from experts.jobs import remind_profiles
from experts.profile_notices import NOTICE
from notifications.models import Delivery, Notification
from notifications.registry import Fact
from tests.factories.experts import make_profile

pytestmark = pytest.mark.django_db


def after(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days, hours=1), tick=False)


def asked() -> int:
    return Notification.objects.filter(kind="profile.confirm").count()


def open_questions(user) -> list[str]:
    facts = [
        Fact(row.event.subject, row.event.payload, row.event.occurred_at, None)
        for row in Notification.objects.filter(user=user).select_related("event")
    ]
    seen = NOTICE.may_see(user, facts)
    assert set(NOTICE.render(user, facts, "en")) == set(seen)
    return list(seen)


def test_people_are_asked_once_at_eleven_and_once_at_twelve_months():
    make_profile()

    counts = []
    for days in (0, 333, 334, 335, 364, 365, 366, 396, 800):
        with after(days):
            remind_profiles()
            remind_profiles()
        counts.append(asked())

    assert counts == [0, 0, 1, 1, 1, 2, 2, 2, 2]
    assert Delivery.objects.count() == 2


def test_a_clock_that_stood_still_asks_once():
    make_profile()

    with after(500):
        assert remind_profiles() == 1
        assert remind_profiles() == 0


def test_who_confirms_is_asked_again_a_year_later_and_not_before():
    profile = make_profile()
    with after(340):
        remind_profiles()
        assert len(open_questions(profile.user)) == 1
        profile.refresh_from_db()
        confirm_profile(actor=profile.user, profile=profile)
        assert open_questions(profile.user) == []
    with after(400):
        assert remind_profiles() == 0
    with after(340 + 335):
        assert remind_profiles() == 1
        assert len(open_questions(profile.user)) == 1


def test_a_profile_that_is_not_shown_is_not_asked_about():
    profile = make_profile()
    with after(340):
        remind_profiles()
        profile.refresh_from_db()
        unpublish_profile(actor=profile.user, profile=profile)
        assert open_questions(profile.user) == []
    with after(370):
        assert remind_profiles() == 0


@pytest.mark.parametrize(("days", "is_said"), [(395, False), (397, True)])
def test_the_page_says_when_nobody_confirmed_it_for_a_year(days, is_said):
    confirmed = timezone.now() - timedelta(days=days)
    profile = make_profile(confirmed_at=confirmed)

    page = Client().get(reverse("experts:profile_detail", args=[profile.slug])).content.decode()

    assert ("Not confirmed for a year" in page) == is_said


def test_many_profiles_are_asked_about_by_the_same_question(django_assert_max_num_queries):
    for _number in range(3):
        make_profile(confirmed_at=timezone.now())
    with django_assert_max_num_queries(1):
        remind_profiles()
