"""What is taken and what is refused, by what a file is and not by what it is called."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from tests.files import samples
from twiza.files import keeping, sweeping
from twiza.files.commands import HOURLY, Unfit, remove, store, store_bytes
from twiza.files.kinds import LARGEST, LONGEST_SIDE, PICTURES, PICTURES_AND_PDF
from twiza.files.models import StoredFile
from twiza.files.queries import is_whole, open_file

pytestmark = pytest.mark.django_db


def stored(content: bytes, name: str = "a.jpg", **options: object) -> StoredFile:
    return store(upload=samples.upload(content, name), by="user:amina", **options)  # type: ignore[arg-type]


def kept(one: StoredFile) -> bytes:
    with open_file(one) as file:
        return file.read()


def as_picture(one: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(kept(one)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.picture("JPEG"), "image/jpeg"),
        (samples.picture("JPEG", mode="CMYK"), "image/jpeg"),
        (samples.picture("PNG"), "image/png"),
        (samples.picture("PNG", mode="RGBA"), "image/png"),
        (samples.picture("PNG", mode="P"), "image/png"),
        (samples.picture("WEBP"), "image/jpeg"),
        (samples.pdf(3), "application/pdf"),
    ],
)
def test_pictures_and_pdf_are_taken(content: bytes, expected: str) -> None:
    one = stored(content)

    assert one.media_type == expected
    assert one.size == len(kept(one))
    assert one.sha256 == hashlib.sha256(kept(one)).hexdigest()
    assert is_whole(one)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (samples.unfolding_png(), "larger than we can take"),
        (samples.unfolding_png(6_000), "larger than we can take"),
        (samples.moving_gif(), "We take pictures"),
        (samples.SVG, "We take pictures"),
        (samples.HTML, "We take pictures"),
        (samples.archive(), "We take pictures"),
        (b"MZ\x90\x00" + b"\x00" * 100, "We take pictures"),
        (samples.HEIC, "HEIC"),
        (samples.picture("JPEG")[:300], "damaged"),
        (samples.picture("PNG")[:60], "damaged"),
        (b"\xff\xd8\xff" + b"garbage" * 20, "damaged"),
        (b"", "empty"),
        (samples.pdf(script=True), "program or another file"),
        (samples.hidden_script_pdf(), "program or another file"),
        (samples.unlisted_script_pdf(), "program or another file"),
        (samples.packed_script_pdf(), "program or another file"),
        (samples.archive_that_ends_as_pdf(), "not a clean PDF"),
        (samples.pdf(file=True), "program or another file"),
        (samples.pdf(launch=True), "Launch"),
        (samples.pdf(locked=True), "password"),
        (samples.pdf(101), "100 pages"),
        (samples.pdf() + samples.archive(), "not a clean PDF"),
        (samples.pdf() + b"<script>harm()</script>", "not a clean PDF"),
        (samples.pdf()[:200], "not a clean PDF"),
        (b"%PDF-1.7\n" + b"x" * 400 + b"\n%%EOF", "damaged"),
    ],
    ids=[
        "bomb", "smaller-bomb", "gif", "svg", "html", "zip", "program", "heic", "cut-jpeg", "cut-png", "no-jpeg",
        "empty", "pdf-script", "pdf-hidden-script", "pdf-unlisted-script", "pdf-packed-script", "zip-as-pdf",
        "pdf-file", "pdf-launch", "pdf-locked", "pdf-long", "pdf-zip", "pdf-html",
        "cut-pdf", "no-pdf",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["photo.jpg", "paper.pdf"])
def test_everything_else_is_refused_kindly_whatever_its_name(content: bytes, word: str, name: str) -> None:
    with pytest.raises(Unfit, match=word):
        stored(content, name)

    assert not StoredFile.objects.exists()
    assert list(keeping.folder().glob("??/*.part")) == []


def test_what_hangs_behind_a_picture_is_gone() -> None:
    one = stored(samples.picture("JPEG") + samples.archive())

    assert b"run.sh" not in kept(one)
    assert b"PK\x03\x04" not in kept(one)


def test_place_and_time_of_a_photograph_are_gone() -> None:
    one = stored(samples.photograph())

    assert samples.PLACE_AND_TIME.encode() in samples.photograph()
    assert samples.PLACE_AND_TIME.encode() not in kept(one)
    assert dict(as_picture(one).getexif()) == {}


def test_a_photograph_stands_upright() -> None:
    assert as_picture(stored(samples.photograph(orientation=1))).size == (60, 40)
    assert as_picture(stored(samples.photograph(orientation=6))).size == (40, 60)


def test_an_animation_keeps_its_first_picture() -> None:
    one = as_picture(stored(samples.moving_webp()))

    assert getattr(one, "n_frames", 1) == 1
    red, green, blue = one.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert green + blue < 60


def test_a_large_photograph_is_made_smaller() -> None:
    one = stored(samples.picture("JPEG", (6000, 3000)))

    assert as_picture(one).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(Unfit, match="12 MB"):
        stored(samples.picture("JPEG") + b"\x00" * LARGEST)


def test_a_place_for_pictures_takes_no_pdf() -> None:
    with pytest.raises(Unfit, match="pictures here"):
        stored(samples.pdf(), allowed=PICTURES)
    with pytest.raises(Unfit, match="PDF here"):
        stored(samples.picture(), allowed=PICTURES_AND_PDF - PICTURES)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("..\\..\\boot.exe.jpg", "boot.jpg"),
        ("عقد الكراء.PDF", "عقد الكراء.jpg"),
        ('a"b<c>.jpg', "a b c.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("x" * 300 + ".jpg", "x" * 120 + ".jpg"),
        (".jpg", "jpg.jpg"),
        ("…", "….jpg"),
    ],
)
def test_names_are_harmless_and_end_as_the_file_is(sent: str, expected: str) -> None:
    assert stored(samples.picture(), sent).name == expected


def test_nobody_sends_too_many_in_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HOURLY, "user:", 2)
    stored(samples.picture())
    stored(samples.picture())

    with pytest.raises(Unfit, match="many files"):
        stored(samples.picture())
    assert store(upload=samples.upload(samples.picture()), by="user:other")


def test_visitors_together_send_a_limited_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twiza.files.commands.HOURLY_OF_ALL_VISITORS", 1)
    store(upload=samples.upload(samples.picture()), by="visitor:a")

    with pytest.raises(Unfit, match="Sign in"):
        store(upload=samples.upload(samples.picture()), by="visitor:b")
    assert stored(samples.picture())


def test_two_equal_files_lie_apart_under_names_that_tell_nothing() -> None:
    one, other = stored(samples.picture(), "secret.jpg"), stored(samples.picture(), "secret.jpg")

    assert one.sha256 == other.sha256
    assert one.path != other.path
    assert "secret" not in one.path


def test_our_own_products_are_kept_as_they_are() -> None:
    one = store_bytes(content=b"own", name="plan.xlsx", media_type="application/x", by="user:amina")

    assert (kept(one), one.name) == (b"own", "plan.xlsx")


def test_a_path_cannot_lead_elsewhere() -> None:
    with pytest.raises(ValueError, match="leads out"):
        keeping.place_of("../../etc/passwd")


def test_a_full_disk_leaves_neither_row_nor_half_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_opened: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = set(keeping.folder().glob("??/*"))
    with pytest.raises(OSError, match="No space"):
        stored(samples.pdf())

    assert not StoredFile.objects.exists()
    assert set(keeping.folder().glob("??/*")) == before


def test_the_file_is_on_the_disk_before_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(**fields: object) -> None:
        raise KeyboardInterrupt(fields["path"])

    monkeypatch.setattr(StoredFile.objects, "create", killed)
    with pytest.raises(KeyboardInterrupt) as met:
        stored(samples.pdf())

    assert keeping.place_of(str(met.value)).read_bytes() == samples.pdf() or keeping.place_of(str(met.value)).exists()


def test_orphans_are_swept_when_they_are_old_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    one = stored(samples.pdf())
    orphan = keeping.write(b"nobody's")
    assert sweeping.sweep() == 0
    monkeypatch.setattr(sweeping, "OLD", -1)

    assert sweeping.sweep() >= 1
    assert not keeping.place_of(orphan).exists()
    assert is_whole(one)


@pytest.mark.django_db(transaction=True)
def test_removing_takes_the_bytes_when_it_is_sure() -> None:
    one = stored(samples.pdf())
    place = keeping.place_of(one.path)
    remove(one)

    assert not place.exists()
    assert not StoredFile.objects.exists()


def test_a_lost_file_is_noticed() -> None:
    one = stored(samples.pdf())
    keeping.place_of(one.path).write_bytes(b"changed")
    assert not is_whole(one)
    keeping.remove(one.path)
    assert not is_whole(one)


def test_a_photograph_of_a_phone_that_keeps_two_pictures_is_taken() -> None:
    held = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(held, "MPO", save_all=True, append_images=[second])

    assert as_picture(stored(held.getvalue())).format == "JPEG"
