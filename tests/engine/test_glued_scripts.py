"""Questions in scripts that do not separate words, whole and by the one Latin word in them."""

import pytest

from faq.engine import ask
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer
from tests.support.snapshots import snapshot

JAPANESE = """\
よくある質問
============

gitコマンドが認証できません
---------------------------
合言葉を確かめてください。

写真はどこに保存されますか
--------------------------
引き出しの中です。

色を変えることはできますか
--------------------------
できます。
"""

CHINESE = """\
常见问题
========

怎么安装rsync
-------------
用包管理器。

照片在哪里
----------
在抽屉里。
"""


@pytest.fixture(scope="module")
def japanese() -> Snapshot:
    return snapshot(JAPANESE)


@pytest.fixture(scope="module")
def chinese() -> Snapshot:
    return snapshot(CHINESE)


@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("git", ANSWERED, 4),
        ("git 認証", ANSWERED, 4),
        ("写真の保存", CLOSEST, 8),
        ("引き出し", ANSWERED, 8),
        ("卵を茹でることはできますか", NOT_COVERED, None),
        ("地図がありません", NOT_COVERED, None),
    ],
)
def test_japanese(query: str, status: str, first: int | None, japanese: Snapshot) -> None:
    _expect(ask(japanese, query), status, first)


@pytest.mark.parametrize(
    ("query", "status", "first"),
    [
        ("rsync", ANSWERED, 4),
        ("照片", CLOSEST, 8),
        ("哪里有雪", NOT_COVERED, None),
        ("鸡蛋怎么煮", NOT_COVERED, None),
    ],
)
def test_chinese(query: str, status: str, first: int | None, chinese: Snapshot) -> None:
    _expect(ask(chinese, query), status, first)


def _expect(answer: Answer, status: str, first: int | None) -> None:
    """An answer has a status, and its first entry is the one at a line, if there is any."""
    lines = [result.entry.lines[0] for result in answer.results[:1]]
    assert (answer.status, lines) == (status, [first] if first else [])
