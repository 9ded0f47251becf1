"""A stand-in for ``bpffaq serve`` in Language Server framing that misbehaves on demand.

``framed_stand_in.py LOG BEHAVIOUR serve`` appends each request to LOG and answers from a small
document next to LOG. BEHAVIOUR: ``well``; ``dies`` at every request; ``dies-once``; ``garbage``
(no frames); ``not-json`` (frames of no JSON); ``refuses`` (error replies); ``shapeless`` (results
of the wrong shape); ``silent`` (never answers); ``hostile`` (control characters in every text);
``reading`` (says three times how far the documents are read, then
answers); ``pieces`` (replies written a few bytes at a time); ``swaps`` (the first search is answered after
the second).
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOSTILE = "\x1b]0;owned\x07\u202e\x9b31m\r\n"


def result(number: int, hostile: str = "") -> dict[str, Any]:
    """One entry of the small document: number ``number``."""
    first = 10 * number
    said = f"Answer {number} says so.{hostile}"
    return {
        "id": f"q-{number}",
        "kind": "qna",
        "question": f"How many is {number}?{hostile}",
        "alternate_questions": [],
        "section": ["Numbers", "Small" + hostile],
        "confidence": 0.9,
        "short_answer": {"text": said, "lines": [first + 2, first + 2]},
        "answer": said,
        "blocks": [
            {
                "kind": "paragraph",
                "text": f"{said} {'More words follow here. ' * 9}",
                "lines": [first, first],
            },
            {"kind": "code", "text": "one  two\n    three \\\\ é", "lines": [first + 4, first + 5]},
            {"kind": "bullet", "text": "a point", "lines": [first, first], "depth": 1, "label": ""},
            {"kind": "enumerated", "text": "a step", "lines": [first, first], "label": "2."},
            {"kind": "quote", "text": "a saying", "lines": [first, first]},
            {"kind": "note", "text": "take care", "lines": [first, first], "label": "Warning"},
            {"kind": "table", "text": "a | b\nc | d", "lines": [first, first]},
            {"kind": "unheard-of", "text": "a novelty", "lines": [first, first]},
        ],
        "links": [
            {"text": "a link", "url": f"https://example.org/{number}", "resolved": True},
            {"text": "a list", "url": "mailto:list@example.org", "resolved": True},
            {"text": "a trap", "url": "javascript:alert(1)", "resolved": True},
            {"text": "a file", "url": "file:///etc/passwd", "resolved": True},
            {"text": "nowhere", "url": "", "resolved": False},
        ],
        "citation": {
            "document": "Numbers",
            "file": f"doc/numbers.rst{hostile}",
            "lines": [first, first + 5],
            "anchor": f"q-{number}",
            "url": f"https://example.org/numbers.html#q-{number}{hostile}",
            "revision": {1: "0123abc", 3: "4567def"}.get(number, ""),
            "as_of": "2020-07" if number == 3 else None,
            "changed": {"revision": "linux-6.12", "url": "https://example.org/new"} if number == 3 else None,
        },
    }


def named(whole: dict[str, Any]) -> dict[str, Any]:
    """A result that is not the first, or an entry of the list: what names it and where it stands."""
    return {name: whole[name] for name in ("id", "kind", "question", "section", "confidence", "citation")}


def answer(params: dict[str, Any], hostile: str) -> dict[str, Any]:
    """The result of a search; the statuses other than ``answered`` are asked for by name."""
    status = params["query"] if params["query"] in ("closest", "not_covered") else "answered"
    found = [] if status == "not_covered" else [result(number, hostile) for number in (1, 2, 3)]
    if status == "closest":
        found = [{**one, "short_answer": None} for one in found]
    found[1:] = [named(one) for one in found[1:]]
    return {
        "query": params["query"] + hostile,
        "status": status,
        "confidence": 0.9,
        "level": "high",
        "corrections": {"maling": "mailing"} if status == "answered" else {},
        "unmatched": ["zebra" + hostile],
        "taken_with": params["context"][-1]["query"] + hostile if params["context"] else None,
        "notices": ["a.rst: cannot be read"] if params["query"] == "with notices" else [],
        "results": found,
    }


def reply(message: dict[str, Any], behaviour: str) -> dict[str, Any]:
    """The reply to one request, without its envelope."""
    method, params = message["method"], message["params"]
    if behaviour == "refuses":
        return {"error": {"code": -32602, "message": "query: refused here;\nask something else"}}
    if behaviour == "shapeless":
        return {"result": {"status": 7, "entries": "x", "items": 3}}
    hostile = HOSTILE if behaviour == "hostile" else ""
    if method == "faq/search":
        return {"result": answer(params, hostile)}
    if method == "faq/show":
        return {"result": result(int(params["id"][2:]), hostile)}
    if method == "faq/complete":
        texts = ("What is one?", "How many is 1?")
        return {"result": {"items": [{"text": text, "id": "q-1"} for text in texts]}}
    entries = [named(result(number)) for number in (1, 2, 3)]
    found = [entry for entry in entries if params.get("word", "") in entry["question"]]
    reading = {"reading": {"done": 1, "total": 2, "message": "reading documents, 1 of 2"}}
    return {"result": {"entries": found, **(reading if behaviour == "reading" else {})}}


def bodies() -> Iterator[str]:
    """The bodies of the frames on stdin."""
    while line := sys.stdin.buffer.readline():
        length = int(line.split(b":")[1])
        assert sys.stdin.buffer.readline() == b"\r\n"
        yield sys.stdin.buffer.read(length).decode()


def write(text: str, size: int = 1 << 20) -> None:
    """Write a text, ``size`` bytes at a time."""
    data = text.encode()
    for start in range(0, len(data), size):
        sys.stdout.buffer.write(data[start : start + size])
        sys.stdout.buffer.flush()


def frame(body: str) -> str:
    """A body with its header."""
    return f"Content-Length: {len(body.encode())}\r\n\r\n{body}"


def framed(message: dict[str, Any], behaviour: str) -> str:
    """What is written for one request."""
    if behaviour == "garbage":
        return "Welcome to some other program!\n" * 9
    if behaviour == "not-json":
        return frame("{nothing")
    return frame(json.dumps({"jsonrpc": "2.0", "id": message["id"], **reply(message, behaviour)}))


def progress(message: dict[str, Any]) -> None:
    """Say three times, half a second apart, how far the documents are read, if that is wanted."""
    for done in (300, 600, 900) if message["params"].get("progress") else ():
        told = {"id": message["id"], "done": done, "total": 1200, "message": f"reading documents, {done}"}
        write(frame(json.dumps({"jsonrpc": "2.0", "method": "faq/progress", "params": told})))
        time.sleep(0.5)


def serve(log: Path, behaviour: str) -> None:
    """Answer, or misbehave, until the input ends."""
    held = ""
    for body in bodies():
        first = not log.exists()
        with log.open("a", encoding="utf-8") as requests:
            requests.write(body + "\n")
        if behaviour == "dies" or (behaviour == "dies-once" and first):
            sys.exit("memory: used up; give it more")
        text = framed(json.loads(body), behaviour)
        if behaviour == "swaps" and not held:
            held = text
        elif behaviour != "silent":
            if behaviour == "reading":
                progress(json.loads(body))
            write(text + held, 7 if behaviour == "pieces" else 1 << 20)


def main() -> None:
    """Run the command that stands last, or before ``--json``, on the command line."""
    log, behaviour = Path(sys.argv[1]), sys.argv[2]
    if "sources" not in sys.argv:
        serve(log, behaviour)
    elif behaviour == "dies":
        sys.exit("numbers.rst: not readable; check its mode")
    else:
        sources = [{"file": "doc", "path": str(log.parent)}] if behaviour == "pieces" else []
        sources.append({"file": "doc/numbers.rst", "path": str(log.parent / "numbers.rst")})
        print(json.dumps({"sources": sources}))


if __name__ == "__main__":
    main()
