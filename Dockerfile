# Three stages: the locked dependencies, the assets and static files, the runtime.

FROM python:3.11-slim-bookworm AS wheels
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PROJECT_ENVIRONMENT=/venv
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /site
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-default-groups

FROM wheels AS assets
RUN uv sync --frozen --no-default-groups --group assets
COPY . .
# The development settings need no secrets; the names of the built files are the same.
ENV PATH=/venv/bin:$PATH DJANGO_SETTINGS_MODULE=config.settings.development
RUN python manage.py build_assets
RUN for catalogue in locale/*/LC_MESSAGES/django.po; do \
      language=$(basename "$(dirname "$(dirname "$catalogue")")"); \
      pybabel --quiet compile --input-file "$catalogue" --output-file "${catalogue%.po}.mo" --locale "$language"; \
    done
RUN CHM_SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(60))') \
    CHM_BASE_URL=https://build.invalid CHM_ALLOWED_HOSTS=build.invalid \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf frontend/node_modules tests bench

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /site mangrove \
    && install --directory --owner mangrove /data
WORKDIR /site
COPY --from=wheels /venv /venv
COPY --from=assets /site /site
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    CHM_DATA_DIR=/data
USER mangrove
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", \
     "--workers=2", "--threads=4", "--no-control-socket", "--worker-tmp-dir=/dev/shm", "--access-logfile=-"]
