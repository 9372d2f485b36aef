"""Another kind of document: what is asked of a State."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the kind to the choices."""

    dependencies = (("documents", "0001_initial"),)

    operations = (
        migrations.AlterField(
            model_name="template",
            name="kind",
            field=models.CharField(
                choices=[
                    ("request_acknowledgement", "Acknowledgement of a request"),
                    ("donor_acknowledgement", "Acknowledgement of a contribution"),
                    ("project_document", "Project document"),
                    ("donor_report", "Report to a donor"),
                    ("grant_agreement", "Grant agreement"),
                    ("arrears_notice", "Notice of arrears"),
                    ("state_answers", "What is asked of a State, and what it has answered"),
                ],
                max_length=30,
                verbose_name="document",
            ),
        ),
    )
