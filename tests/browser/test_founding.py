"""The whole thread in one sitting, on small phones, in Arabic: from the page of a commune to a registered cooperative.

A visitor begins without a sign-in; her group grows to five; she plans, answers the law's questions, holds the
assembly and makes the papers; a second founder signs on her own phone, a third by thumbprint before two witnesses,
two with a pen. The officer returns the file with two defects, the group mends them, the cooperative appears in the
register, and the bank's workbook recalculates.
"""

from __future__ import annotations

import datetime
import io
import re
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from PIL import Image, ImageDraw
from pypdf import PdfReader

from tests.accounts.factories import PASSWORD, person
from tests.browser.barriers import barriers
from tests.browser.conftest import follow
from tests.planner.recalculation import recalculated
from twiza.dossier.models import Dossier, Signature
from twiza.messages.models import Message
from twiza.projects.models import Founder, Project
from twiza.registry.models import Cooperative

COMMUNE = "01.01.13"
SHARES, VALUE = "10", "100"
WITHOUT_PHONE = ("نعيمة بنت الوادي", "زينب بنت الوادي", "مليكة بنت الوادي")
THUMB = WITHOUT_PHONE[0]


class Phone:
    """Somebody's phone: one page, and what she does on it."""

    def __init__(self, page):
        self.page = page
        self.base = "/".join(page.url.split("/")[:3])

    def open(self, path):
        answer = self.page.goto(f"{self.base}{path}", wait_until="load")
        assert answer.status == 200, f"{path}: {answer.status}"
        return self

    def fill(self, **fields):
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)
        return self

    def choose(self, **fields):
        for name, value in fields.items():
            self.page.check(f"main [name={name}][value={value}]")
        return self

    def select(self, **fields):
        for name, value in fields.items():
            self.page.select_option(f"main [name={name}]", value)
        return self

    def send(self, form="main form[method=post]"):
        """Press the button of the form and wait for the page that follows; it must hold no error."""
        follow(self.page, f"{form} button[type=submit]:not([name=again]):not([name=wipe])")
        wrong = self.page.locator("main .field-error, main .notice-error")
        assert wrong.count() == 0, wrong.first.inner_text()
        return self

    @property
    def path(self):
        return urlsplit(self.page.url).path

    def fits(self):
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{self.path} is too wide"
        assert barriers(self.page) == []
        return self


def last_code():
    return re.search(r"\d{6}", Message.objects.order_by("-pk")[0].body).group()


def sign_up(phone, address, name):
    """A new person: address, code, name."""
    phone.fill(address=address).send("main form:has([name=address])")
    phone.fill(code=last_code()).send("main form:has([name=code])")
    phone.fill(name=name)
    phone.page.check("main [name=agree]")
    phone.send("main form:has([name=agree])")


