"""Trays, turns, cancellations, tokens, and what was agreed about dates."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_search"),
        ("indicators", "0005_keeping"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="agreement",
                        serialize=False,
                        to="indicators.source",
                    ),
                ),
                ("extra_days", models.PositiveSmallIntegerField(default=0)),
                ("grace_days", models.PositiveSmallIntegerField(default=14)),
                ("reminders", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": '"sealed"."agreement"',
            },
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="cancellation",
                        serialize=False,
                        to="indicators.delivery",
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.TextField()),
            ],
            options={
                "db_table": '"sealed"."cancellation"',
            },
        ),
        migrations.CreateModel(
            name="DeliveryToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("prefix", models.CharField(max_length=12, unique=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("department", models.CharField(max_length=60)),
                (
                    "profiles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, default=list, size=None
                    ),
                ),
                ("valid_until", models.DateField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": '"sealed"."delivery_token"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TokenDelivery",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="by_token",
                        serialize=False,
                        to="indicators.delivery",
                    ),
                ),
                ("key", models.CharField(max_length=100, null=True)),
                ("request_sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": '"sealed"."token_delivery"',
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("department", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("served_at", models.DateTimeField()),
            ],
            options={
                "db_table": '"sealed"."turn"',
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("waived_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": '"sealed"."waiver"',
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="department",
            field=models.CharField(blank=True, db_index=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="delivery",
            name="taken_over_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="taken_over_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "approved"), _negated=True),
                    ("taken_over_by__isnull", True),
                    models.Q(("decided_by", models.F("taken_over_by")), _negated=True),
                    _connector="OR",
                ),
                name="delivery_approver_did_not_take_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_over_at__isnull", True), ("taken_over_by__isnull", True)),
                    models.Q(("taken_over_at__isnull", False), ("taken_over_by__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_taking_over_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="contact",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="cancellation",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deliverytoken",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deliverytoken",
            name="revoked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="tokendelivery",
            name="token",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="indicators.deliverytoken"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.period"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="waivers", to="indicators.source"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="waived_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="cancellation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="cancellation_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverytoken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="delivery_token_revocation_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="tokendelivery",
            index=models.Index(fields=["token", "at"], name="token_delivery_at"),
        ),
        migrations.AddConstraint(
            model_name="tokendelivery",
            constraint=models.UniqueConstraint(fields=("token", "key"), name="token_delivery_key_once"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(fields=("source", "period"), name="waiver_once"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="waiver_has_reason"
            ),
        ),
    ]
