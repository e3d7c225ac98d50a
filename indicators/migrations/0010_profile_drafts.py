"""Store files that no profile reads yet, with the profile that is being made for each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_releases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProfileDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=250)),
                ("base", models.CharField(blank=True, default="", max_length=80)),
                ("document", models.JSONField(default=dict)),
                ("period", models.CharField(blank=True, default="", max_length=40)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("keep_until", models.DateTimeField()),
                ("closed", models.CharField(blank=True, default="", max_length=10)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="indicators.delivery",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="indicators.storedfile",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="indicators.catalogueproposal",
                    ),
                ),
                (
                    "refused",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="indicators.delivery",
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."profile_draft"',
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed", ""), ("closed_at__isnull", True)),
                            models.Q(
                                ("closed__in", ["delivered", "discarded", "expired"]), ("closed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="profile_draft_end_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delivery__isnull", True), ("closed", "delivered"), _connector="OR"),
                        name="profile_draft_delivered_is_closed",
                    ),
                ],
            },
        ),
    ]
