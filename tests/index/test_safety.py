"""Whom the cache trusts: tables of owners, modes and kinds, and the real thing on disk."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from index import safety
from index.safety import Unsafe, check, check_file, distrust, distrust_parent, make, open_own

pytestmark = pytest.mark.skipif(os.name != "posix", reason="this system has neither owners nor modes")

USER, ANOTHER = 4242, 4243
DIR, FILE, LINK, PIPE = stat.S_IFDIR, stat.S_IFREG, stat.S_IFLNK, stat.S_IFIFO


def info(mode: int, uid: int = USER, gid: int = USER) -> os.stat_result:
    """What ``lstat`` would say; only kind, mode and owners matter."""
    return os.stat_result((mode, 1, 1, 1, uid, gid, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (info(DIR | 0o700), ""),
        (info(DIR | 0o755), ""),
        (info(DIR | 0o2700), ""),
        (info(FILE | 0o600), ""),
        (info(FILE | 0o444), ""),
        (info(DIR | 0o770), "can be written by others (mode 0770)"),
        (info(DIR | 0o702), "can be written by others (mode 0702)"),
        (info(DIR | 0o1777), "can be written by others (mode 1777)"),
        (info(FILE | 0o660), "can be written by others (mode 0660)"),
        (info(FILE | 0o606), "can be written by others (mode 0606)"),
        (info(DIR | 0o700, ANOTHER), "belongs to another user (uid 4243)"),
        (info(FILE | 0o600, ANOTHER), "belongs to another user (uid 4243)"),
        (info(DIR | 0o700, 0), "belongs to another user (uid 0)"),
        (info(LINK | 0o777), "is a symbolic link"),
        (info(LINK | 0o777, ANOTHER), "is a symbolic link"),
        (info(PIPE | 0o600), "is neither a directory nor a regular file"),
        (info(stat.S_IFSOCK | 0o600), "is neither a directory nor a regular file"),
        (info(stat.S_IFCHR | 0o600), "is neither a directory nor a regular file"),
    ],
)
def test_what_is_in_the_cache(found: os.stat_result, reason: str) -> None:
    assert distrust(found, USER) == reason


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (info(DIR | 0o700), ""),
        (info(DIR | 0o755), ""),
        (info(DIR | 0o755, 0), ""),
        (info(DIR | 0o1777, 0), ""),
        (info(DIR | 0o1777), ""),
        (info(DIR | 0o777), "can be written by others (mode 0777)"),
        (info(DIR | 0o775), "can be written by others (mode 0775)"),
        (info(DIR | 0o757, 0), "can be written by others (mode 0757)"),
        (info(DIR | 0o700, ANOTHER), "belongs to another user (uid 4243)"),
        (info(DIR | 0o1777, ANOTHER), "belongs to another user (uid 4243)"),
        (info(FILE | 0o600), "is not a directory"),
    ],
)
def test_what_holds_the_cache(found: os.stat_result, reason: str) -> None:
    assert distrust_parent(found, USER) == reason


def test_a_private_group_is_the_user_alone() -> None:
    import grp
    import pwd

    own = [
        entry
        for entry in pwd.getpwall()
        if entry.pw_gid in {group.gr_gid for group in grp.getgrall() if group.gr_name == entry.pw_name}
        and set(grp.getgrgid(entry.pw_gid).gr_mem) <= {entry.pw_name}
    ]
    if not own:
        pytest.skip("no user of this system has a group of the same name")
    shared = info(DIR | 0o775, own[0].pw_uid, own[0].pw_gid)
    assert distrust_parent(shared, own[0].pw_uid) == ""
    assert distrust_parent(info(DIR | 0o777, own[0].pw_uid, own[0].pw_gid), own[0].pw_uid) != ""
    assert distrust_parent(info(DIR | 0o775, own[0].pw_uid, ANOTHER), own[0].pw_uid) != ""


@pytest.mark.parametrize(
    ("name", "members", "reason"),
    [
        ("me", [], ""),
        ("me", ["me"], ""),
        ("staff", [], "can be written by others (mode 0775)"),
        ("staff", ["me"], "can be written by others (mode 0775)"),
        ("me", ["you"], "can be written by others (mode 0775)"),
        ("me", ["me", "you"], "can be written by others (mode 0775)"),
    ],
)
def test_a_group_is_private_by_its_name_and_its_members(
    name: str, members: list[str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import grp
    import pwd

    group, account = grp.struct_group((name, "x", USER, members)), ("me", "x", USER, USER, "", "/", "/bin/sh")
    monkeypatch.setattr(grp, "getgrgid", {USER: group}.__getitem__)
    monkeypatch.setattr(pwd, "getpwuid", {USER: pwd.struct_passwd(account)}.__getitem__)
    assert distrust_parent(info(DIR | 0o775), USER) == reason


def refusal(do: Callable[[], object]) -> tuple[str, str]:
    """Return place and reason of the refusal that something ends in."""
    with pytest.raises(Unsafe) as raised:
        do()
    assert str(raised.value) == f"{raised.value.location}: {raised.value.problem}"
    return raised.value.location, raised.value.problem


def test_directories_are_made_private_whatever_the_umask(tmp_path: Path) -> None:
    for umask in (0, 0o022, 0o077, 0o277, 0o777):
        root = tmp_path / f"{umask:o}" / "a" / "bpffaq"
        before = os.umask(umask)
        try:
            make(str(root), str(root / "key"))
        finally:
            os.umask(before)
        for made in (tmp_path / f"{umask:o}", root.parent, root, root / "key"):
            assert stat.S_IMODE(made.stat().st_mode) == 0o700
        check(str(root), str(root / "key"))


def test_nothing_is_open_to_others_even_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its mode is set for good."""
    for name in ("chmod", "fchmod"):
        monkeypatch.setattr(os, name, lambda *_: None)
    before = os.umask(0)
    try:
        make(str(tmp_path / "bpffaq"))
        os.close(open_own(str(tmp_path / "file"), os.O_CREAT))
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("bpffaq", "file")]
    assert modes == [0o700, 0o600]


