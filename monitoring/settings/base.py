"""Applications, templates, languages, files, Celery."""

import os
from pathlib import Path

from monitoring.settings.libraries import gdal_library, geos_library
from monitoring.watching import logs

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
FACE = os.environ.get("PORTAL_FACE", "portal")
IS_OFFICE = FACE == "office"
TRIAL = os.environ.get("PORTAL_TRIAL", "0") == "1"
REFERENCE_SRID = int(os.environ.get("PORTAL_REFERENCE_SRID", "25832"))
OPEN_DATA = Path(os.environ.get("PORTAL_OPEN_DATA", BASE_DIR.parent / "shared" / "data"))
CODE_VERSION = "0.1.0"

GEOS_LIBRARY_PATH = geos_library()
GDAL_LIBRARY_PATH = gdal_library()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_htmx",
    "leaflet",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "areas",
    "indicators",
    "monitoring.departments",
    "monitoring.dashboards",
    "monitoring.notices",
    "monitoring.analysis",
    "monitoring.planning",
    "monitoring",
]

MIDDLEWARE = [
    "monitoring.watching.requests.Watch",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "monitoring.departments.middleware.Doorkeeper",
    "monitoring.departments.visits.Visits",
]

ROOT_URLCONF = "monitoring.urls.office" if IS_OFFICE else "monitoring.urls.portal"
WSGI_APPLICATION = "monitoring.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "monitoring" / "locale"]
FORMAT_MODULE_PATH = ["monitoring.formats"]
USE_I18N = True
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"] if (BASE_DIR / "static" / "dist").is_dir() else []
CATALOGUE_DIR = BASE_DIR / "fixtures" / "catalogue"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAXIMUM_FILE_BYTES = 200 * 1024 * 1024

CELERY_BROKER_URL = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Who wakes the worker never waits for a dead broker: the scheduler wakes again. Workers have patience of their own.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_BEAT_SCHEDULER = "monitoring.watching.scheduling:BeatingScheduler"
CELERY_BEAT_SCHEDULE = {
    "wake-unfinished-steps": {
        "task": "monitoring.pulse",
        "schedule": 3.0,
        "options": {"expires": 3.0},
    },
    "tell-people": {
        "task": "monitoring.tell",
        "schedule": 10.0,
        "options": {"expires": 10.0},
    },
    "remind-people": {
        "task": "monitoring.remind",
        "schedule": 900.0,
        "options": {"expires": 900.0},
    },
    "look-out": {
        "task": "monitoring.watch",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "write-and-post": {
        "task": "monitoring.mail",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "seal-audit-trail": {
        "task": "indicators.seal",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "erase-what-is-due": {
        "task": "monitoring.erase_due",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
    "remind-of-enquiries": {
        "task": "monitoring.remind_of_enquiries",
        "schedule": 600.0,
        "options": {"expires": 600.0},
    },
    "check-audit-trail": {
        "task": "monitoring.check_trail",
        "schedule": 900.0,
        "options": {"expires": 900.0},
    },
}

# Mail is sent where a server is named; otherwise nobody is written to, and the pages say so.
EMAIL_HOST = os.environ.get("PORTAL_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("PORTAL_MAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("PORTAL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PORTAL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = (os.environ.get("PORTAL_MAIL_TLS") or "0") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("PORTAL_MAIL_FROM") or "sozialraum-monitor@localhost"
#: What stands before a path in a mail; the pages themselves need it not.
PUBLIC_ADDRESSES = {
    "portal": os.environ.get("PORTAL_ADDRESS", "").rstrip("/"),
    "office": os.environ.get("PORTAL_OFFICE_ADDRESS", "").rstrip("/"),
}

LEAFLET_CONFIG = {"DEFAULT_CENTER": (51.2, 10.4), "DEFAULT_ZOOM": 6, "TILES": [], "RESET_VIEW": False}
BASEMAP = os.environ.get("PORTAL_BASEMAP", "")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["monitoring.departments.permissions.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "monitoring.api.pagination.Pages",
    "PAGE_SIZE": 100,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "monitoring.api.problems.problem_details",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sozialraum-Monitor",
    "DESCRIPTION": "Relative social indicators of a city's planning areas. Released, protected results only.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["monitoring.departments.permissions.Declared"],
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],  # enumerations stay where they are used, without invented names
}

LOGGING = logs.configuration(TRIAL)
