from fastapi import FastAPI
from pydantic import BaseModel, Field, SecretStr

from snippets.api.service import application, serving


class Login(BaseModel):
    name: str
    password: str = Field(min_length=12)


class Careful(BaseModel):
    name: str
    password: SecretStr = Field(min_length=12)


def ask(app, model):
    def login(body: model):
        return {}

    app.post("/login")(login)
    with serving(app) as client:
        return client.post("/login", json={"name": "ann", "password": "hunter2"})


for label, app, model in (
    ("FastAPI's own handler", FastAPI(), Login),
    ("SecretStr", FastAPI(), Careful),
    ("the service's handler", application(), Login),
):
    got = ask(app, model)
    assert got.status_code == 422
    print(f"{label}: {'LEAKS' if 'hunter2' in got.text else 'hides'} the password")
    for key, value in (got.json().get("detail") or got.json()["errors"])[0].items():
        print(f"    {key}: {value}")
