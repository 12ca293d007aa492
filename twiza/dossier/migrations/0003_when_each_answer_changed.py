from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("dossier", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="answered",
            field=models.JSONField(
                default=dict, help_text="Field → version of the dossier when its answer last changed"
            ),
        ),
    ]
