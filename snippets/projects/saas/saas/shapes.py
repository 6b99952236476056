"""What the API takes and gives. Text is bounded and holds no NUL, which PostgreSQL
refuses."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool

Email = Annotated[
    str,
    Field(
        max_length=120,
        pattern=r"^[A-Za-z0-9._%+-]{1,60}@"
        r"[A-Za-z0-9-]{1,40}(\.[A-Za-z0-9-]{1,15}){1,3}$",
        examples=["ann@example.com"],
    ),
    AfterValidator(str.lower),
]
Password = Annotated[
    str, Field(min_length=12, max_length=128, examples=["a long passphrase"])
]
Token = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{20,100}$", examples=["x" * 43])]
Name = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,80}$", examples=["Acme"])]
Key = Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,39}$", examples=["dark-mode"])]
KeyInPath = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,39}$")]
TokenInPath = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{20,100}$")]
Role = Literal["viewer", "member", "admin", "owner"]
Invitable = Literal["viewer", "member", "admin"]


class Taken(BaseModel):
    """A body: an unknown member is an error, not a slip that does nothing."""

    model_config = ConfigDict(extra="forbid")


class SignUp(Taken):
    """Asks for an account."""

    email: Email


class Confirmation(Taken):
    """Chooses the password of a new account."""

    token: Token
    password: Password


class LogIn(Taken):
    """Asks for a session."""

    email: Email
    password: Annotated[str, Field(min_length=1, max_length=128)]


class NewOrganization(Taken):
    """Makes an organization."""

    name: Name


class NewRole(Taken):
    """Changes a member's role."""

    role: Role


class NewInvitation(Taken):
    """Invites an address."""

    email: Email
    role: Invitable


class Acceptance(Taken):
    """Accepts an invitation."""

    organization: UUID
    token: Token


class NewFlag(Taken):
    """Makes a flag."""

    key: Key
    description: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{0,200}$")] = ""


class Switch(Taken):
    """Turns a flag on or off."""

    enabled: StrictBool


class Said(BaseModel):
    """A sentence."""

    message: str


class Bearer(BaseModel):
    """A session's token, shown once."""

    token: str


class Organization(BaseModel):
    """An organization and one's own role in it."""

    id: UUID
    name: str
    role: Role


class Organizations(BaseModel):
    """Those one is in."""

    organizations: list[Organization]


class Details(Organization):
    """An organization with its plan: used and limit of flags and seats."""

    plan: Literal["free", "pro"]
    status: str | None
    cancels: bool
    period_end: datetime | None
    flags: int
    flags_limit: int
    seats: int
    seats_limit: int


class Member(BaseModel):
    """A person in an organization."""

    user: UUID
    email: str
    role: Role


class Members(BaseModel):
    """All of an organization."""

    members: list[Member]


class Invitation(BaseModel):
    """An open invitation."""

    id: UUID
    email: str
    role: Invitable
    expires_at: datetime


class Invitations(BaseModel):
    """The open ones."""

    invitations: list[Invitation]


class Made(BaseModel):
    """The id of what was made."""

    id: UUID


class Flag(BaseModel):
    """A feature flag."""

    key: str
    description: str
    enabled: bool
    updated_at: datetime


class Flags(BaseModel):
    """All of an organization."""

    flags: list[Flag]


class Address(BaseModel):
    """Where to send the browser."""

    url: str
