import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories.records import make_record
from tests.factories.vocabularies import make_term
from vocabularies.actions import load_vocabulary
from vocabularies.hierarchy import with_narrower
from vocabularies.importers.parsed import VocabularyFileError
from vocabularies.labels import labels_for
from vocabularies.loading import LoadReport
from vocabularies.models import (
    LabelSource,
    Scheme,
    Term,
    TermAlias,
    TermLabel,
    TermRelation,
    VocabularyStamp,
)
from vocabularies.signals import terms_changed

pytestmark = pytest.mark.django_db
TABLE = """key,broader,aliases,label_en,label_fr,source
SEA,,OCEAN,Sea,Mer,official
REEF,SEA,,Reef,Récif,official
"""


def load(content: str, **options: Any) -> LoadReport:
    file = io.BytesIO(content.encode())
    file.name = "topics.csv"
    return load_vocabulary(scheme="topics", file=file, **options)


def state() -> dict[str, list[tuple[object, ...]]]:
    return {
        model.__name__: sorted(model.objects.values_list(*fields), key=str)
        for model, fields in (
            (Term, ("pk", "identifier", "notation", "position", "deprecated", "replaced_by")),
            (TermLabel, ("pk", "language", "kind", "text", "folded", "source")),
            (TermRelation, ("pk", "source", "target", "type")),
            (TermAlias, ("pk", "key", "term", "former")),
            (Scheme, ("pk", "key", "updated")),
            (VocabularyStamp, ("value",)),
        )
    }


def test_a_second_run_changes_nothing():
    first = load(TABLE)
    assert (first.created, first.updated) == (2, 0)
    before = state()
    second = load(TABLE)
    assert (second.created, second.updated, second.unchanged, second.changed) == (0, 0, 2, set())
    assert state() == before


def test_a_dry_run_reports_and_writes_nothing():
    report = load(TABLE, dry_run=True)
    assert report.created == 2
    assert not Term.objects.exists()
    assert not Scheme.objects.exists()


def test_a_load_announces_itself_once_and_inside_its_transaction():
    heard = []

    def listen(identifiers, **kwargs):
        heard.append(identifiers)

    terms_changed.connect(listen)
    load(TABLE)
    load(TABLE.replace("Reef", "Coral reef"))
    terms_changed.disconnect(listen)
    assert heard == [{"topics:SEA", "topics:REEF"}, {"topics:REEF"}]


def test_records_that_carry_a_changed_term_are_numbered_again():
    load(TABLE)
    carrying = [make_record(terms=("topics:REEF",)) for _ in range(5)]
    other = make_record(terms=("topics:SEA",))
    for place, record in enumerate([*carrying, other], start=1):
        record.seq = place
        record.save()
    load(TABLE.replace("Reef", "Coral reef"))
    for record in [*carrying, other]:
        record.refresh_from_db()
    assert [record.seq for record in carrying] == [None] * 5
    assert other.seq == 6


def test_a_renamed_key_is_recognised_by_its_alias():
    load(TABLE)
    pk = Term.objects.get(key="SEA").pk
    renamed = TABLE.replace("SEA,,OCEAN", "WATERS,,SEA|OCEAN").replace("REEF,SEA", "REEF,WATERS")
    report = load(renamed)
    assert (report.created, report.renamed) == (0, 1)
    assert Term.objects.get(key="WATERS").pk == pk
    assert labels_for(["topics:SEA"], "en")["topics:SEA"].text == "Sea"
    assert "topics:SEA" in with_narrower(["topics:WATERS"])
    assert load(renamed).changed == set()


def test_a_key_that_is_an_alias_here_is_the_same_term():
    load(TABLE)
    report = load("key,label_es,source\nOCEAN,Mar,official\nreef,Arrecife,official\n")
    assert report.created == 0
    assert labels_for(["topics:SEA", "topics:REEF"], "es")["topics:REEF"].text == "Arrecife"


def test_two_records_of_one_term_are_refused():
    load(TABLE)
    with pytest.raises(VocabularyFileError, match="line 3: it is the same term as 'SEA'"):
        load("key,label_en\nSEA,Sea\nOCEAN,Ocean\n")


def test_terms_that_vanished_are_marked_only_when_the_file_is_complete():
    load(TABLE)
    alone = "key,label_en,source\nSEA,Sea,official\n"
    assert load(alone).deprecated == 0
    assert not Term.objects.get(key="REEF").deprecated
    assert load(alone, complete=True).deprecated == 1
    assert Term.objects.get(key="REEF").deprecated
    load(TABLE)
    assert Term.objects.get(key="REEF").deprecated
    load(TABLE, complete=True)
    assert not Term.objects.get(key="REEF").deprecated


