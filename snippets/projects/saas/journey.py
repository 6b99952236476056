# needs: postgresql, chromium
# timeout: 120
import os
import threading

from outside.mailbox import Mailbox
from outside.stripe_account import Account
from outside.stripe_server import Server, deliver
from playwright.sync_api import sync_playwright

from snippets.projects.kit import catalog
from snippets.projects.kit.running import started
from snippets.services.process import free_port

ANN, BOB, PASSWORD = "ann@example.com", "bob@example.com", "correct horse battery"
mailbox, account, port = Mailbox(free_port()), Account(), free_port()
mailbox.start()
stripe = Server(0, account)
settings = {
    "DATABASE_URL": os.environ["DATABASE_URL"], "SMTP_PORT": str(mailbox.port),
    "STRIPE_URL": stripe.url, "STRIPE_WEBHOOK_SECRETS": "whsec_j",
    "STRIPE_KEY": "sk_test", "POLL_SECONDS": "0.05",
    "PUBLIC_URL": f"http://127.0.0.1:{port}", "PAYMENT_ORIGINS": stripe.url,
}


# --8<-- [start:journey]
def account_of(page, url, email):
    page.goto(f"{url}/signup")
    page.get_by_label("Address").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    page.goto(url + link_of(email))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Organizations").wait_for()


def flag(page, key):
    page.get_by_label("Key").fill(key)
    page.get_by_role("button", name="Make a flag").click()


def journey(ann, bob, url):
    account_of(ann, url, ANN)
    ann.get_by_label("Name").fill("Acme")
    ann.get_by_role("button", name="Make an organization").click()
    home = ann.url
    flag(ann, "dark-mode")
    ann.get_by_role("button", name="Turn dark-mode on").click()
    state = ann.locator("table td").nth(1).inner_text()
    yield "ann signed up and turned a flag on", state
    ann.get_by_label("Address").fill(BOB)
    ann.get_by_role("button", name="Invite").click()
    invitation = mailbox.link_to(BOB)
    account_of(bob, url, BOB)
    bob.goto(url + invitation)
    bob.get_by_role("button", name="Join").click()
    yield "bob joined as", bob.get_by_text(BOB).last.inner_text().split("\n")[0]
    for key in ("beta", "search", "fourth"):
        flag(ann, key)
    yield "the fourth flag", ann.get_by_role("alert").inner_text()
    ann.goto(home)
    ann.get_by_role("button", name="Upgrade to pro").click()  # (1)!
    ann.get_by_role("button", name="Pay").click()
    yield "after paying", wait_for(ann, "Plan: pro")
    ann.get_by_role("button", name="Card and cancellation").click()
    ann.get_by_role("button", name="Cancel").click()
    yield "after cancelling", wait_for(ann, "Plan: free")
# --8<-- [end:journey]


def link_of(email):
    """The link of the e-mail about an account; bob was invited before he had one."""
    number = 2 if email == BOB else 1
    return mailbox.link_to(email, number)


def wait_for(page, heading):
    while page.get_by_role("heading", name=heading).count() == 0:
        page.wait_for_timeout(50)
        page.reload()
    return heading


saas = started(catalog.find("saas"), settings, port)
with saas as service, sync_playwright() as playwright:
    account.on_event = lambda event: threading.Timer(
        0.1, deliver, [service.url, event, "whsec_j"]).start()
    browser = playwright.chromium.connect_over_cdp(os.environ["CHROMIUM_URL"])
    refused, pages = [], []
    for _ in (ANN, BOB):
        context = browser.new_context(java_script_enabled=False)
        pages.append(context.new_page())
        pages[-1].on("console", lambda said: refused.append(said.text)
                     if "Content Security Policy" in said.text else None)
    for what, seen in journey(*pages, service.url):
        print(f"{what}: {seen}")
    print("refused by the Content-Security-Policy:", len(refused), *refused)
    cookie = pages[0].context.cookies()[0]
    print("cookie:", cookie["name"], *(k for k in ("httpOnly", "secure") if cookie[k]),
          cookie["sameSite"])
    browser.close()
mailbox.stop()
assert not refused
