"""Photos of a visit, and the inbox that places a phone's batch by the question that was open."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import InboxPhoto
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook, Ticking
from tests.casework.steps import CHECKLIST, INTERVIEW, LED, TIGHT, WORK, anew, photo

MINUTE = 60_000


# -- one at a time -------------------------------------------------------------------------------


def test_a_photo_is_kept(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    kept = visit.add_photo(photo(taken="2026:11:20 10:20:00"), finding)
    visit.save_photo(kept.id, caption="Koblingen", alt_text="En slidt kobling")
    (again,) = anew(casebook, visit).photos()
    assert (again.caption, again.alt_text, again.finding) == ("Koblingen", "En slidt kobling", finding)
    assert (again.taken, again.width, again.height) == ("2026-11-20T10:20:00", 64, 48)
    assert anew(casebook, visit).finding(finding).photos == (again,)
    assert visit.photo_bytes(kept.sha256).startswith(b"\xff\xd8")
    assert visit.thumbnail(kept.sha256, 16).startswith(b"\xff\xd8")


def test_the_same_picture_twice_is_one_photo(casebook: Casebook, visit: Visit) -> None:
    data = photo()
    first = visit.add_photo(data)
    visit.save_photo(first.id, caption="Tavlen")
    assert visit.add_photo(data).id == first.id
    assert [p.caption for p in visit.photos()] == ["Tavlen"]


def test_the_same_picture_in_two_visits(casebook: Casebook, visit: Visit) -> None:
    other = casebook.start_visit(visit.company.id, "2027-01-15")
    assert visit.add_photo(photo()).id != other.add_photo(photo()).id
    assert len(visit.photos()) == len(other.photos()) == 1


def test_removed_and_added_again(casebook: Casebook, visit: Visit) -> None:
    kept = visit.add_photo(photo())
    visit.remove_photo(kept.id)
    assert visit.photos() == ()
    assert visit.add_photo(photo()).id == kept.id
    assert len(visit.photos()) == len(anew(casebook, visit).photos()) == 1
    visit.undo()
    assert visit.photos() == ()


def test_moved_to_another_finding(visit: Visit) -> None:
    kept = visit.add_photo(photo())
    visit.answer(CHECKLIST, LED, "nej")
    finding = visit.findings(CHECKLIST, LED)[0]
    visit.save_photo(kept.id, finding=finding.id)
    assert [p.id for p in visit.finding(finding.id).photos] == [kept.id]
    assert visit.finding(finding.id).stored
    visit.save_photo(kept.id, finding=None)
    assert visit.finding(finding.id).photos == ()


def test_in_order_of_capture(visit: Visit) -> None:
    for colour, taken in (("red", "2026:11:20 11:00:00"), ("blue", ""), ("green", "2026:11:20 10:00:00")):
        visit.add_photo(photo(colour, taken=taken))
    assert [p.taken for p in visit.photos()] == ["2026-11-20T10:00:00", "2026-11-20T11:00:00", ""]


def test_what_is_no_photo_changes_nothing(casebook: Casebook, visit: Visit, tmp_path: Path) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    before = casebook.desk.store.vector()
    text = tmp_path / "brev.jpg"
    text.write_text("Kære Bo", encoding="utf-8")
    with pytest.raises(InputError, match=r"brev\.jpg er ikke et billede"):
        visit.add_photo(text, visit.findings(CHECKLIST, TIGHT)[0].id)
    assert casebook.desk.store.vector() == before


# -- the inbox -----------------------------------------------------------------------------------


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def walked(open_casebook: OpenCasebook, clock: Ticking) -> Visit:
    """A walk from the light to the compressor, ten minutes at each."""
    book = open_casebook("anna", clock)
    visit = book.start_visit(book.save_company({"navn": "A"}), "20.11.2026", "10:05")
    for form, ref in ((INTERVIEW, WORK), (CHECKLIST, LED), (CHECKLIST, TIGHT)):
        visit.place("x", form, ref)
        clock.now += 10 * MINUTE
    return visit


def at(visit: Visit, minutes: float) -> str:
    """Capture time of a camera that follows the laptop's clock, counted from the beginning of the walk."""
    start = visit.desk.now().timestamp() - 30 * 60
    import datetime

    return datetime.datetime.fromtimestamp(start + minutes * 60).strftime("%Y:%m:%d %H:%M:%S")


