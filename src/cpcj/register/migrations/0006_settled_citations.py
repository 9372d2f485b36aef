"""What officers said of a citation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0005_settled_facts"),
    ]

    operations = [
        migrations.AddField(
            model_name="citation",
            name="key",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="citation",
            name="machine",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="citation",
            name="review",
            field=models.CharField(
                choices=[
                    ("unreviewed", "Unreviewed"),
                    ("confirmed", "Confirmed"),
                    ("corrected", "Corrected"),
                    ("rejected", "Rejected"),
                ],
                default="unreviewed",
                max_length=12,
            ),
        ),
    ]
