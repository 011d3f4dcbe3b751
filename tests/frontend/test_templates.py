"""Every template loads, and every component says what it is given."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import get_template, render_to_string

from cms.templatetags.chrome import file_type, licence_label, without_number
from records.presentation import RecordCard, Text
from records.registry import kind, kinds

TEMPLATES = Path(settings.BASE_DIR) / "cms" / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*"))


class ContactForm(forms.Form):
    """A form with each kind of field."""

    email = forms.EmailField(label="Mail address", help_text="We write to you once.")
    agree = forms.BooleanField(label="I agree")
    colour = forms.ChoiceField(
        label="Colour", required=False, choices=[("r", "Red")], widget=forms.RadioSelect
    )


def card(**fields: object) -> RecordCard:
    """A card of a French case study, seen by a reader of English."""
    values = {
        "uid": "0b0e0c36-0000-4000-8000-000000000001",
        "kind": kind("case-study"),
        "title": Text("La route et la mer", "fr"),
        "summary": Text("Un village cède la route.", "fr"),
        "url": "/en/knowledge/road/",
        "countries": ("Fiji",),
        "date": "3 May 2027",
        "machine_date": "2027-05-03",
        "starts": None,
        "source": "",
        "is_harvested": False,
        "is_stale": False,
        "languages": ("fr",),
        "is_fallback": True,
        "image": "",
    }
    return RecordCard(**(values | fields))  # type: ignore[arg-type]


def component(name: str, /, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context)


@pytest.mark.parametrize("name", NAMES)
def test_template_loads(name: str) -> None:
    assert get_template(name) is not None


@pytest.mark.parametrize("name", NAMES)
def test_template_has_no_inline_code_or_style(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    assert "|safe" not in source
    assert " style=" not in source
    assert " onclick=" not in source
    assert " hx-" not in source.replace("data-hx-", "")


@pytest.mark.parametrize("key", [kind.key for kind in kinds()])
def test_every_kind_has_an_icon(key: str) -> None:
    assert "<svg" in component("icon", name=kind(key).icon)


def test_a_button_is_a_link_when_it_leads_somewhere() -> None:
    assert component("button", label="Join", href="/x/").startswith('<a class="button"')
    assert '<button class="button button-danger" type="submit"' in component(
        "button", label="Delete", variant="danger"
    )


def test_a_row_marks_the_language_of_its_title() -> None:
    markup = component("record_row", card=card())
    assert '<a href="/en/knowledge/road/" lang="fr" dir="ltr">La route et la mer</a>' in markup
    assert "French" in markup


def test_a_card_without_picture_gets_the_pattern_of_its_kind() -> None:
    assert 'class="motif card-picture"' in component("record_card", card=card())
    with_picture = component("record_card", card=card(image="/media/images/x.jpg"))
    assert 'src="/media/images/x.jpg" alt=""' in with_picture


def test_many_countries_are_counted_instead_of_listed() -> None:
    many = card(countries=("Fiji", "Tonga", "Samoa", "Palau", "Kiribati"))
    assert "5 countries" in component("record_meta", card=many)


def test_a_field_ties_label_help_and_error_together() -> None:
    form = ContactForm({"email": "nobody", "agree": "on"})
    markup = component("field", field=form["email"])
    assert '<label class="field-label" for="id_email">' in markup
    assert 'aria-describedby="id_email_helptext id_email_error"' in markup
    assert 'id="id_email_error"' in markup


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    markup = component("field", field=ContactForm()["colour"])
    assert "<fieldset" in markup
    assert "(optional)" in markup


def test_the_summary_of_errors_links_to_the_fields() -> None:
    markup = component("error_summary", form=ContactForm({"email": "nobody"}))
    assert 'href="#id_email"' in markup
    assert 'href="#id_agree"' in markup


def test_pages_of_results_keep_the_query() -> None:
    page = Paginator(range(100), 10).page(5)
    markup = component("pagination", page_obj=page, query="q=reef")
    assert 'rel="next" href="?q=reef&amp;page=6"' in markup
    assert 'aria-current="page"' in markup


@pytest.mark.parametrize("level", ["info", "success", "warning", "error"])
def test_a_notice_has_a_sign_beside_its_words(level: str) -> None:
    markup = component("notice", level=level, text="Saved.")
    assert "<svg" in markup
    assert "Saved." in markup


def test_facts_are_a_list_of_definitions() -> None:
    facts = [SimpleNamespace(term="Capital", value="Suva"),
             SimpleNamespace(term="Languages", values=["English", "Fijian"])]  # fmt: skip
    markup = component("facts", items=facts)
    assert "<dt>Capital</dt>" in markup
    assert "<li>Fijian</li>" in markup


def test_other_components_say_what_they_are_given() -> None:
    assert "Nothing yet" in component("empty", title="Nothing yet", text="It will come.")
    assert "Remove this filter" in component("chip", label="Fiji", remove_url="?")
    assert ">3</span>" in component("tile", label="Protect", number=3, url="/x/")
    assert 'href="/en/"' in component("breadcrumbs", items=[{"title": "Home", "url": "/en/"}])


def test_licences_and_files_are_called_by_their_short_names() -> None:
    assert licence_label("https://creativecommons.org/licenses/by-nc-sa/4.0/") == "CC BY-NC-SA 4.0"
    assert licence_label("https://creativecommons.org/publicdomain/zero/1.0/") == "CC0 1.0"
    assert licence_label("All rights reserved") == "All rights reserved"
    assert file_type("application/pdf") == "PDF"


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Target 3: Conserve 30 per cent", "Conserve 30 per cent"),
        ("Cible 3 : Conserver", "Conserver"),
        ("الغاية 7: الحد من التلوث", "الحد من التلوث"),
        ("行动目标3：保护", "保护"),
        ("Protect: a word before", "Protect: a word before"),
    ],
)
def test_a_label_beside_its_number_does_not_repeat_it(label: str, short: str) -> None:
    assert without_number(label) == short
