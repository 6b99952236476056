# needs: postgresql
import os
import unittest
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

url = urlsplit(os.environ["DATABASE_URL"])
settings.configure(DATABASES={"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:],
    "USER": url.username, "PASSWORD": url.password or "",
    "HOST": url.hostname, "PORT": url.port}})
django.setup()


# --8<-- [start:idea]
class Author(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "shop"


class Book(models.Model):
    author = models.ForeignKey(Author, models.CASCADE, related_name="books")
    title = models.TextField()
    sold_out = models.BooleanField()

    class Meta:
        app_label = "shop"


def count(how, read):
    with CaptureQueriesContext(connection) as queries:
        read()
    print(f"{how}: {len(queries)}")


with connection.schema_editor() as editor:
    editor.create_model(Author)
    editor.create_model(Book)
for n in range(50):
    author = Author.objects.create(name=f"author {n}")
    Book.objects.bulk_create(
        Book(author=author, title=f"{n}/{k}", sold_out=k == 0) for k in range(4))

authors, books = Author.objects, Book.objects.filter(sold_out=True)
count("book.author", lambda: [book.author.name for book in books.all()])
count("select_related", lambda: [
    book.author.name for book in books.select_related("author")])
count("author.books", lambda: [len(a.books.all()) for a in authors.all()])
prefetched = authors.prefetch_related("books")
count("prefetch_related", lambda: [len(a.books.all()) for a in prefetched.all()])
count("prefetch_related, then filter()", lambda: [
    len(a.books.filter(sold_out=True)) for a in prefetched.all()])  # (1)!
chosen = models.Prefetch("books", books, to_attr="gone")
count("Prefetch(queryset, to_attr)", lambda: [
    len(a.gone) for a in authors.prefetch_related(chosen)])
count("only(), then another field", lambda: [
    book.title for book in books.only("id")])  # (2)!
# --8<-- [end:idea]
