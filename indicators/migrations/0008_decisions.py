"""Reasons for warnings, the exchange about a delivery, and appointments of approvers; the database holds who may approve.

``sealed.is_appointed`` is the one rule, which the portal asks beforehand and the trigger asks again, whoever writes. Remarks
and appointments are protocols: the office's role deletes none, and rewrites no remark.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q

from indicators.journey import State

HOLD = """
CREATE FUNCTION sealed.is_appointed(who bigint, source bigint, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    WITH here AS (SELECT (moment AT TIME ZONE '{zone}')::date AS today),
    covering AS (
        SELECT a.*, a.ended_at IS NULL OR a.ended_at > moment AS lasts
        FROM sealed.appointment a, here
        WHERE a.substitute_for_id IS NULL AND a.valid_from <= here.today
          AND (a.ended_at IS NULL OR (a.ended_at AT TIME ZONE '{zone}')::date >= a.valid_from)
          AND (a.source_id IS NULL OR a.source_id = source)
          AND (a.department = ''
               OR a.department = (SELECT s.document->>'owner' FROM public.source s WHERE s.id = source))
    ),
    approvers AS (
        SELECT c.person_id FROM covering c, here
        WHERE c.lasts AND (c.valid_until IS NULL OR c.valid_until >= here.today)
    )
    SELECT NOT EXISTS (SELECT FROM covering)
        OR who IN (SELECT person_id FROM approvers)
        OR EXISTS (
            SELECT FROM sealed.appointment s, here
            WHERE s.person_id = who AND s.substitute_for_id IN (SELECT person_id FROM approvers)
              AND s.valid_from <= here.today AND (s.valid_until IS NULL OR s.valid_until >= here.today)
              AND (s.ended_at IS NULL OR s.ended_at > moment))
$$;

CREATE FUNCTION sealed.approver_may_approve() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.decided_at NOT BETWEEN clock_timestamp() - interval '1 hour' AND clock_timestamp() + interval '1 hour' THEN
        RAISE EXCEPTION 'an approval is of the moment in which it is written'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_approval_is_of_now';
    END IF;
    IF NOT sealed.is_appointed(
        NEW.decided_by_id, (SELECT p.source_id FROM import_profile p WHERE p.id = NEW.profile_id), NEW.decided_at
    ) THEN
        RAISE EXCEPTION 'who approves is neither appointed nor a substitute today'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'delivery_approver_is_appointed';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approver_may_approve_new BEFORE INSERT ON sealed.delivery
    FOR EACH ROW WHEN (NEW.decision = 'approved') EXECUTE FUNCTION sealed.approver_may_approve();
CREATE TRIGGER approver_may_approve BEFORE UPDATE ON sealed.delivery
    FOR EACH ROW WHEN (NEW.decision = 'approved' AND (
        OLD.decision, OLD.decided_by_id, OLD.decided_at, OLD.uploaded_by_id
    ) IS DISTINCT FROM (NEW.decision, NEW.decided_by_id, NEW.decided_at, NEW.uploaded_by_id))
    EXECUTE FUNCTION sealed.approver_may_approve();
"""
LET_GO = """
DROP TRIGGER approver_may_approve ON sealed.delivery;
DROP TRIGGER approver_may_approve_new ON sealed.delivery;
DROP FUNCTION sealed.approver_may_approve;
DROP FUNCTION sealed.is_appointed;
"""


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The functions and the trigger, and what the office's role may not take back."""
    editor.execute(HOLD.format(zone=settings.TIME_ZONE))
    office = editor.quote_name(settings.DATABASE_ROLES["office"])
    editor.execute(f"REVOKE UPDATE, DELETE ON sealed.remark FROM {office}")
    editor.execute(f"REVOKE DELETE ON sealed.appointment, sealed.warning_reason FROM {office}")


def _person(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **options
    )


def _id() -> tuple[str, models.BigAutoField]:
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _delivery(name: str) -> tuple[str, models.ForeignKey]:
    return "delivery", models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE, related_name=name, to="indicators.delivery"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0007_into_trays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                _id(),
                ("department", models.CharField(blank=True, default="", max_length=60)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("appointed_at", models.DateTimeField(auto_now_add=True)),
                ("appointed_by", _person(null=True)),
                ("person", _person()),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.source",
                    ),
                ),
                ("substitute_for", _person(null=True)),
            ],
            options={
                "db_table": '"sealed"."appointment"',
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                        name="appointment_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=Q(substitute_for__isnull=True) | Q(source__isnull=True, department=""),
                        name="appointment_substitute_has_no_scope",
                    ),
                    models.CheckConstraint(
                        condition=Q(source__isnull=True) | Q(department=""), name="appointment_one_scope"
                    ),
                    models.CheckConstraint(
                        condition=Q(substitute_for__isnull=True) | ~Q(person=F("substitute_for")),
                        name="appointment_substitute_is_another",
                    ),
                    models.CheckConstraint(
                        condition=Q(appointed_by__isnull=True) | ~Q(person=F("appointed_by")),
                        name="appointment_not_by_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                _id(),
                (
                    "kind",
                    models.CharField(choices=[("question", "Question"), ("answer", "Answer")], max_length=10),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by", _person()),
                _delivery("remarks"),
            ],
            options={
                "db_table": '"sealed"."remark"',
                "ordering": ["pk"],
                "constraints": [models.CheckConstraint(condition=~Q(text=""), name="remark_has_text")],
            },
        ),
        migrations.CreateModel(
            name="WarningReason",
            fields=[
                _id(),
                ("code", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField(auto_now=True)),
                ("by", _person()),
                _delivery("warning_reasons"),
            ],
            options={
                "db_table": '"sealed"."warning_reason"',
                "ordering": ["delivery", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=["delivery", "code"], name="warning_reason_once"),
                    models.CheckConstraint(condition=~Q(text=""), name="warning_reason_has_text"),
                ],
            },
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            # The states of today, whenever this runs: names alone, which do not reach the database.
            field=models.CharField(
                choices=[(state.value, state.value) for state in State], default=State.RECEIVED, max_length=12
            ),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, LET_GO),
    ]
