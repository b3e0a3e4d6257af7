"""The profile file sets up a laptop; the municipality's key opens it; cases are handed over; lost ones are listed."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from PIL import Image

from klimabesog.casework import municipality
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.handover import hand_over, officers, responsible
from klimabesog.casework.intake import Intake
from klimabesog.casework.logo import checked_logo
from klimabesog.casework.municipality import (
    Settings,
    make_profile,
    new_recovery,
    open_profile,
    placed_path,
    placed_profile,
    recover_by_municipality,
    settings,
)
from klimabesog.casework.opening import KeyMissing, Place, open_casebook
from klimabesog.casework.sharedfolder import SharedFolder, chosen_folder
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Officer
from klimabesog.exchange.bundle import export_bundle
from klimabesog.exchange.profile import ProfileFile, read_profile, write_profile
from klimabesog.exchange.sealed import NotSealed
from klimabesog.store import Change
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import new_id
from tests.casework.laptops import OpenCasebook
from tests.casework.ownforms import FIRST, install

WORDS = "hest batteri hæfteklamme"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0a0"/></svg>'


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Eksempel.kommuneprofil"


def test_one_file_sets_up_a_laptop(
    casebook: Casebook,
    open_casebook: OpenCasebook,
    tmp_path: Path,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shared = tmp_path / "fælles"
    shared.mkdir()
    monkeypatch.setenv("FAELLES", str(shared))
    casebook.save_company({"navn": "Ikke i profilen"})
    install(casebook, FIRST)
    make_profile(
        casebook,
        file,
        WORDS,
        name="Eksempel Kommune",
        folder="$FAELLES",
        retention_days=30,
        filing="{sag}",
        logo=png(),
    )
    new = open_casebook("ny")
    opened = open_profile(new, file, WORDS)
    assert (opened.municipality, opened.folder, opened.key_changed) == ("Eksempel Kommune", shared, True)
    assert Sharing(new).team_key == Sharing(casebook).team_key
    kept = settings(new.desk)
    assert kept == settings(casebook.desk)
    assert (kept.name, kept.retention_days, kept.filing) == ("Eksempel Kommune", 30, "{sag}")
    assert new.desk.store.blob(kept.logo) == png()
    assert chosen_folder(new) == shared
    own = [row.form_id for row in casebook.form_rows() if row.own]
    assert own
    assert [row.form_id for row in new.form_rows() if row.own] == own
    assert new.companies() == []
    again = open_profile(new, file, WORDS)
    assert (again.forms, again.key_changed) == (0, False)
    SharedFolder(casebook, shared).sync_now()
    SharedFolder(new).sync_now()
    assert [row.name for row in new.companies()] == ["Ikke i profilen"]


def test_what_was_not_given_is_as_it_stood(
    casebook: Casebook, open_casebook: OpenCasebook, file: Path
) -> None:
    assert settings(casebook.desk) == Settings("Eksempel Kommune")
    make_profile(casebook, file, WORDS, retention_days=60, logo=SVG, colour="1D4F91")
    make_profile(casebook, file, WORDS, filing="{navn}")
    new = open_casebook("ny")
    open_profile(new, file, WORDS)
    kept = settings(new.desk)
    assert (kept.name, kept.retention_days, kept.filing) == ("Eksempel Kommune", 60, "{navn}")
    assert kept.colour == "#1d4f91"
    assert chosen_folder(new) is None
    assert make_profile(casebook, file.with_name("uden endelse"), WORDS).name == "uden endelse.kommuneprofil"


def test_a_removed_laptop_means_a_new_key_that_an_old_profile_does_not_undo(
    casebook: Casebook, open_casebook: OpenCasebook, file: Path, tmp_path: Path
) -> None:
    old = file.with_name("gammel.kommuneprofil")
    make_profile(casebook, old, WORDS)
    bo, lost = open_casebook("bo"), open_casebook("tabt")
    for book in (bo, lost):
        open_profile(book, old, WORDS)
        book.save_company({"navn": f"Fra {book.desk.actor}"})
        Sharing(book).export(tmp_path / f"{book.desk.actor}.klimabesog")
        Sharing(casebook).take_in(tmp_path / f"{book.desk.actor}.klimabesog")
    Sharing(casebook).remove_laptop(lost.desk.store.device)
    casebook.save_company({"navn": "Nyt"})
    Sharing(casebook).export(tmp_path / "ny.klimabesog")
    for book in (bo, lost):
        with pytest.raises(InputError, match="profilfil"):
            Sharing(book).take_in(tmp_path / "ny.klimabesog")
    make_profile(casebook, file, WORDS)
    assert open_profile(bo, file, WORDS).key_changed
    Sharing(bo).take_in(tmp_path / "ny.klimabesog")
    Sharing(bo).take_in(tmp_path / "Tabt.klimabesog")
    assert len(bo.companies()) == 3
    assert not open_profile(bo, old, WORDS).key_changed
    assert Sharing(bo).team_key == Sharing(casebook).team_key
    assert {laptop.officer for laptop in Sharing(bo).laptops() if laptop.removed} == {"Tabt"}


def test_a_wrong_passphrase_or_a_damaged_file_changes_nothing(
    casebook: Casebook, open_casebook: OpenCasebook, file: Path
) -> None:
    with pytest.raises(InputError, match="for kort"):
        make_profile(casebook, file, "kort")
    make_profile(casebook, file, WORDS, logo=png())
    new = open_casebook("ny")
    before = (new.desk.store.vector(), Sharing(new).keys.ring(), settings(new.desk))
    whole = file.read_bytes()
    for words, data, expected in (
        ("hest batteri forkert", whole, "forkert"),
        (WORDS, whole[:-1], "beskadiget"),
        (WORDS, whole[:200] + b"x" + whole[201:], "beskadiget"),
        (WORDS, b"", "ikke en Klimab"),
    ):
        file.write_bytes(data)
        with pytest.raises(InputError, match=expected):
            open_profile(new, file, words)
    with pytest.raises(InputError, match="kan ikke læses"):
        open_profile(new, file.with_name("mangler"), WORDS)
    assert (new.desk.store.vector(), Sharing(new).keys.ring(), settings(new.desk)) == before
    assert not any(word in whole for word in (b"Eksempel Kommune", Sharing(casebook).team_key))


@pytest.mark.parametrize(
    "forged",
    [
        {"team_keys": ()},
        {"retention_days": 0},
        {"retention_days": True},
        {"municipality": "x" * 1001},
        {"folder": "a\x00b"},
        {"content": b"not a bundle"},
        {"logo": b"x" * 3_000_000},
    ],
)
def test_a_forged_profile_changes_nothing(
    casebook: Casebook, open_casebook: OpenCasebook, file: Path, tmp_path: Path, forged: dict[str, object]
) -> None:
    content = export_bundle(casebook.desk.store, tmp_path / "x", Sharing(casebook).team_key, events=[])
    plain = {
        "municipality": "Eksempel",
        "team_keys": (Sharing(casebook).team_key,),
        "recovery": None,
        "folder": "",
        "retention_days": 90,
        "filing": "",
        "logo": None,
        "content": content.path.read_bytes(),
    }
    write_profile(file, ProfileFile(**plain), WORDS)  # type: ignore[arg-type]
    new = open_casebook("ny")
    open_profile(new, file, WORDS)
    ring = Sharing(new).keys.ring()
    write_profile(file, ProfileFile(**{**plain, "team_keys": (os.urandom(32),), **forged}), WORDS)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        open_profile(new, file, WORDS)
    assert Sharing(new).keys.ring() == ring


def test_the_it_department_places_a_profile(
    casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert placed_path().parts[-2:] in {
        ("klimabesog", "profil.kommuneprofil"),
        ("Klimabesog", "profil.kommuneprofil"),
    }
    place = tmp_path / "etc" / "profil.kommuneprofil"
    monkeypatch.setattr(municipality, "placed_path", lambda: place)
    new = open_casebook("ny")
    assert placed_profile(new) is None
    place.parent.mkdir()
    make_profile(casebook, place, WORDS)
    assert placed_profile() == placed_profile(new) == place
    open_profile(new, place, WORDS)
    assert placed_profile(new) is None
    make_profile(casebook, place, WORDS, retention_days=10)
    assert placed_profile(new) == place


def test_the_municipalitys_key_opens_a_laptop_whose_keyring_is_lost(
    casebook: Casebook, file: Path, tmp_path: Path, keyring_backend: object
) -> None:
    paper = new_recovery(casebook)
    make_profile(casebook, file, WORDS)
    place = Place(tmp_path / "ny pc")
    with open_casebook(place) as new:
        new.set_officer(Officer("Ny", "Eksempel Kommune"))
        assert open_profile(new, file, WORDS).recoverable
        new.save_company({"navn": "Smedjen"})
    keyring_backend.passwords.clear()  # type: ignore[attr-defined]
    with pytest.raises(KeyMissing):
        open_casebook(place)
    wrong = Casebook.open(tmp_path / "anden kommune", os.urandom(32))
    with pytest.raises(InputError, match="passer ikke"):
        recover_by_municipality(place, new_recovery(wrong))
    wrong.close()
    with pytest.raises(InputError, match="Gruppe"):
        recover_by_municipality(place, "00000-00000")
    recover_by_municipality(place, paper)
    with open_casebook(place) as again:
        assert [row.name for row in again.companies()] == ["Smedjen"]
    assert paper.replace("-", "") not in (place.data_dir / "gendannelse.json").read_text()
    with pytest.raises(InputError, match="ikke sat op"):
        recover_by_municipality(Place(tmp_path / "uden"), paper)


def test_without_a_recovery_key_nothing_is_kept(
    casebook: Casebook, open_casebook: OpenCasebook, file: Path
) -> None:
    make_profile(casebook, file, WORDS)
    new = open_casebook("ny")
    assert not open_profile(new, file, WORDS).recoverable
    assert not (new.data_dir / "gendannelse.json").exists()
    assert read_profile(file, WORDS).recovery is None


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"GIF89a",
        png()[:-20],
        b"x" * 2_000_001,
        b"<svg/>",
        SVG.replace(b"<path", b"<script>alert(1)</script><path"),
        SVG.replace(b"<path", b'<path onclick="x()"'),
        SVG.replace(b"<path", b'<image href="http://example.dk/x.png"/><path'),
        SVG.replace(b"<path", b'<path style="fill:url(http://example.dk)"'),
        SVG.replace(b"<path", b"<foreignObject/><path"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
    ],
)
def test_a_logo_that_is_not_a_plain_picture_is_refused(bad: bytes) -> None:
    with pytest.raises(InputError, match="Logo"):
        checked_logo(bad)


def test_plain_logos() -> None:
    assert (checked_logo(png()), checked_logo(SVG)) == ("image/png", "image/svg+xml")


# -- who is responsible, and what a lost laptop knew ------------------------------------------------------------------


def test_handing_over(casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path) -> None:
    mine, other = casebook.save_company({"navn": "Smedjen"}), casebook.save_company({"navn": "Bageriet"})
    assert responsible(casebook, mine) == "Anna"
    hand_over(casebook, other, "  Bo  Berg ")
    assert responsible(casebook, other) == "Bo Berg"
    assert officers(casebook) == ["Anna", "Bo Berg"]
    for wrong in (("  ", other), ("Bo", new_id())):
        with pytest.raises(InputError):
            hand_over(casebook, wrong[1], wrong[0])
    bo = open_casebook("bo")
    bo.set_officer(Officer("Bo Berg", "Eksempel Kommune"))
    Sharing(bo).set_team_key(Sharing(casebook).team_key)
    Sharing(casebook).export(tmp_path / "x.klimabesog")
    Sharing(bo).take_in(tmp_path / "x.klimabesog")
    assert responsible(bo, other) == "Bo Berg"
    assert responsible(bo, mine) == "Anna"


def test_what_a_lost_laptop_knew(casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path) -> None:
    lost, bundle = open_casebook("tabt"), tmp_path / "x.klimabesog"
    Sharing(lost).set_team_key(Sharing(casebook).team_key)
    known = casebook.save_company({"navn": "Smedjen"})
    casebook.save_contact(known, {"name": "Karen Kontakt", "phone": "12345678"})
    Sharing(casebook).export(bundle)
    Sharing(lost).take_in(bundle)
    lost.start_visit(known, "2026-11-20", participants="Ole fra driften")
    Sharing(lost).export(bundle)
    Sharing(casebook).take_in(bundle)
    casebook.save_company({"navn": "Kom bagefter"})
    listed = Sharing(casebook).known_of(lost.desk.store.device)
    assert (listed.laptop.officer, listed.laptop.own, listed.laptop.removed) == ("Tabt", False, False)
    assert listed.laptop.heard is not None
    first, second = listed.cases
    assert (first.name, first.certain, first.visits) == ("Smedjen", True, ("2026-11-20",))
    assert first.persons == ("Karen Kontakt, 12345678", "Ole fra driften")
    assert (second.name, second.certain) == ("Kom bagefter", False)
    assert [laptop.own for laptop in Sharing(casebook).laptops()] == [True, False]
    for wrong in (new_id(), casebook.desk.store.device):
        with pytest.raises(InputError):
            Sharing(casebook).remove_laptop(wrong)
    with pytest.raises(InputError):
        Sharing(casebook).known_of(new_id())


def test_only_what_is_new_for_a_receiver(
    casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    bo, sharing = open_casebook("bo"), Sharing(casebook)
    Sharing(bo).set_team_key(sharing.team_key)
    for n, name in enumerate(("Smedjen", "Bageriet")):
        casebook.save_company({"navn": name})
        assert sharing.export_new(tmp_path / f"{n}.klimabesog", "Bo").events == 1
        Sharing(bo).take_in(tmp_path / f"{n}.klimabesog")
    assert sharing.export_new(tmp_path / "c.klimabesog", "Cilia").events == 2
    assert sharing.export_new(tmp_path / "tom.klimabesog", "Bo").events == 0
    assert [row.name for row in bo.companies()] == ["Bageriet", "Smedjen"]
    with pytest.raises(SurroundingsError):
        sharing.export_new(tmp_path / "mangler" / "x.klimabesog", "Dan")
    assert sharing.export_new(tmp_path / "d.klimabesog", "Dan").events == 2


def test_for_someone_outside_the_team(
    casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    path, stranger = tmp_path / "x.klimabesog", open_casebook("fremmed")
    casebook.save_company({"navn": "Smedjen"})
    with pytest.raises(InputError, match="for kort"):
        Sharing(casebook).export(path, password="kort")
    assert not path.exists()
    Sharing(casebook).export(path, password=WORDS)
    with pytest.raises(InputError, match="adgangssætning"):
        Sharing(stranger).take_in(path)
    with pytest.raises(InputError, match="forkert"):
        Sharing(stranger).take_in(path, password="hest batteri forkert")
    assert Sharing(stranger).take_in(path, password=WORDS).new == 1
    assert [row.name for row in stranger.companies()] == ["Smedjen"]


def test_an_import_cut_off_before_its_figures_is_made_up_for(
    casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    bo, bundle = open_casebook("bo"), tmp_path / "x.klimabesog"
    Sharing(bo).set_team_key(Sharing(casebook).team_key)
    visit = casebook.start_visit(casebook.save_company({"navn": "Smedjen"}), "2026-11-20")
    Sharing(casebook).export(bundle)
    Intake(bo).begin()
    bo.desk.store.apply(casebook.desk.store.events(), [])  # as if the power went here
    for sha in {str(r.fields["kilde"]) for r in casebook.desk.store.records("skemaer")}:
        bo.desk.store.put_blob(casebook.desk.store.blob(sha))
    assert bo.visits()[0].total == 0
    Sharing(bo).take_in(bundle)
    assert bo.visits() == casebook.visits()
    assert bo.visits()[0].total > 0
    assert list(Intake(bo).settling()) == []
    assert visit.id == bo.visits()[0].id


def test_records_in_a_ring_do_not_hold_an_import_up(
    casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    bo, a, b = open_casebook("bo"), new_id(), new_id()
    Sharing(bo).set_team_key(Sharing(casebook).team_key)
    changes = [
        Change(r, f, v) for r, o in ((a, b), (b, a)) for f, v in (("@kind", "raekker"), ("instans", o))
    ]
    casebook.desk.store.commit(changes, actor="x")
    Sharing(casebook).export(tmp_path / "x.klimabesog")
    assert Sharing(bo).take_in(tmp_path / "x.klimabesog").new == 1


def test_a_profile_is_no_bundle(casebook: Casebook, file: Path) -> None:
    make_profile(casebook, file, WORDS)
    with pytest.raises(InputError):
        Sharing(casebook).take_in(file)
    file.write_text(json.dumps({"format": "klimabesog-kommuneprofil"}))
    with pytest.raises(NotSealed):
        open_profile(casebook, file, WORDS)
