"""Notices behind the bell, the ledger of mails, and whose events were told. The portal writes its own notices only."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The portal's process shows its notices, marks them as read, and keeps how somebody wants to be written to."""
    portal = editor.quote_name(settings.DATABASE_ROLES["portal"])
    editor.execute(f"GRANT SELECT, INSERT, UPDATE ON notification, mail_preference TO {portal}")
    editor.execute(f"GRANT USAGE, SELECT ON SEQUENCE notification_id_seq TO {portal}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("departments", "0003_visit"),
        ("indicators", "0007_into_trays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("de", "Deutsch"), ("en", "English")], default="de", max_length=2),
                ),
                ("address", models.EmailField(blank=True, default="", max_length=254)),
                ("wants_mail", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "mail_preference",
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="told",
                        serialize=False,
                        to="indicators.auditentry",
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."told"',
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("recipient", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("prepared_at", models.DateTimeField(auto_now_add=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("failure", models.CharField(blank=True, default="", max_length=120)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."mail"',
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("path", models.CharField(max_length=300)),
                ("params", models.JSONField(default=dict)),
                ("key", models.CharField(max_length=150, null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "mail",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notices.mail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "notification",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OfficeNotification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=80)),
                ("path", models.CharField(max_length=300)),
                ("params", models.JSONField(default=dict)),
                ("key", models.CharField(max_length=150, null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "mail",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="notices.mail"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."notification"',
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.UniqueConstraint(fields=("person", "day"), name="mail_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", True), ("given_up_at__isnull", True), _connector="OR"),
                name="mail_ends_once",
            ),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="notification_unread"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="notification_once"),
        ),
        migrations.AddIndex(
            model_name="officenotification",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["person"], name="office_notification_unread"
            ),
        ),
        migrations.AddConstraint(
            model_name="officenotification",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="office_notification_once"),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
