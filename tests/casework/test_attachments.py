"""Files as answers: kept once, found by the answer, undone, shared; what cannot be used is refused in one sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from klimabesog.casework import attachments
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.trial import Trial
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.xforms import Form, convert, parse
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import photo

FORM = """
| survey   |              |           |              |                   |              |
|          | type         | name      | label        | appearance        | body::accept |
|          | image        | foto      | Foto         |                   |              |
|          | image        | skitse    | Skitse       | draw              |              |
|          | image        | navn      | Underskrift  | signature         |              |
|          | file         | faktura   | Faktura      |                   | .pdf, .xlsx  |
|          | file         | andet     | Andet        |                   |              |
|          | audio        | lyd       | Lyd          |                   |              |
|          | video        | film      | Film         |                   |              |
|          | text         | tekst     | Tekst        |                   |              |
|          | begin repeat | bilag     | Bilag        |                   |              |
|          | file         | fil       | Fil          |                   |              |
|          | end repeat   |           |              |                   |              |
| settings |              |           |              |                   |              |
|          | form_id      | version   | namespaces   |                   |              |
|          | filer        | 1         |              |                   |              |
"""


@pytest.fixture(scope="session")
def skema(tmp_path_factory: pytest.TempPathFactory) -> Form:
    path = tmp_path_factory.mktemp("skema") / "filer.md"
    path.write_text(FORM, encoding="utf-8")
    return convert(path)


def opened(visit: Visit, skema: Form) -> FormInstance:
    """The form in the visit, from nothing but what is stored."""
    return visit.open_instance(derived_id(visit.id, "filer"), visit.library.install([skema])[0])


@pytest.fixture
def form(visit: Visit, skema: Form) -> FormInstance:
    return opened(visit, skema)


def file(folder: Path, name: str, data: bytes = b"%PDF-1.7 indhold") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_the_answer_by_its_name(form: FormInstance, tmp_path: Path) -> None:
    form.attach("/data/faktura", file(tmp_path, "El faktura (maj) æøå.PDF"))
    answer = form.node("/data/faktura").value
    assert answer.startswith("El_faktura_maj_æøå-")
    assert answer.endswith(".pdf")
    assert len(answer.split()) == 1
    kept = form.attachment("/data/faktura")
    assert kept is not None
    assert (kept.name, kept.size, kept.mime) == ("El faktura (maj) æøå.PDF", 16, "application/pdf")
    assert form.attachment_bytes("/data/faktura") == b"%PDF-1.7 indhold"


def test_a_photo_is_shrunk_and_says_nothing_of_where(form: FormInstance) -> None:
    form.attach("/data/foto", photo(size=(5000, 300), taken="2026:11:20 10:20:00"), "IMG 1.heic")
    image = Image.open(io.BytesIO(form.attachment_bytes("/data/foto")))
    assert image.format == "JPEG"
    assert max(image.size) == 2560
    assert not image.getexif()
    assert form.node("/data/foto").value.startswith("IMG_1-")
    assert form.node("/data/foto").value.endswith(".jpg")


@pytest.mark.parametrize("ref", ["/data/skitse", "/data/navn"])
def test_what_is_drawn_stays_a_png_and_a_file_may_be_given_instead(
    form: FormInstance, tmp_path: Path, ref: str
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 200), (0, 0, 0, 0)).save(out, "PNG")
    form.attach(ref, out.getvalue(), "underskrift.png")
    assert Image.open(io.BytesIO(form.attachment_bytes(ref))).format == "PNG"
    form.attach(ref, file(tmp_path, "scannet.jpg", photo()))
    assert Image.open(io.BytesIO(form.attachment_bytes(ref))).format == "JPEG"


@pytest.mark.parametrize(
    ("ref", "name", "data", "word"),
    [
        ("/data/faktura", "faktura.exe", b"x", "typen .pdf, .xlsx"),
        ("/data/andet", "tom.pdf", b"", "er tom"),
        ("/data/lyd", "lyd.pdf", b"x", "lydfil"),
        ("/data/film", "film.mp3", b"x", "ikke en video"),
        ("/data/foto", "foto.jpg", b"ikke et billede", "ikke et billede"),
        ("/data/navn", "navn.png", b"ikke et billede", "ikke et billede"),
        ("/data/tekst", "tekst.pdf", b"x", "kan ikke besvares med en fil"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_and_nothing_changes(
    form: FormInstance, tmp_path: Path, ref: str, name: str, data: bytes, word: str
) -> None:
    with pytest.raises(InputError, match=word):
        form.attach(ref, file(tmp_path, name, data))
    assert form.node(ref).value == ""


def test_too_large_or_gone(form: FormInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_BYTES", 2_000_000)
    with pytest.raises(InputError, match=r"fylder 3 MB\. Vælg en fil på højst 2 MB"):
        form.attach("/data/andet", file(tmp_path, "stor.zip", b"x" * 2_000_001))
    with pytest.raises(InputError, match="kan ikke åbnes"):
        form.attach("/data/andet", tmp_path / "findes-ikke.pdf")
    with pytest.raises(InputError, match="kan ikke åbnes"):
        form.attach("/data/andet", tmp_path)


def test_replaced_undone_and_done_again(
    visit: Visit, form: FormInstance, skema: Form, tmp_path: Path
) -> None:
    """Undo brings the former file back, not only its name."""
    form.attach("/data/andet", file(tmp_path, "a.txt", b"den gamle"))
    form.attach("/data/andet", file(tmp_path, "a.txt", b"den nye"))
    assert form.attachment_bytes("/data/andet") == b"den nye"
    visit.undo()
    assert opened(visit, skema).attachment_bytes("/data/andet") == b"den gamle"
    visit.redo()
    assert opened(visit, skema).attachment_bytes("/data/andet") == b"den nye"
    again = opened(visit, skema)
    again.answer("/data/andet", "")
    assert again.attachment("/data/andet") is None
    visit.undo()
    assert opened(visit, skema).attachment_bytes("/data/andet") == b"den nye"


def test_the_same_file_after_its_first_keeping_was_undone(
    visit: Visit, form: FormInstance, skema: Form, tmp_path: Path
) -> None:
    given = file(tmp_path, "a.txt")
    form.attach("/data/andet", given)
    visit.undo()
    again = opened(visit, skema)
    assert again.attachment("/data/andet") is None
    again.attach("/data/andet", given)
    assert opened(visit, skema).attachment_bytes("/data/andet") == given.read_bytes()


def test_a_file_in_a_row_goes_and_comes_with_the_row(
    visit: Visit, form: FormInstance, skema: Form, tmp_path: Path
) -> None:
    form.attach("/data/bilag[1]/fil", file(tmp_path, "a.txt"))
    form.add_row("/data/bilag", 1)
    assert form.attachment("/data/bilag[1]/fil") is None
    assert form.attachment("/data/bilag[2]/fil") is not None
    form.remove_row("/data/bilag[2]")
    visit.undo()
    back = opened(visit, skema)
    assert back.attachment_bytes("/data/bilag[2]/fil") == b"%PDF-1.7 indhold"


def test_a_colleague_gets_the_content(
    open_casebook: OpenCasebook,
    casebook: Casebook,
    visit: Visit,
    form: FormInstance,
    skema: Form,
    tmp_path: Path,
) -> None:
    form.attach("/data/foto", photo())
    bo = open_casebook("bo")
    Sharing(bo).join_team(Sharing(casebook).team_key_text)
    Sharing(casebook).export(tmp_path / "b.klimabesog", visit.id)
    Sharing(bo).take_in(tmp_path / "b.klimabesog")
    theirs = opened(bo.visit(visit.id), skema)
    assert theirs.attachment_bytes("/data/foto") == form.attachment_bytes("/data/foto")


def test_a_name_without_its_content_is_said(form: FormInstance) -> None:
    form.answer("/data/andet", "fra-en-telefon.pdf")
    assert form.attachment("/data/andet") is None
    with pytest.raises(InputError, match="findes ikke på denne computer"):
        form.attachment_bytes("/data/andet")


def test_a_trial_keeps_files_flags_and_comments_in_memory(skema: Form, tmp_path: Path) -> None:
    trial = Trial(parse(skema.xform))
    trial.attach("/data/andet", str(file(tmp_path, "a.txt", b"hej")))
    assert trial.attachment_bytes("/data/andet") == b"hej"
    assert "/data/tekst" in trial.answer("/data/tekst", "Anna")
    trial.add_row("/data/bilag", 1)
    trial.attach("/data/bilag[2]/fil", b"to", "b.txt")
    trial.set_later("/data/bilag[2]/fil", True)
    trial.set_comment("/data/bilag[2]/fil", "Spørg Bo")
    trial.remove_row("/data/bilag[1]")
    assert trial.is_later("/data/bilag[1]/fil"), "the flag follows its row"
    assert trial.comments("/data/bilag[1]/fil") == "Spørg Bo"
    assert trial.comments("/data/tekst") == ""
    attachment = trial.attachment("/data/bilag[1]/fil")
    assert attachment is not None
    assert attachment.name == "b.txt"
    trial.answer("/data/andet", "")
    assert trial.attachment("/data/andet") is None
    with pytest.raises(InputError, match="historik"):
        trial.show_history("/data/tekst")
