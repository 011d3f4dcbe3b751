from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from tests.factories.vocabularies import make_scheme, make_term
from vocabularies.models import LabelSource, Term, TermAlias, TermLabel, TermRelation

pytestmark = pytest.mark.django_db


def term_url(name: str, *args: object) -> str:
    return reverse(f"wagtailsnippets_vocabularies_term:{name}", args=args)


def member(*codenames: str) -> User:
    user = User.objects.create_user("editor@example.org", "secret-enough-1")
    group = Group.objects.create(name="Vocabulary editors")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    user.groups.add(group)
    return user


@pytest.fixture
def editor(client):
    user = member("add_term", "change_term", "view_term", "change_scheme")
    client.force_login(user)
    return user


def formset(prefix: str, rows: list[dict[str, object]], initial: int = 0) -> dict[str, object]:
    data: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
        data |= {f"{prefix}-{place}-ORDER": place + 1}
    return data


def form_data(term: Term, **changes: Any) -> dict[str, object]:
    labels = [
        {"id": row.pk, "language": row.language, "kind": row.kind, "source": row.source,
         "text": row.text}
        for row in term.labels.all()
    ]  # fmt: skip
    relations = changes.pop("relations", [])
    return {
        "scheme": term.scheme_id, "key": term.key, "notation": "", "position": 0, "uri": "",
        "replaced_by": "",
        **formset("labels", changes.pop("labels", labels), len(labels)),
        **formset("notes", []), **formset("relations", relations), **formset("aliases", []),
        **changes,
    }  # fmt: skip


@pytest.mark.usefixtures("editor")
def test_terms_are_found_by_a_label_in_any_language(client, django_assert_max_num_queries):
    make_term("topics:reefs", en="Coral reefs", fr="Récifs coralliens")
    make_term("topics:other", en="Something else")
    with django_assert_max_num_queries(25):
        html = client.get(term_url("list"), {"q": "recifs"}).content.decode()
    assert "topics:reefs" in html
    assert "topics:other" not in html


def test_who_has_no_permission_does_not_get_in(client):
    client.force_login(member())
    assert client.get(term_url("list")).status_code == 302
    term = make_term("topics:reefs", en="Reefs")
    assert client.post(term_url("edit", term.pk), form_data(term)).status_code == 302
    assert TermLabel.objects.get(term=term).text == "Reefs"


@pytest.mark.usefixtures("editor")
def test_wording_changed_here_is_pinned(client):
    term = make_term("topics:reefs", en="Reefs")
    label = term.labels.get()
    rows = [
        {"id": label.pk, "language": "en", "kind": "preferred", "source": LabelSource.LOCAL,
         "text": "Our reefs"},
        {"language": "fr", "kind": "preferred", "source": LabelSource.LOCAL, "text": "Nos récifs"},
    ]  # fmt: skip
    response = client.post(term_url("edit", term.pk), form_data(term, labels=rows))
    assert response.status_code == 302
    assert set(TermLabel.objects.values_list("text", "folded", "pinned")) == {
        ("Our reefs", "our reefs", True), ("Nos récifs", "nos recifs", True),
    }  # fmt: skip


@pytest.mark.usefixtures("editor")
def test_a_new_key_leaves_the_old_one_as_a_former_key(client):
    term = make_term("topics:reefs", en="Reefs")
    client.post(term_url("edit", term.pk), form_data(term, key="coral-reefs"))
    assert Term.objects.get().identifier == "topics:coral-reefs"
    assert TermAlias.objects.get(former=True).key == "reefs"


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("key", ["with space", "a/b", "a:b", "TAKEN"])
def test_a_key_that_cannot_be_one_is_refused(client, key):
    TermAlias.objects.create(term=make_term("topics:other", en="Other"), key="TAKEN")
    term = make_term("topics:reefs", en="Reefs")
    response = client.post(term_url("edit", term.pk), form_data(term, key=key))
    assert response.status_code == 200
    assert Term.objects.get(pk=term.pk).key == "reefs"


@pytest.mark.usefixtures("editor")
def test_a_broader_term_from_below_is_refused_with_a_reason(client):
    top = make_term("topics:top", en="Top")
    below = make_term("topics:below", top, en="Below")
    data = form_data(top, relations=[{"type": "broader", "target": below.pk}])
    response = client.post(term_url("edit", top.pk), data)
    assert response.status_code == 200
    assert "This term is below the one that you edit." in response.content.decode()
    assert TermRelation.objects.count() == 1


def test_nobody_deletes_a_term(client):
    client.force_login(User.objects.create_superuser("root@example.org", "secret-enough-1"))
    term = make_term("topics:reefs", en="Reefs")
    client.post(term_url("delete", term.pk))
    assert Term.objects.filter(pk=term.pk).exists()


@pytest.mark.usefixtures("editor")
def test_a_term_is_chosen_by_a_label_in_any_language(client):
    make_term("topics:reefs", en="Coral reefs", ar="الشعاب المرجانية")
    make_term("topics:other", en="Other")
    url = reverse("wagtailsnippetchoosers_vocabularies_term:choose_results")
    html = client.get(url, {"q": "الشعاب"}).content.decode()
    assert "topics:reefs" in html
    assert "topics:other" not in html


@pytest.mark.usefixtures("editor")
def test_the_form_of_a_vocabulary_opens(client):
    scheme = make_scheme("topics")
    url = reverse("wagtailsnippets_vocabularies_scheme:edit", args=[scheme.pk])
    assert client.get(url).status_code == 200
