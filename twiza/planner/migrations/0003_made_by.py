from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("planner", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="made_by",
            field=models.CharField(default="", help_text="An advisor changes what she made herself", max_length=100),
            preserve_default=False,
        ),
    ]