def test_nothing_is_made_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "bpffaq").symlink_to(tmp_path / "elsewhere")
    root = str(tmp_path / "bpffaq")
    assert refusal(lambda: make(root, root + "/key")) == (root, "is a symbolic link")
    assert refusal(lambda: check(root)) == (root, "is a symbolic link")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_nothing_is_made_where_others_can_write(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert refusal(lambda: make(f"{shared}/bpffaq")) == (str(shared), "can be written by others (mode 0777)")
    assert list(shared.iterdir()) == []
    shared.chmod(0o1777)
    make(f"{shared}/bpffaq")
    check(f"{shared}/bpffaq")


def test_the_parent_may_be_a_link_to_another_disk(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / ".cache").symlink_to(tmp_path / "disk")
    make(f"{tmp_path}/.cache/bpffaq")
    check(f"{tmp_path}/.cache/bpffaq")


def test_nobody_else_can_put_another_directory_in_the_place_of_one_above(tmp_path: Path) -> None:
    above = tmp_path / "above"
    root = str(above / "home" / ".cache" / "bpffaq")
    make(root)
    above.chmod(0o777)
    assert refusal(lambda: check(root)) == (str(above), "can be written by others (mode 0777)")
    assert refusal(lambda: make(root, f"{root}/key")) == (str(above), "can be written by others (mode 0777)")
    assert refusal(lambda: make(f"{above}/other/bpffaq")) == (
        str(above),
        "can be written by others (mode 0777)",
    )
    assert sorted(os.listdir(above)) == ["home"]
    (tmp_path / "link").symlink_to(above / "home")
    assert refusal(lambda: check(f"{tmp_path}/link/.cache/bpffaq"))[0] == str(above)
    above.chmod(0o1777)
    check(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give links away")
def test_a_link_of_another_user_above(tmp_path: Path) -> None:
    make(f"{tmp_path}/disk/bpffaq")
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    check(f"{tmp_path}/link/bpffaq")
    os.chown(tmp_path / "link", 65534, -1, follow_symlinks=False)
    assert refusal(lambda: check(f"{tmp_path}/link/bpffaq")) == (
        f"{tmp_path}/link",
        "belongs to another user (uid 65534)",
    )


def test_a_file_that_came_with_a_checkout(tmp_path: Path) -> None:
    """Its mode tells: what is made here is private."""
    (tmp_path / "file").write_text("")
    (tmp_path / "file").chmod(0o644)
    reason = "is not private (mode 0644), as all that is made here is"
    assert refusal(lambda: check_file(f"{tmp_path}/file")) == (f"{tmp_path}/file", reason)


def test_a_file_in_the_place_of_a_directory(tmp_path: Path) -> None:
    (tmp_path / "bpffaq").write_text("")
    root = str(tmp_path / "bpffaq")
    assert refusal(lambda: make(root)) == (root, "is not a directory")


@pytest.mark.parametrize("missing", ["", "/key"])
def test_what_is_missing_is_said_to_be_missing(tmp_path: Path, missing: str) -> None:
    root = str(tmp_path / "bpffaq")
    if missing:
        make(root)
    with pytest.raises(FileNotFoundError):
        check(root, root + missing)


def test_files_opened(tmp_path: Path) -> None:
    good, link, pipe, open_to_all = (str(tmp_path / name) for name in ("good", "link", "pipe", "all"))
    os.close(open_own(good, os.O_RDWR | os.O_CREAT | os.O_EXCL))
    assert stat.S_IMODE(os.lstat(good).st_mode) == 0o600
    os.close(open_own(good))
    os.symlink(good, link)
    with pytest.raises(OSError, match="symbolic links"):
        open_own(link)
    os.mkfifo(pipe)
    assert refusal(lambda: open_own(pipe)) == (pipe, "is neither a directory nor a regular file")
    assert refusal(lambda: open_own(str(tmp_path))) == (str(tmp_path), "is not a regular file")
    os.close(os.open(open_to_all, os.O_CREAT))
    os.chmod(open_to_all, 0o646)
    assert refusal(lambda: open_own(open_to_all)) == (open_to_all, "can be written by others (mode 0646)")


def test_a_file_made_under_a_umask_that_takes_all_can_be_opened_again(tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        os.close(open_own(str(tmp_path / "file"), os.O_RDWR | os.O_CREAT))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system does not list what is open")
def test_what_is_refused_does_not_stay_open(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")
    refusal(lambda: open_own(str(tmp_path)))
    assert os.listdir("/proc/self/fd") == before


def test_a_user_is_who_files_are_made_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not who started a program that runs with the rights of another."""
    file = str(tmp_path / "file")
    os.close(open_own(file, os.O_CREAT))
    monkeypatch.setattr(os, "getuid", lambda: ANOTHER)
    os.close(open_own(file))
    monkeypatch.setattr(os, "geteuid", lambda: ANOTHER)
    assert refusal(lambda: open_own(file)) == (file, f"belongs to another user (uid {os.stat(file).st_uid})")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_belongs_to_another_user(tmp_path: Path) -> None:
    root, file = str(tmp_path / "bpffaq"), str(tmp_path / "bpffaq" / "file")
    make(root)
    os.close(open_own(file, os.O_CREAT))
    for path in (file, root, str(tmp_path)):
        os.chown(path, 65534, -1)
        look = (lambda: open_own(file)) if path == file else (lambda: check(root))
        assert refusal(look) == (path, "belongs to another user (uid 65534)")


def test_a_system_without_owners_still_refuses_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "owners_known", lambda: False)
    assert distrust(info(DIR | 0o777, ANOTHER), USER) == ""
    assert distrust_parent(info(DIR | 0o777, ANOTHER), USER) == ""
    assert distrust(info(LINK | 0o777), USER) == "is a symbolic link"
    assert distrust_parent(info(FILE | 0o666), USER) == "is not a directory"
