"""Many files: the same outcomes in the same order, and no file that ends the run."""

import os
from pathlib import Path

import pytest

from cpcj.resolutions.batch import EngineError, each, find_inputs
from cpcj.resolutions.source import UnreadableError


def size(path: Path) -> int:
    """Return the size of a file; refuse one called bad, end the process on one called deadly."""
    if path.name == "bad.txt":
        raise UnreadableError(str(path), "it is called bad")
    if path.name == "deadly.txt":
        os._exit(3)
    return len(path.read_bytes())


def _folder(tmp_path: Path, *names: str) -> list[Path]:
    for place, name in enumerate(names):
        (tmp_path / name).write_text("x" * place, encoding="utf-8")
    return [tmp_path / name for name in names]


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_in_order(tmp_path: Path, jobs: int) -> None:
    paths = _folder(tmp_path, "a.txt", "bad.txt", "c.txt")
    outcomes = list(each(size, [*paths, tmp_path / "absent.txt"], jobs=jobs))
    assert [outcome.value for outcome in outcomes] == [0, None, 2, None]
    assert [outcome.error for outcome in outcomes] == [
        None, "it is called bad", None, "there is no such file",
    ]  # fmt: skip


def test_a_deadly_file_takes_no_other_with_it(tmp_path: Path) -> None:
    paths = _folder(tmp_path, "a.txt", "deadly.txt", "c.txt", "d.txt")
    outcomes = list(each(size, paths, jobs=2))
    assert [outcome.value for outcome in outcomes] == [0, None, 2, 3]
    assert outcomes[1].error == "reading it ended the process that read it"


def test_dask_gives_the_same(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    paths = _folder(tmp_path, "a.txt", "bad.txt", "c.txt")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        dashboard_address=None,
        host="127.0.0.1",
        protocol="tcp://",
    ) as cluster:
        over_dask = list(each(size, paths, scheduler=cluster.scheduler_address))
    assert over_dask == list(each(size, paths))


def test_scheduler_that_does_not_answer(tmp_path: Path) -> None:
    paths = _folder(tmp_path, "a.txt")
    with pytest.raises(EngineError, match="nonsense"):
        list(each(size, paths, scheduler="nonsense://nowhere"))


def test_folders_are_searched_and_mirrored(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / ".hidden").mkdir()
    _folder(tmp_path, "b.txt", "note.xyz", "below/a.PDF", ".hidden/c.txt")
    found = find_inputs([tmp_path, tmp_path / "absent.txt", tmp_path / "note.xyz"])
    assert [str(item.relative) for item in found] == [
        "b.txt", "below/a.PDF", "absent.txt", "note.xyz",
    ]  # fmt: skip
