# needs: postgresql
"""FastAPI's way of saying an endpoint, on Django's ORM: django-ninja."""

import django_app
from bench import tables
from django_app import Book, shown

from django.test import Client
from django.urls import path
from ninja import Field, NinjaAPI, Schema, Status

api = NinjaAPI()


# --8<-- [start:service]
class NewBook(Schema):
    title: str = Field(min_length=1, max_length=100)
    yen: int = Field(gt=0)
    author_id: int


class Shown(Schema):
    id: int
    title: str
    yen: int


@api.post("/books", response={201: Shown})
def create(request, new: NewBook):
    return Status(201, Book.objects.create(**new.dict()))
# --8<-- [end:service]


django_app.urlpatterns.append(path("api/", api.urls))
tables()
client = Client()
for yen in (0, 1200):
    body = {"title": "Dune", "yen": yen, "author_id": 1}
    answer = client.post("/api/books", body, content_type="application/json")
    print(f"book of {yen} yen: {answer.status_code} {answer.text[:56]}")
print(f"stored: {shown(Book.objects.last())}")
paths = client.get("/api/openapi.json").json()["paths"]
print(f"paths in its OpenAPI document: {', '.join(paths)}")
