# needs: postgresql
import os

import sqlalchemy as sa
from sqlalchemy import orm

URL = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:", 1)
engine = sa.create_engine(URL)
sent = []
sa.event.listen(engine, "after_cursor_execute",
                lambda _, cursor, *rest: sent.append(cursor.rowcount))


class Base(orm.DeclarativeBase):
    pass


# --8<-- [start:idea]
class Author(Base):
    __tablename__ = "author"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    books: orm.Mapped[list["Book"]] = orm.relationship()  # (1)!
    prizes: orm.Mapped[list["Prize"]] = orm.relationship()


class Book(Base):
    __tablename__ = "book"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    author_id = orm.mapped_column(sa.ForeignKey("author.id"), index=True)


class Prize(Base):
    __tablename__ = "prize"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    author_id = orm.mapped_column(sa.ForeignKey("author.id"), index=True)


def show(how, *options):
    """Load 50 authors with what belongs to them; print queries and rows."""
    sent.clear()
    with orm.Session(engine) as session:
        authors = session.scalars(sa.select(Author).options(*options)).unique().all()
        loaded = sum(len(author.books) + len(author.prizes) for author in authors)
    print(f"{how}: {len(sent)} queries, {sum(sent):,} rows for {loaded + len(authors)}")


Base.metadata.create_all(engine)
with orm.Session(engine) as session:
    session.add_all(Author(books=[Book() for _ in range(20)],
                           prizes=[Prize() for _ in range(15)]) for _ in range(50))
    session.commit()
show("lazy, the default")
show("joinedload twice", orm.joinedload(Author.books), orm.joinedload(Author.prizes))
show("selectinload twice", orm.selectinload(Author.books),
     orm.selectinload(Author.prizes))
try:
    show("raiseload", orm.selectinload(Author.books), orm.raiseload("*"))
except sa.exc.InvalidRequestError as error:
    print(f"raiseload: {error}")
# --8<-- [end:idea]
