import io

import pytest
from django.core.management import call_command

from vocabularies.actions import load_shipped_vocabularies, load_vocabulary
from vocabularies.hierarchy import with_broader, with_narrower
from vocabularies.labels import all_labels_for, labels_for
from vocabularies.matcher import match
from vocabularies.models import Term, TermLabel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]
SITE_LANGUAGES = {"en", "fr", "es", "ru", "ar", "zh-hans"}
COUNTS = {
    "countries": 249, "regions": 30, "groups": 3, "gbf-targets": 23, "gbf-goals": 4,
    "aichi-targets": 20, "sdgs": 17,
}  # fmt: skip


def test_every_scheme_is_complete():
    for scheme, count in COUNTS.items():
        assert Term.objects.in_scheme(scheme).count() == count
    assert not any(report.warnings for report in load_shipped_vocabularies())


def test_every_term_has_a_label_in_each_of_six_languages():
    labels = all_labels_for(Term.objects.values_list("identifier", flat=True))
    assert {
        identifier for identifier, found in labels.items() if set(found) != SITE_LANGUAGES
    } == set()
    assert len(labels) == Term.objects.count()


def test_a_second_load_changes_nothing_and_keeps_what_was_changed_here():
    label = TermLabel.objects.get(term__identifier="countries:FJ", language="en")
    TermLabel.objects.filter(pk=label.pk).update(text="Viti", pinned=True)
    assert not any(report.changed for report in load_shipped_vocabularies())
    assert labels_for(["countries:FJ"], "en")["countries:FJ"].text == "Viti"


def test_labels_that_a_file_of_this_site_gave_stay():
    file = io.BytesIO(b"key,label_fr\nMANGROVES,Nos mangroves\n")
    file.name = "ours.csv"
    load_vocabulary(scheme="cbd-subjects", file=file)
    load_shipped_vocabularies()
    identifier = "cbd-subjects:MANGROVES"
    assert labels_for([identifier], "fr")[identifier].text == "Nos mangroves"


def test_countries_are_in_their_region_and_groups():
    assert with_broader(["countries:FJ"]) == {
        "countries:FJ", "regions:054", "regions:009", "regions:001", "groups:SIDS",
    }  # fmt: skip
    members = {
        group: len(with_narrower([f"groups:{group}"])) - 1 for group in ("SIDS", "LDC", "LLDC")
    }
    assert members == {"SIDS": 53, "LDC": 44, "LLDC": 32}
    assert len([i for i in with_narrower(["regions:001"]) if i.startswith("countries:")]) == 248


def test_codes_of_other_systems_are_aliases():
    asked = {
        "countries:FJI": "Fiji", "countries:242": "Fiji", "countries:DEU": "Germany",
        "sdgs:SUSTAINABLE-DEVELOPMENT-GOAL-14": "Goal 14: Oceans and life below water",
        "gbf-targets:GBF-T06": "Target 6: Reduce invasive alien species",
    }  # fmt: skip
    labels = labels_for(asked, "en")
    assert {identifier: labels[identifier].text for identifier in asked} == asked


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("small islands of Fiji", "countries:FJ"),
        ("espèces exotiques envahissantes", "cbd-subjects:CBD-SUBJECT-IAS"),
        ("restauración de los manglares", "cbd-subjects:MANGROVES"),
        ("морские охраняемые районы", "cbd-subjects:MPA"),
        ("الشعاب المرجانية في فيجي", "cbd-subjects:CORAL-REEFS"),
        ("斐济的红树林", "cbd-subjects:MANGROVES"),
        ("Réduire les espèces exotiques envahissantes", "gbf-targets:GBF-TARGET-06"),
    ],
)
def test_terms_are_recognised_in_texts_of_every_language(text, identifier):
    assert identifier in match(text)


def test_related_terms_and_hierarchies_hold_together():
    target = Term.objects.get(identifier="gbf-targets:GBF-TARGET-06")
    related = set(target.relations.values_list("target__identifier", flat=True))
    assert {"cbd-subjects:CBD-SUBJECT-IAS", "sdgs:SDG-GOAL-15"} <= related
    assert with_broader(["cbd-subjects:MPA"]) >= {
        "cbd-subjects:CBD-SUBJECT-PA", "cbd-subjects:CBD-SUBJECT-MAR",
    }  # fmt: skip
    assert with_narrower(["ecosystems:MFT"]) >= {"ecosystems:MFT1.2"}


def test_the_command_reports_a_line_for_each(capsys):
    call_command("load_shipped_vocabularies")
    output = capsys.readouterr().out
    assert "countries: 249 terms, 0 created, 0 updated" in output
