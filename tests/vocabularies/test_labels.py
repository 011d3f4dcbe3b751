import pytest
from django.db import transaction

from tests.factories.vocabularies import make_term
from vocabularies import stamp
from vocabularies.labels import canonical, labels_for
from vocabularies.models import TermAlias, TermLabel, VocabularyStamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_request():
    stamp.on_request_started()
    yield
    stamp.on_request_finished()


def test_the_label_is_in_the_language_of_the_reader():
    make_term("topics:mangroves", en="Mangroves", ar="أشجار المانغروف")
    label = labels_for(["topics:mangroves"], "ar")["topics:mangroves"]
    assert (label.text, label.language, label.direction) == ("أشجار المانغروف", "ar", "rtl")


@pytest.mark.parametrize(
    ("labels", "asked", "language"),
    [
        ({"en": "Reefs", "fr": "Récifs"}, "ru", "en"),
        ({"fr": "Récifs", "es": "Arrecifes"}, "ru", "es"),
        ({"pt": "Recifes", "en": "Reefs"}, "pt-br", "pt"),
        ({"zh_hant": "珊瑚", "en": "Reefs"}, "zh-hans", "zh-hant"),
        ({"bi": "Rif"}, "en", "bi"),
    ],
)
def test_a_missing_language_falls_back_and_says_which_language_it_is(labels, asked, language):
    make_term("topics:reefs", **labels)
    assert labels_for(["topics:reefs"], asked)["topics:reefs"].language == language


def test_a_language_unknown_to_django_leaves_the_direction_to_the_browser():
    make_term("topics:reefs", bi="Rif")
    assert labels_for(["topics:reefs"], "en")["topics:reefs"].direction == "auto"


def test_unknown_identifiers_are_missing_in_the_answer():
    assert labels_for(["topics:none", "nonsense", ""], "en") == {}


def test_an_alias_has_the_label_of_its_term():
    term = make_term("topics:reefs", en="Reefs")
    TermAlias.objects.create(term=term, key="OLD-REEF")
    assert labels_for(["topics:OLD-REEF"], "en")["topics:OLD-REEF"].text == "Reefs"


def test_aliases_and_replaced_terms_have_a_canonical_identifier():
    newest = make_term("topics:c", en="C")
    middle = make_term("topics:b", en="B")
    oldest = make_term("topics:a", en="A")
    for old, new in ((oldest, middle), (middle, newest)):
        old.replaced_by = new
        old.save()
    TermAlias.objects.create(term=oldest, key="alias")
    asked = ["topics:alias", "topics:a", "topics:c", "topics:unknown"]
    assert canonical(asked) == dict.fromkeys(asked[:3], "topics:c")


def test_terms_that_replace_each_other_do_not_hang():
    first, second = make_term("topics:a", en="A"), make_term("topics:b", en="B")
    first.replaced_by, second.replaced_by = second, first
    first.save()
    second.save()
    assert canonical(["topics:a"])["topics:a"] in {"topics:a", "topics:b"}


def test_a_list_costs_the_same_for_one_and_many_terms(django_assert_num_queries):
    identifiers = [make_term(f"topics:{n}", en=f"Topic {n}").identifier for n in range(50)]
    with django_assert_num_queries(2):
        labels_for(identifiers, "fr")
    with django_assert_num_queries(1):
        labels_for(identifiers, "es")


def test_within_a_request_the_stamp_is_read_once(django_assert_num_queries):
    make_term("topics:reefs", en="Reefs")
    stamp.on_request_started()
    with django_assert_num_queries(2):
        for _ in range(5):
            labels_for(["topics:reefs"], "en")
    stamp.on_request_finished()


@pytest.mark.usefixtures("in_request")
def test_a_changed_label_is_seen_at_once_even_within_the_request():
    term = make_term("topics:reefs", en="Reefs")
    assert labels_for(["topics:reefs"], "en")["topics:reefs"].text == "Reefs"
    label = TermLabel.objects.get(term=term)
    label.text = "Coral reefs"
    label.save()
    assert labels_for(["topics:reefs"], "en")["topics:reefs"].text == "Coral reefs"


def reef_label() -> str:
    return labels_for(["topics:reefs"], "en")["topics:reefs"].text


@pytest.mark.usefixtures("in_request")
def test_what_was_rolled_back_is_not_remembered():
    term = make_term("topics:reefs", en="Reefs")
    assert reef_label() == "Reefs"
    with transaction.atomic():
        label = TermLabel.objects.get(term=term)
        label.text = "Never committed"
        label.save()
        assert reef_label() == "Never committed"
        transaction.set_rollback(True)
    assert reef_label() == "Reefs"


@pytest.mark.usefixtures("in_request")
def test_what_another_process_changed_is_seen_by_the_next_request():
    make_term("topics:reefs", en="Reefs")
    stamp.on_request_started()
    assert reef_label() == "Reefs"
    TermLabel.objects.update(text="Coral reefs")
    VocabularyStamp.objects.update(value="of-another-process")
    assert reef_label() == "Reefs"
    stamp.on_request_started()
    assert reef_label() == "Coral reefs"


def test_before_the_first_change_nothing_is_kept():
    make_term("topics:reefs", en="Reefs")
    VocabularyStamp.objects.all().delete()
    assert reef_label() == "Reefs"
    TermLabel.objects.update(text="Coral reefs")
    assert reef_label() == "Coral reefs"
