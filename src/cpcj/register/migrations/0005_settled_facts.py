"""What officers said of a recorded fact."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0004_procedure"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedurefact",
            name="key",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="procedurefact",
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
