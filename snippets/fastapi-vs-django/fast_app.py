# needs: postgresql
"""The book service on FastAPI, SQLAlchemy and psycopg 3."""

import asyncio
import os

from fast_waits import router
from fastapi import FastAPI, HTTPException
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel, Field
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import (DeclarativeBase, Mapped, joinedload, mapped_column,
                            relationship)

POOL = 10
engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"),
    pool_size=POOL, max_overflow=0)
session = async_sessionmaker(engine, expire_on_commit=False)
pool = AsyncConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=POOL,
                           open=False, kwargs={"autocommit": True})
app = FastAPI()
app.include_router(router)


# --8<-- [start:service]
class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    yen: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship()


class NewBook(BaseModel):
    title: str = Field(min_length=1, max_length=100)
    yen: int = Field(gt=0)
    author_id: int


def shown(book: Book) -> dict:
    return {"id": book.id, "title": book.title, "yen": book.yen}


@app.get("/books/{number}")
async def one(number: int) -> dict:
    async with session() as db:
        if not (book := await db.get(Book, number)):
            raise HTTPException(404)
        return shown(book)


@app.get("/books")
async def many() -> list[dict]:
    query = select(Book).options(joinedload(Book.author)).order_by(Book.id).limit(20)
    async with session() as db:
        return [{**shown(b), "author": b.author.name} for b in await db.scalars(query)]


@app.post("/books", status_code=201)
async def create(new: NewBook) -> dict:  # (1)!
    async with session.begin() as db:
        db.add(book := Book(**new.model_dump()))
        await db.flush()
        return shown(book)
# --8<-- [end:service]


@app.get("/twenty")
async def twenty() -> list[dict]:
    async with session() as db:
        return [shown(await db.get(Book, number)) for number in range(1, 21)]


@app.get("/sql")
async def by_hand() -> dict:
    await pool.open()  # only the first time
    async with pool.connection() as db:
        row = await db.execute("SELECT id, title, yen FROM book WHERE id = 7")
        return dict(zip(("id", "title", "yen"), await row.fetchone()))


@app.get("/holding")
async def holding() -> dict:
    async with session() as db:
        await db.get(Book, 7)
        await asyncio.sleep(0.05)  # the connection waits with us
        return {"ok": True}


if __name__ == "__main__":
    from bench import try_service

    try_service("fastapi")
