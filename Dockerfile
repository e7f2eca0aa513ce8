# The production image: the portal and its runtime packages, nothing to compile with, no root, no secrets.
FROM python:3.13-slim AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt requirements-run.txt ./
RUN python -m venv /venv && /venv/bin/pip install --require-hashes --no-deps -r requirements.txt \
 && python -m venv /tools && /tools/bin/pip install --require-hashes --no-deps -r requirements-run.txt
COPY . .
# Style sheets, pictures and translations; then every static file under a name that holds its hash.
RUN VAR_DIR=/build/var /tools/bin/python -m portal.launch.assets \
 && SECRET_KEY=only-while-building DEBUG=0 VAR_DIR=/build/var /venv/bin/python manage.py collectstatic --noinput \
 && rm -rf var/node tests

# Only for demonstrations (`docker compose --profile demo`): keeps every mail as a file, delivers none.
FROM python:3.13-slim AS mail
RUN useradd --system --create-home --uid 10095 mail-catcher && mkdir /mail && chown mail-catcher /mail
COPY --from=build /tools /tools
COPY --from=build /build/portal /portal/portal
WORKDIR /portal
USER mail-catcher
CMD ["/tools/bin/python", "-m", "portal.launch.mailcatcher", "8025", "/mail", "0.0.0.0"]

FROM python:3.13-slim AS portal
RUN useradd --system --create-home --uid 10094 portal
COPY --from=build /venv /venv
COPY --from=build /build /portal
RUN rm -rf /portal/portal/launch
WORKDIR /portal
USER portal
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DEBUG=0
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--no-control-socket"]
