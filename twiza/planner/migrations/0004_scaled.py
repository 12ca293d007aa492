from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0003_made_by"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="scaled",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="What scaling to the group's number put in place of what, to undo it",
            ),
        ),
    ]
