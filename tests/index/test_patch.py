"""A file stored as its difference from another one is read as it was."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.patch import LEAST, PatchedFile, patch
from index.pieces import Damaged, MemoryFile

SOURCE = random.Random(1)
BASE = SOURCE.randbytes(5000)
NEW = SOURCE.randbytes(300)


def patched(base: bytes, content: bytes) -> PatchedFile:
    return PatchedFile(MemoryFile(base), MemoryFile(patch(base, content)))


CONTENTS = {
    "the same": BASE,
    "empty": b"",
    "short": b"pear",
    "other": NEW,
    "something between": BASE[:1003] + NEW + BASE[1003:],
    "something gone": BASE[:1003] + BASE[2500:],
    "something moved": BASE[3000:4001] + BASE[1000:3000] + BASE[:700],
    "something before and behind": NEW + BASE + NEW,
    "something twice": BASE[400:1400] + BASE[400:1400],
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
@pytest.mark.parametrize("base", [BASE, b""], ids=["base", "nothing"])
def test_every_part_is_read_as_it_was(base: bytes, content: bytes) -> None:
    file = patched(base, content)
    assert file.size == len(content)
    assert file.unchecked(0, file.size + 1) == content
    assert b"".join(file.unchecked(at, 1) for at in range(len(content))) == content
    for start in range(0, len(content), 97):
        for length in (0, 96, 2000):
            assert file.unchecked(start, length) == content[start : start + length]


@given(st.lists(st.tuples(st.integers(0, 4900), st.integers(0, 900), st.binary(max_size=90)), max_size=8))
def test_whatever_is_made_of_the_base_is_read_as_it_was(parts: list[tuple[int, int, bytes]]) -> None:
    content = b"".join(BASE[start : start + length] + new for start, length, new in parts)
    assert patched(BASE, content).unchecked(0, len(content)) == content


def test_what_both_hold_is_kept_once() -> None:
    content = BASE[:1003] + NEW + BASE[1003:]
    assert len(NEW) < len(patch(BASE, content)) < len(NEW) + LEAST + 100


def test_the_same_contents_give_the_same_patch() -> None:
    content = BASE[3000:] + NEW + BASE[:700]
    assert patch(BASE, content) == patch(bytes(bytearray(BASE)), bytes(bytearray(content)))


def test_another_base_is_noticed() -> None:
    made = MemoryFile(patch(BASE, NEW + BASE))
    with pytest.raises(Damaged, match="another file"):
        PatchedFile(MemoryFile(BASE + b"\0"), made)


def test_a_base_of_the_same_size_is_noticed_when_it_is_read() -> None:
    from zlib import crc32

    content = NEW + BASE
    other = PatchedFile(MemoryFile(BASE[::-1]), MemoryFile(patch(BASE, content)))
    with pytest.raises(Damaged):
        other.read(100, 1000, crc32(content[100:1100]))
    assert patched(BASE, content).read(100, 1000, crc32(content[100:1100])) == content[100:1100]


def test_no_damage_of_the_patch_is_silent() -> None:
    """A damaged place of a run, or a cut file, is noticed when the file is opened."""
    made = patch(BASE, BASE[3000:] + NEW + BASE[:700])
    for at in range(len(NEW), len(made)):
        damaged = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        with pytest.raises(Damaged):
            PatchedFile(MemoryFile(BASE), MemoryFile(damaged))
    for end in range(0, len(made), 50):
        with pytest.raises(Damaged):
            PatchedFile(MemoryFile(BASE), MemoryFile(made[:end]))


def test_both_files_are_closed() -> None:
    class Closing(MemoryFile):
        is_closed = False

        def close(self) -> None:
            self.is_closed = True

    base, made = Closing(BASE), Closing(patch(BASE, NEW))
    PatchedFile(base, made).close()
    assert (base.is_closed, made.is_closed) == (True, True)
