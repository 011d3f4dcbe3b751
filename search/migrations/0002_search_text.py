"""Create the table of analysed texts, each database in its own way (decision 0050)."""

from django.db import migrations

from search.engines.embedded.schema import create_text_table, drop_text_table


def create(apps, schema_editor):
    create_text_table(schema_editor.connection)


def drop(apps, schema_editor):
    drop_text_table(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