def test_wording_of_lower_rank_does_not_replace_better_wording():
    load(TABLE)
    load(TABLE.replace("Récif", "Machine").replace("official", "machine"))
    assert labels_for(["topics:REEF"], "fr")["topics:REEF"].text == "Récif"


def test_replaced_wording_stays_findable():
    load(TABLE.replace("official", "local"))
    load(TABLE.replace("Reef", "Coral reef"))
    kinds = dict(
        TermLabel.objects.filter(term__key="REEF", language="en").values_list("text", "kind")
    )
    assert kinds == {"Coral reef": "preferred", "Reef": "alternative"}


def test_what_was_written_on_this_site_stays():
    load(TABLE)
    TermLabel.objects.filter(text="Reef").update(text="Our reef", pinned=True)
    load(TABLE)
    assert labels_for(["topics:REEF"], "en")["topics:REEF"].text == "Our reef"


def test_a_moved_term_leaves_its_old_place():
    load(f"{TABLE}LAND,,,Land,Terre,official\n")
    load(f"{TABLE}LAND,,,Land,Terre,official\n".replace("REEF,SEA", "REEF,LAND"))
    assert TermRelation.objects.get().target.key == "LAND"


def test_a_cycle_is_refused_and_nothing_is_loaded():
    with pytest.raises(VocabularyFileError, match="each below the other: topics:"):
        load(TABLE.replace("SEA,,OCEAN", "SEA,REEF,OCEAN"))
    assert not Term.objects.exists()


def test_a_cycle_with_what_is_here_is_refused():
    load(TABLE)
    before = state()
    with pytest.raises(VocabularyFileError, match="each below the other"):
        load("key,broader,label_en\nSEA,REEF,Sea\n")
    assert state() == before


def test_a_reference_to_nothing_is_a_warning():
    report = load("key,broader,label_en\nA,NOWHERE,A\nB,regions:054,B\n")
    assert len(report.warnings) == 2
    assert "line 2: the broader term 'NOWHERE' is not known" in report.warnings
    assert report.created == 2


def test_relations_reach_other_vocabularies_by_alias():
    target = make_term("regions:054", en="Melanesia")
    TermAlias.objects.create(term=target, key="MEL")
    assert load("key,broader,label_en\nFJ,regions:MEL,Fiji\n").warnings == []
    assert with_narrower(["regions:054"]) == {"regions:054", "topics:FJ"}


def test_a_successor_must_be_known():
    with pytest.raises(VocabularyFileError, match="line 2: the successor 'NEW' is not known"):
        load("key,label_en,replaced_by,deprecated\nOLD,Old,NEW,yes\n")
    load("key,label_en,replaced_by,deprecated\nOLD,Old,NEW,yes\nNEW,New,,\n")
    assert Term.objects.get(key="OLD").replaced_by.key == "NEW"


def test_who_may_not_change_terms_may_not_load():
    actor = User.objects.create_user("reader@example.org")
    with pytest.raises(PermissionDenied):
        load(TABLE, actor=actor)
    assert load(TABLE, actor=User.objects.create_superuser("root@example.org")).created == 2


def test_the_number_of_queries_does_not_grow_with_the_file(django_assert_max_num_queries):
    rows = [f"K{n},SEA,,Label {n},Étiquette {n},official" for n in range(300)]
    with django_assert_max_num_queries(45):
        report = load("\n".join([TABLE.strip(), *rows]))
    assert report.created == 302


def test_the_command_reports_and_refuses_with_the_reason(tmp_path, capsys):
    path = tmp_path / "topics.csv"
    path.write_text(TABLE, encoding="utf-8")
    call_command("load_vocabulary", path, scheme="topics", dry_run=True)
    call_command("load_vocabulary", path, scheme="topics")
    output = capsys.readouterr().out
    assert "2 created" in output
    assert "dry run: nothing was written" in output
    path.write_text("key,label_en\nA,\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"topics\.csv: line 2: the term has no label"):
        call_command("load_vocabulary", path, scheme="topics")
    path.rename(tmp_path / "other.csv")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_vocabulary", path, scheme="topics")


def test_labels_say_where_they_come_from():
    load(TABLE)
    assert labels_for(["topics:SEA"], "en")["topics:SEA"].source == LabelSource.OFFICIAL
