"""What is recommended to a reader: by what they said, of what they may see, with the reason."""

import uuid
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.interests import Interest, interests_of
from accounts.models import User
from experts.models import Profile
from records.audiences import Viewer
from records.data import PartialDate, Period
from search.models import DismissedRecommendation
from search.recommendation_actions import choose_recommendations, dismiss_recommendation
from search.recommendations import LENGTH, MAX_PEOPLE, recommendations_for, score_of
from tests.factories.accounts import make_user
from tests.factories.cms import make_site
from tests.factories.experts import make_profile
from tests.factories.records import make_record
from tests.factories.saved import make_saved
from tests.factories.vocabularies import make_term
from vocabularies.models import Term

pytestmark = pytest.mark.django_db

REEFS, FORESTS, TARGET = "cbd-subjects:reefs", "cbd-subjects:forests", "gbf-targets:three"
SWITCH = "/en/workspace/recommendations/"


@pytest.fixture
def reader() -> User:
    """Somebody who knows reefs well and forests a little."""
    make_term(REEFS, en="Coral reefs", fr="Récifs coralliens")
    make_term(FORESTS, en="Forests")
    user = make_user()
    make_profile(user=user, expertise={REEFS: 4, FORESTS: 1})
    return user


def make_study(*terms: str, age: int = 0, **fields):
    issued = PartialDate(timezone.localdate() - timedelta(days=age))
    return make_record(**({"kind": "case-study", "terms": terms, "issued": issued} | fields))


def found(user: User, language: str = "en") -> list[tuple[uuid.UUID, str]]:
    items = recommendations_for(Viewer(user), user, language).items
    return [(item.card.uid, item.reason) for item in items]


def test_what_somebody_knows_better_comes_first_with_the_reason(reader):
    forests, reefs = make_study(FORESTS), make_study(REEFS)
    make_study("cbd-subjects:deserts")

    assert found(reader) == [
        (reefs.uid, "Because you know about Coral reefs"),
        (forests.uid, "Because you know about Forests"),
    ]


def test_narrower_subjects_count(reader):
    make_term("cbd-subjects:atolls", Term.objects.get(key="reefs"), en="Atolls")
    atolls = make_study("cbd-subjects:atolls")

    assert found(reader) == [(atolls.uid, "Because you know about Coral reefs")]


def test_a_fortnight_halves_what_a_thing_is_worth():
    today = date(2027, 3, 15)
    interest = Interest(term=REEFS, weight=1, reason="%(name)s")

    scores = [score_of([interest], today - timedelta(days=days), today) for days in (0, 14, 28)]

    assert scores == [1, 0.5, 0.25]
    assert score_of([interest], today + timedelta(days=9), today) == 1


def test_the_newest_comes_first_and_the_list_is_short_and_stable(reader):
    studies = [make_study(REEFS, age=age) for age in range(LENGTH + 3)]

    assert [uid for uid, _reason in found(reader)] == [study.uid for study in studies[:LENGTH]]
    assert found(reader) == found(reader)


def test_saved_searches_count_by_their_subjects(reader):
    make_term(TARGET, en="Target 3")
    other = make_user()
    make_saved(other, "q=ridge&target=three&country=FJ", name="My target")
    study = make_study(TARGET)
    make_study(countries=("FJ",))

    assert found(other) == [(study.uid, "Because you saved “My target”")]


def test_a_place_counts_where_it_stands_alone():
    user = make_user()
    make_saved(user, "country=FJ", name="Fiji")
    make_saved(user, "q=reef&country=WS", name="Words")

    assert [interest.term for interest in interests_of(user)] == ["countries:FJ"]


def test_nothing_is_recommended_that_may_not_be_seen(reader):
    make_study(REEFS, restriction_gate="restriction:7")

    assert found(reader) == []


def test_a_few_people_are_recommended_but_not_the_reader(reader):
    people = [make_profile(expertise={REEFS: 2}) for _number in range(MAX_PEOPLE + 2)]
    study = make_study(REEFS, age=60)
    uids = [uid for uid, _reason in found(reader)]

    assert Profile.objects.get(user=reader).uid not in uids
    assert len(set(uids) & {person.uid for person in people}) == MAX_PEOPLE
    assert study.uid in uids


def test_what_is_over_is_left_out(reader):
    yesterday = timezone.now() - timedelta(days=1)
    make_study(REEFS, kind="event", period=Period(yesterday, yesterday))

    assert found(reader) == []


def test_reasons_are_in_the_language_of_the_reader(reader):
    make_study(REEFS)

    assert found(reader, "fr")[0][1].endswith("Récifs coralliens")


def test_who_named_nothing_gets_a_hint_alone(client):
    user = make_user()
    make_study(REEFS)
    result = recommendations_for(Viewer(user), user, "en")

    assert (result.is_on, result.has_interests, result.items) == (True, False, ())


def test_recommendations_cost_four_queries(reader):
    make_saved(reader, "topic=reefs")
    for _number in range(12):
        make_study(REEFS)
    found(reader)
    with CaptureQueriesContext(connection) as queries:
        assert len(found(reader)) == LENGTH

    asked = [query["sql"] for query in queries if "vocabularystamp" not in query["sql"]]
    assert len(asked) <= 4, "\n".join(asked)


@pytest.fixture
def browser(reader) -> Client:
    make_site()
    client = Client()
    client.force_login(reader)
    return client


def test_one_thing_is_dismissed_for_good(browser, reader):
    unwanted, wanted = make_study(REEFS), make_study(REEFS)
    browser.post(f"{SWITCH}{unwanted.uid}/")
    response = browser.post(f"{SWITCH}{unwanted.uid}/")

    assert response.headers["Location"] == "/en/workspace/#recommendations"
    assert [uid for uid, _reason in found(reader)] == [wanted.uid]
    assert DismissedRecommendation.objects.count() == 1


def test_what_may_not_be_seen_cannot_be_dismissed(browser):
    hidden = make_study(REEFS, restriction_gate="restriction:7")

    assert browser.post(f"{SWITCH}{hidden.uid}/").status_code == 404
    assert browser.post(f"{SWITCH}{uuid.uuid4()}/").status_code == 404
    assert not DismissedRecommendation.objects.exists()


def test_they_are_turned_off_and_on_again(browser, reader):
    study = make_study(REEFS)
    browser.post(SWITCH, {"is_on": "0"})
    off = unescape(browser.get("/en/workspace/").content.decode())

    assert found(reader) == []
    assert "Turn recommendations on" in off
    assert "Because you know" not in off
    browser.post(SWITCH, {"is_on": "1"})
    assert [uid for uid, _reason in found(reader)] == [study.uid]


def test_the_choices_of_one_are_not_those_of_another(reader):
    study = make_study(REEFS)
    other = make_user()
    make_profile(user=other, expertise={REEFS: 2})
    choose_recommendations(user=other, is_on=False)
    dismiss_recommendation(user=other, uid=study.uid)

    assert study.uid in [uid for uid, _reason in found(reader)]
