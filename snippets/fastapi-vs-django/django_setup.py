# needs: postgresql
"""The settings of the Django service: what startproject writes, and a pool."""

import os
from urllib.parse import urlparse

import django
from django.conf import settings

URL = urlparse(os.environ["DATABASE_URL"])
POOL = int(os.environ.get("POOL", 10))
# --8<-- [start:settings]
STARTPROJECT = [  # what `django-admin startproject` writes
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
settings.configure(
    SECRET_KEY="a lab", ALLOWED_HOSTS=["*"], ROOT_URLCONF="django_app",
    MIDDLEWARE=STARTPROJECT if os.environ.get("MIDDLEWARE", "1") == "1" else [],
    INSTALLED_APPS=[f"django.contrib.{app}" for app in (
        "auth", "contenttypes", "sessions", "messages")],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": URL.path[1:],
        "USER": URL.username, "HOST": URL.hostname, "PORT": URL.port,
        **({"OPTIONS": {"pool": {"min_size": 1, "max_size": POOL}}} if POOL
           else {"CONN_MAX_AGE": 60})}},
)
# --8<-- [end:settings]
django.setup()

if __name__ == "__main__":
    from django.db import connection

    with connection.cursor() as db:
        db.execute("SELECT 1")
    pool = connection.pool
    print(f"the pool: {type(pool).__name__}, at most {pool.max_size} connections, "
          f"a wait of {pool.timeout:.0f} s")
    connection.close()
    connection.close_pool()
    connection.settings_dict["CONN_MAX_AGE"] = 60
    try:
        connection.ensure_connection()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
