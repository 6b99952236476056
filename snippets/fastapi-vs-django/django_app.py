# needs: postgresql
"""The same service on Django 5.2, with its synchronous and its async views."""

import asyncio
import json
import time

import django_setup  # noqa: F401

from django import forms
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import JsonResponse
from django.shortcuts import aget_object_or_404, get_object_or_404
from django.urls import path
from django.views.decorators.csrf import csrf_exempt


# --8<-- [start:service]
class Author(models.Model):
    name = models.TextField()

    class Meta:
        app_label, db_table = "shop", "author"


class Book(models.Model):
    title = models.CharField(max_length=100)
    yen = models.PositiveIntegerField()
    author = models.ForeignKey(Author, models.CASCADE)

    class Meta:
        app_label, db_table = "shop", "book"


class NewBook(forms.ModelForm):
    yen = forms.IntegerField(min_value=1)

    class Meta:
        model, fields = Book, ["title", "yen", "author"]


def shown(book: Book) -> dict:
    return {"id": book.id, "title": book.title, "yen": book.yen}


def one(request, number: int):
    return JsonResponse(shown(get_object_or_404(Book, id=number)))


@csrf_exempt
def books(request):
    if request.method == "POST":
        form = NewBook(json.loads(request.body))
        if not form.is_valid():
            return JsonResponse(form.errors, status=422)
        return JsonResponse(shown(form.save()), status=201)
    query = Book.objects.select_related("author").order_by("id")[:20]
    return JsonResponse([{**shown(b), "author": b.author.name} for b in query],
                        safe=False)
# --8<-- [end:service]


async def one_async(request, number: int):
    return JsonResponse(shown(await aget_object_or_404(Book, id=number)))


def plain(request):
    return JsonResponse({"ok": True})


async def plain_async(request):
    return plain(request)


def twenty(request):
    found = [shown(Book.objects.get(id=number)) for number in range(1, 21)]
    return JsonResponse(found, safe=False)


async def twenty_async(request):
    found = [shown(await Book.objects.aget(id=number)) for number in range(1, 21)]
    return JsonResponse(found, safe=False)


def by_hand(request):
    with connection.cursor() as db:
        db.execute("SELECT id, title, yen FROM book WHERE id = 7")
        return JsonResponse(dict(zip(("id", "title", "yen"), db.fetchone())))


def slow(request):
    time.sleep(0.05)  # an upstream that answers after 50 ms
    return plain(request)


async def slow_async(request):
    await asyncio.sleep(0.05)
    return plain(request)


urlpatterns = [
    path("books/<int:number>", one), path("books", books), path("plain", plain),
    path("twenty", twenty), path("slow", slow), path("sql", by_hand),
    path("async/books/<int:number>", one_async), path("async/plain", plain_async),
    path("async/twenty", twenty_async), path("async/slow", slow_async),
]
wsgi, asgi = get_wsgi_application(), get_asgi_application()

if __name__ == "__main__":
    from bench import try_service

    try_service("django, WSGI")
