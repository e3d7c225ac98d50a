# The portal as one image for all its processes; docker-compose.yml says which command each runs.
# Nothing secret is in it: every password and key comes in when a container starts.

FROM node:22-trixie-slim AS pages
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static static
RUN node static/build.js

FROM python:3.13-slim-trixie AS environment
RUN python -m venv --without-pip /environment
COPY requirements.lock ./
RUN python -m pip --python /environment install --no-cache-dir --no-compile --require-hashes --only-binary :all: \
    --disable-pip-version-check -r requirements.lock

FROM python:3.13-slim-trixie
# pg_dump and pg_restore, for the commands backup and restore: not older than the server of docker-compose.yml.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /var/portal /var/portal/run /backups
ENV PATH=/environment/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=monitoring.settings \
    PORTAL_VAR=/var/portal
WORKDIR /portal
COPY --from=environment /environment /environment
COPY manage.py pyproject.toml LICENSE.md ./
COPY areas areas
COPY indicators indicators
COPY monitoring monitoring
COPY templates templates
COPY fixtures fixtures
COPY --from=pages /portal/static static
# The key of this line signs nothing: the command only asks for one.
RUN python -m compileall -q -j 0 /environment/lib areas indicators monitoring fixtures manage.py \
    && python -c "from monitoring.launcher.preparation import compile_messages; compile_messages()" \
    && SECRET_KEY=build python manage.py collectstatic --no-input --verbosity 0
USER portal
EXPOSE 8000 8001
# For the pages; the compose file asks workers and scheduler for their heartbeats instead.
HEALTHCHECK --interval=15s --timeout=6s --start-period=40s CMD ["python", "-m", "monitoring.launcher.probe", "web", "8000"]
CMD ["python", "-m", "gunicorn", "monitoring.wsgi:application", "--config", "python:monitoring.serving", "--bind", "0.0.0.0:8000", "--workers", "2", "--worker-class", "gthread", "--threads", "4", "--timeout", "120", "--graceful-timeout", "3", "--no-control-socket", "--name", "web"]
