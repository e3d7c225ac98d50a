from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("departments", "0001_initial"), ("indicators", "0001_initial")]  # which makes the schema

    operations = [
        migrations.CreateModel(
            name="OfficeSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "db_table": '"sealed"."session"',
                "abstract": False,
            },
        ),
    ]