def batch(folder: Path, *pictures: tuple[str, str, str]) -> list[Path]:
    """Files with colour and capture time."""
    paths = [folder / name for name, _colour, _taken in pictures]
    for path, (_name, colour, taken) in zip(paths, pictures, strict=True):
        path.write_bytes(photo(colour, taken=taken))
    return paths


def refs(proposed: list[InboxPhoto]) -> list[str | None]:
    return [item.proposal.ref if item.proposal else None for item in proposed]


def test_sorted_and_proposed_by_the_trace(walked: Visit, tmp_path: Path) -> None:
    paths = batch(
        tmp_path,
        ("c.jpg", "red", at(walked, 25)),
        ("a.jpg", "green", at(walked, 5)),
        ("b.jpg", "blue", at(walked, 15)),
        ("uden.jpg", "gray", ""),
        ("før.jpg", "pink", at(walked, -60)),
    )
    steps: list[tuple[int, int]] = []
    read, problems = Visit.read_inbox(paths, lambda done, of: steps.append((done, of)))
    assert problems == []
    assert steps[-1] == (5, 5)
    proposed = walked.propose_inbox(read)
    assert [Path(p.path).name for p in proposed] == ["før.jpg", "a.jpg", "b.jpg", "c.jpg", "uden.jpg"]
    assert refs(proposed) == [None, WORK, LED, TIGHT, None]
    assert all(item.thumbnail.startswith(b"\xff\xd8") for item in proposed)


def test_one_clock_offset_for_the_batch(walked: Visit, tmp_path: Path) -> None:
    """A camera an hour slow."""
    read, _problems = Visit.read_inbox(batch(tmp_path, ("a.jpg", "red", at(walked, 15 - 60))))
    assert refs(walked.propose_inbox(read)) == [None]
    (moved,) = walked.propose_inbox(read, 60)
    assert refs([moved]) == [LED]
    (kept,) = walked.place_inbox([(moved, None)])
    assert kept.taken == moved.taken


def test_placed_at_findings_or_loose(walked: Visit, tmp_path: Path) -> None:
    walked.answer(CHECKLIST, LED, "nej")
    finding = walked.findings(CHECKLIST, LED)[0].id
    read, _problems = Visit.read_inbox(
        batch(tmp_path, ("a.jpg", "red", at(walked, 15)), ("b.jpg", "blue", at(walked, 25)))
    )
    first, second = walked.propose_inbox(read)
    kept = walked.place_inbox([(first, finding), (second, None)])
    assert [photo.finding for photo in kept] == [finding, None]
    assert [photo.id for photo in walked.finding(finding).photos] == [kept[0].id]


def test_problems_are_listed_and_the_rest_read(tmp_path: Path) -> None:
    paths = batch(tmp_path, ("a.jpg", "red", ""))
    (tmp_path / "video.mov").write_bytes(b"\0\0\0\x14ftypqt  ")
    read, problems = Visit.read_inbox([tmp_path / "video.mov", *paths, tmp_path / "væk.jpg"])
    assert [item.path.name for item in read] == ["a.jpg"]
    assert [problem.split()[0] for problem in problems] == ["video.mov", "væk.jpg"]


def test_a_cancelled_batch(tmp_path: Path) -> None:
    paths = batch(tmp_path, *((f"{n}.jpg", colour, "") for n, colour in enumerate(("red", "green", "blue"))))
    done: list[int] = []
    read, _problems = Visit.read_inbox(paths, lambda n, _of: done.append(n), lambda: len(done) == 1)
    assert len(read) == 1


def test_the_trace_stays_on_this_laptop(walked: Visit) -> None:
    fields = {change.field for event in walked.desk.store.events() for change in event.sets}
    assert not any("spor" in field for field in fields)
    assert walked.desk.store.records(kinds.PHOTO) == []