def photo(seed):
    image = Image.new("RGB", (500, 300), "white")
    ImageDraw.Draw(image).line([(20 + 11 * n, 150 + (n * n * seed) % 90 - 45) for n in range(40)], fill="navy", width=5)
    content = io.BytesIO()
    image.save(content, "JPEG")
    return {"name": f"photo-{seed}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


@pytest.fixture
def phone(visit, country):
    cache.clear()
    return lambda path="/ar/": Phone(visit(path, width=360, has_touch=True))


def begin(first):
    """One click on an opportunity, still without a sign-in, then a sign-in that takes the project over."""
    first.open(f"/ar/territories/{COMMUNE}/").fits()
    follow(first.page, ".place-head a[href$='/opportunities/']")
    follow(first.page, ".ranked-title a")
    follow(first.page, "form[action$='/projects/start/'] button")
    project = Project.objects.get()
    assert project.visitor
    assert str(project.public_id) in first.path
    first.fits().open("/ar/account/signup/")
    sign_up(first, "fatima@example.org", "فاطمة الزهراء بنت الوادي")
    project.refresh_from_db()
    assert project.visitor == ""
    assert project.founders.get().user.email == "fatima@example.org"
    return project, f"/ar/projects/{project.public_id}"


def gather(first, second, project, here):
    """The group: one invited by link, three without a phone; particulars, offices, shares."""
    first.open(f"{here}/founders/invite/").send("main form[method=post]")
    second.open(urlsplit(first.page.inner_text(".link-box")).path)
    follow(second.page, "main a.button")
    follow(second.page, "main a[href*='/signup/']") if "/login/" in second.path else None
    sign_up(second, "khadija@example.org", "خديجة بنت الوادي")
    if "/join/" in second.path:
        second.page.locator("main form[method=post] input[type=checkbox]").first.check()
        second.send("main form[method=post]")
    for name in WITHOUT_PHONE:
        first.open(f"{here}/founders/add/").fill(name=name).choose(consent_how="spoken").send()
    assert project.founders.present().count() == 5
    offices = dict(
        zip(project.founders.present().order_by("pk"), ("president", "treasurer", "secretary"), strict=False)
    )
    for place, founder in enumerate(project.founders.present().order_by("pk")):
        own = second if founder.user and founder.user.email == "khadija@example.org" else first
        page = f"{here}/founders/{founder.public_id}"
        own.open(f"{page}/identity/").choose(gender="f").fill(born_on=f"19{80 + place}-05-1{place}")
        own.fill(national_id=f"XE20000{place}").send()
        if founder.consent_at is None:
            own.open(f"{page}/consent/").choose(consent_how="self").send()
        own.open(f"{page}/reach/").fill(address="دوار الوادي", profession="فلاحة").send()
        first.open(f"{page}/shares/").fill(shares=SHARES).send()
        first.open(f"{page}/office/").choose(office=offices.get(founder, "member")).send()
    first.open(f"{here}/money/share/").fill(share_value=VALUE).send()
    first.open(f"{here}/founders/").fits()
    project.refresh_from_db()
    assert project.capital == 5 * 10 * 100


def plan(first, here):
    """The plan in eight questions; each is kept as the model has it."""
    first.open(f"{here}/plan/")
    if first.page.locator("#plan-begin").count():
        first.send("form#plan-begin")
    around = first.path
    first.fits().open(f"{around}questions/products/").fits()
    while "/questions/" in first.path:
        first.send("form#plan-form")
    first.open(f"{around}results/").fits()
    return around


def prepare(first, project, here):
    """The law's questions, the assembly, the papers."""
    first.open(f"{here}/dossier/")
    if not Dossier.objects.filter(project=project).exists():
        first.send()
    first.open(f"{here}/dossier/questions/").fits()
    answers = {"object": "جمع العسل وتعبئته وبيعه.", "seat": "دوار الوادي", "duration_years": "50",
               "released_percent": "100", "board_size": "3", "term_years": "3", "name": "تعاونية الوادي"}  # fmt: skip
    law = {one["key"]: one["field"] for one in Dossier.objects.get(project=project).law.content["law_questions"]}
    for _ in range(20):
        found = re.search(r"/questions/ask/([\w-]+)/", first.path)
        if not found:
            break
        field = law[found.group(1)]
        if first.page.locator("main [name=answer][type=radio]").count():
            wanted = (
                "no" if field == "in_kind" else first.page.locator("main [name=answer]").first.get_attribute("value")
            )
            first.choose(answer=wanted)
        elif field in answers:
            first.fill(answer=answers[field])
        first.send()
    hold_assembly(first, project, here)
    first.open(f"{here}/dossier/papers/").send("main form[action$='/make/']")
    first.open(f"{here}/dossier/papers/").fits()


def hold_assembly(first, project, here):
    founders = list(project.founders.present().order_by("pk"))
    tomorrow = (datetime.date.today() + datetime.timedelta(days=1)).isoformat()
    first.open(f"{here}/dossier/assembly/")
    first.fill(day=tomorrow, hour="10:00", place="دار الجماعة", agenda="النظام الأساسي\nانتخاب المكتب").send()
    first.open(f"{here}/dossier/assembly/").select(chair=str(founders[0].pk), secretary=str(founders[2].pk))
    first.send("main form[action$='/open/']")
    for founder in founders:
        first.page.select_option(f"main [name='here-{founder.public_id}']", index=1)
    first.send("main form[action$='/presence/']")
    everybody = {"votes_for": str(len(founders)), "votes_against": "0", "abstained": "0"}
    first.select(kind="statutes").fill(text="المصادقة على النظام الأساسي", **everybody)
    first.send("main form[action$='/vote/']")
    for founder, office in zip(founders, ("president", "treasurer", "secretary"), strict=False):
        first.select(kind="board", elected=str(founder.pk), office=office)
        first.fill(text=f"انتخاب {founder.name}", **everybody).send("main form[action$='/vote/']")
    first.fits().send("main form[action$='/close/']")


def draw(owner, here):
    """Read, get the code, draw with a finger."""
    owner.open(f"{here}/dossier/sign/").fits().send("main form:has([name=send])")
    owner.fill(code=last_code())
    board = owner.page.locator("canvas")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    mouse = owner.page.mouse
    mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    mouse.down()
    for step in range(1, 12):
        mouse.move(box["x"] + 20 + step * 20, box["y"] + box["height"] / 2 + (step % 3 - 1) * 25)
    mouse.up()
    owner.page.check("main [name=read]")
    owner.send("form[data-signing]")


def record(first, project, here):
    """Thumbprint before two witnesses, and two with a pen."""
    for place, name in enumerate(WITHOUT_PHONE, start=1):
        founder = Founder.objects.get(project=project, name=name)
        way = "?way=thumbprint" if name == THUMB else "?way=paper"
        first.open(f"{here}/dossier/sign/{founder.public_id}/{way}")
        first.page.set_input_files("main [name=photo]", photo(place))
        if name == THUMB:
            first.fill(first_name="حليمة الشاهدة", first_id="XE900001", second_name="عمر الشاهد", second_id="XE900002")
        first.send("main form:has([name=photo])")


def hand_in(first, here):
    first.open(f"{here}/dossier/file/").fits()
    way = first.page.locator("main [name=way][value=desk]")
    if way.count() and way.get_attribute("type") == "radio":
        way.check()
    first.send("main form:has(button)")


def officer_returns(officer, dossier):
    officer.open("/ar/desk/")
    follow(officer.page, f"main a[href*='{dossier.filings.last().public_id}']")
    seat = officer.page.locator("[name^='defect-seat@']").first
    paper = officer.page.locator("[name^='defect-object@']").first
    for field, text in ((seat, "العنوان غير كامل."), (paper, "الغرض يحتاج إلى توضيح.")):
        field.evaluate("one => one.closest('details')?.setAttribute('open', '')")
        field.fill(text)
    officer.send("main form[action$='/return/']")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.filings.last().defects.count()) == ("returned", 2)


