"""Settings, read from the environment. One code base, three faces.

``PORTAL_FACE`` says who this process is: ``portal`` (web, export: no right on the sealed schema), ``office`` (the
statistics office's web process, workers, deliver, verify) or ``owner`` (migrates). Each connects by its own role.
"""

from monitoring.settings.base import *
from monitoring.settings.databases import *
from monitoring.settings.security import *
