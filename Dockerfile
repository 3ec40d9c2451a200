# One image for the web server and the worker; compose.yaml shows both beside the servers they need.
FROM python:3.12-slim AS build
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /sofra
COPY requirements/ requirements/
RUN python -m venv /venv \
 && /venv/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements/uv.txt \
 && /venv/bin/uv pip install --quiet --no-cache --compile-bytecode --python /venv/bin/python --require-hashes \
    -r requirements/main.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    DATA_DIR=/data
WORKDIR /sofra
# pango lays out the PDFs; the fonts are the portal's own.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /sofra sofra && mkdir /data && chown sofra /data
COPY --from=build /venv /venv
COPY . .
# Static files and catalogues belong to the image; the secret is for this step alone and is kept nowhere.
RUN python -m scripts.catalogues \
 && SECRET_KEY=0123456789abcdefghijklmnopqrstuvwxyz ALLOWED_HOSTS=build STATIC_ROOT=/sofra/staticfiles \
    python manage.py collectstatic --noinput --verbosity=0
ENV STATIC_ROOT=/sofra/staticfiles
USER sofra
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "scripts.ask_health"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "portal.wsgi:application"]