def mend(first, dossier, here):
    first.open(f"{here}/dossier/questions/ask/seat/").fill(answer="دوار الوادي، رقم 7، طريق السوق").send()
    first.open(f"{here}/dossier/questions/ask/object/").fill(answer="جمع عسل الأعضاء وتعبئته وبيعه جماعيا.").send()
    for defect in dossier.filings.last().defects.all():
        first.open(f"{here}/dossier/defects/{defect.public_id}/").fill(answer="صححناه.").send("main form.band")


def sign_all(first, second, project, here):
    dossier = Dossier.objects.get(project=project)
    draw(first, here)
    draw(second, here)
    record(first, project, here)
    ways = set(Signature.objects.filter(paper__subject_key=dossier.key, void_at=None).values_list("how", flat=True))
    assert ways == {"drawn", "paper", "thumbprint"}
    return dossier


def test_from_a_commune_to_a_registered_cooperative_in_one_sitting(phone, tmp_path):
    person("officer@example.org", role="authority_officer", territory="01", name="عبد الرحيم")
    first, second, officer = phone(), phone(), phone()

    project, here = begin(first)
    gather(first, second, project, here)
    around = plan(first, here)
    workbook = first.page.context.request.get(f"{first.base}{around}plan.xlsx")
    assert recalculated(tmp_path, {"plan": workbook.body()})["plan"]

    prepare(first, project, here)
    dossier = sign_all(first, second, project, here)
    hand_in(first, here)

    officer.open("/ar/account/login/")
    officer.page.locator("details:has([name=password]) summary").first.click()
    officer.page.fill("form:has([name=password]) [name=login]", "officer@example.org")
    officer.fill(password=PASSWORD).send("main form:has([name=password])")
    officer_returns(officer, dossier)

    mend(first, dossier, here)
    if Signature.objects.filter(paper__subject_key=dossier.key).exclude(void_at=None).exists():
        sign_all(first, second, project, here)
    hand_in(first, here)
    assert [one.decision for one in dossier.filings.order_by("round")] == ["returned", ""]

    officer.open(f"/ar/desk/{dossier.filings.last().public_id}/").fill(number="XE-2026-1")
    officer.send("main form[action$='/accept/']")

    cooperative = Cooperative.objects.get()
    assert (cooperative.number, cooperative.members.count()) == ("XE-2026-1", 5)
    visitor = phone("/ar/cooperatives/")
    assert cooperative.name_ar in visitor.page.inner_text("main")
    visitor.open(f"/ar/cooperatives/{cooperative.public_id}/").fits()
    extract = visitor.page.context.request.get(f"{visitor.base}/ar/cooperatives/{cooperative.public_id}/extract.pdf")
    assert len(PdfReader(io.BytesIO(extract.body())).pages) == 1
