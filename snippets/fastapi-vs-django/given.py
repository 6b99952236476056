# needs: postgresql
# timeout: 90
"""What each framework gives for the same model: made with its own commands."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import psycopg

HERE = Path(__file__).parent


def lines(file: str) -> int:
    service = (HERE / file).read_text().split("[start:service]")[1].split("[end:")[0]
    return sum(bool(line.strip()) for line in service.splitlines()[1:-1])


def manage(*words: str, **environment: str) -> str:
    return subprocess.run([sys.executable, "manage.py", *words], check=True, text=True,
                          capture_output=True,
                          env={**os.environ, **environment}).stdout


subprocess.run([sys.executable, "-m", "django", "startproject", "site1", "."],
               check=True)
manage("startapp", "shop")
url = urlparse(os.environ["DATABASE_URL"])
with open("site1/settings.py", "a") as settings:
    settings.write(f"""
INSTALLED_APPS.append("shop")
ALLOWED_HOSTS = ["*"]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql",
    "NAME": {url.path[1:]!r}, "USER": {url.username!r}, "HOST": {url.hostname!r},
    "PORT": {url.port}}}}}
""")
# --8<-- [start:model]
Path("shop/models.py").write_text("""
from django.core.validators import MinValueValidator
from django.db import models

class Book(models.Model):
    title = models.CharField(max_length=100)
    yen = models.IntegerField(validators=[MinValueValidator(1)])
""")
Path("shop/admin.py").write_text("""
from django.contrib import admin
from .models import Book
admin.site.register(Book)
""")
manage("makemigrations", "shop")
manage("migrate")
manage("createsuperuser", "--noinput", DJANGO_SUPERUSER_USERNAME="ann",
       DJANGO_SUPERUSER_EMAIL="ann@example.com", DJANGO_SUPERUSER_PASSWORD="a lab 4 us")
# --8<-- [end:model]
shell = manage("shell", "-c", """
from django.test import Client
from django.urls import get_resolver
from django.contrib.admin import site
from shop.models import Book
client = Client()
print("Django, stranger at /admin/:", client.get("/admin/shop/book/").status_code)
print("Django, login:", client.login(username="ann", password="a lab 4 us"))
for yen in (0, 1200):
    answer = client.post("/admin/shop/book/add/", {"title": "Dune", "yen": yen})
    print(f"Django, book of {yen} yen by the admin: {answer.status_code}")
print("Django, books stored:", Book.objects.count())
print("Django, pages of the admin for one model:", len(site._registry[Book].urls) - 1)
""")
print("".join(f"{line}\n" for line in shell.splitlines() if "Django, " in line), end="")
with psycopg.connect(os.environ["DATABASE_URL"]) as db:
    tables = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
                        "AND tablename NOT LIKE 'shop%'").fetchone()[0]
    log = db.execute("SELECT change_message FROM django_admin_log").fetchone()[0]
print(f"Django, tables for users, rights, sessions, log, migrations: {tables}")
print(f"Django, what its log of changes holds: {log}")
sys.path.insert(0, str(HERE))
from fast_app import app  # noqa: E402

paths = app.openapi()["paths"]
print(f"FastAPI, paths in its OpenAPI document: {len(paths)}")
answers = ", ".join(paths["/books"]["post"]["responses"])
print(f"FastAPI, answers described for POST /books: {answers}")
print(f"lines of the service, FastAPI with SQLAlchemy: {lines('fast_app.py')}")
print(f"lines of the service, Django: {lines('django_app.py')}")
