"""A stand-in for ``bpffaq serve`` that misbehaves on demand: what editor plugins must survive.

``stand_in_server.py LOG BEHAVIOUR serve`` appends each request to LOG and answers with one fixed
entry of a small document next to LOG. BEHAVIOUR: ``well``; ``dies`` at every request; ``dies-once``;
``garbage`` (lines that are no JSON); ``refuses`` (error replies); ``shapeless`` (a result of the
wrong shape); ``silent`` (never answers); ``hostile`` (control characters in every text); ``reading`` (says three
times how far the documents are read, then answers; the list is empty).
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

HOSTILE = "\x1b]0;owned\x07\u202e\x9b31m\r\n"


def result(number: int, hostile: str = "") -> dict[str, Any]:
    """One result in the form of the contract: the answer of question ``number``."""
    text = f"Answer {number} says so.{hostile}"
    first = 10 * number
    return {
        "id": f"q-{number}",
        "kind": "qna",
        "question": f"How many is {number}?{hostile}",
        "alternate_questions": [],
        "section": ["Numbers"],
        "confidence": 0.9,
        "short_answer": {"text": text, "lines": [first + 2, first + 2]},
        "answer": text,
        "blocks": [
            {"kind": "paragraph", "text": text, "lines": [first + 2, first + 2]},
            {"kind": "code", "text": "one\n  two", "lines": [first + 4, first + 5]},
        ],
        "links": [{"text": "a link", "url": f"https://example.org/{number}", "resolved": True}],
        "citation": {
            "document": "Numbers",
            "file": f"numbers.rst{hostile}",
            "lines": [first, first + 5],
            "anchor": f"q-{number}",
            "url": f"https://example.org/numbers.html#q-{number}{hostile}" if number < 3 else None,
            "revision": "",
            "as_of": "2020-07" if number == 2 else None,
            "changed": {"revision": "linux-6.12", "url": "https://example.org/new"} if number == 2 else None,
        },
    }


def named(number: int, hostile: str = "") -> dict[str, Any]:
    """A result that is not the first, or an entry of the list: what names it and where it stands."""
    whole = result(number, hostile)
    return {name: whole[name] for name in ("id", "kind", "question", "section", "confidence", "citation")}


def answer(params: dict[str, Any], behaviour: str) -> Any:
    """The result of a search; the statuses other than ``answered`` are asked for by name."""
    if behaviour == "shapeless":
        return ["nothing", "of", "use"]
    hostile = HOSTILE if behaviour == "hostile" else ""
    query = params["query"]
    status = query if query in ("closest", "not_covered") else "answered"
    results = [] if status == "not_covered" else [result(1, hostile), named(2, hostile), named(3, hostile)]
    return {
        "query": query + hostile,
        "status": status,
        "confidence": 0.9,
        "level": "high" + hostile,
        "corrections": {"maling": "mailing" + hostile},
        "unmatched": ["zebra" + hostile],
        "taken_with": params["context"][-1]["query"] + hostile if params.get("context") else None,
        "results": results,
    }


def reply(message: dict[str, Any], behaviour: str) -> dict[str, Any]:
    """The reply to one request."""
    if behaviour == "refuses":
        return {"error": {"code": -32602, "message": "query: refused here; ask something else"}}
    if message["method"] == "faq/search":
        return {"result": answer(message["params"], behaviour)}
    if message["method"] == "faq/complete":
        return {"result": {"items": [{"text": f"How many is {n}?", "id": f"q-{n}"} for n in (1, 2)]}}
    if message["method"] == "faq/show":
        return {"result": result(int(message["params"]["id"][2:]))}
    if behaviour == "reading":
        told = {"done": 312, "total": 1200, "message": "reading documents, 312 of 1,200"}
        return {"result": {"entries": [], "reading": told}}
    word = message["params"].get("word", "")
    return {"result": {"entries": [named(n) for n in (1, 2, 3) if word in f"How many is {n}?"]}}


def progress(message: dict[str, Any]) -> None:
    """Say three times, half a second apart, how far the documents are read."""
    for done in (300, 600, 900):
        told = {
            "id": message["id"],
            "done": done,
            "total": 1200,
            "message": f"reading documents, {done} of 1,200",
        }
        print(json.dumps({"jsonrpc": "2.0", "method": "faq/progress", "params": told}), flush=True)
        time.sleep(0.5)


def serve(log: Path, behaviour: str) -> None:
    """Answers, or misbehaves, until the input ends; its process number stands in ``pid`` next to the log."""
    log.with_name("pid").write_text(str(os.getpid()))
    for line in sys.stdin:
        first = not log.exists()
        with log.open("a", encoding="utf-8") as requests:
            requests.write(line)
        if behaviour == "dies" or (behaviour == "dies-once" and first):
            sys.exit("memory: used up; give it more")
        message = json.loads(line)
        if behaviour == "garbage":
            print("Welcome to some other program!", flush=True)
        elif behaviour != "silent":
            if behaviour == "reading" and message["params"].get("progress"):
                progress(message)
            print(
                json.dumps({"jsonrpc": "2.0", "id": message["id"], **reply(message, behaviour)}), flush=True
            )


def main() -> None:
    """Runs the command that stands last on the command line."""
    log, behaviour = Path(sys.argv[1]), sys.argv[2]
    if "--version" in sys.argv:
        print("bpffaq 0.0 (stand-in)")
    elif "sources" in sys.argv:
        path = str(log.parent / "numbers of mine.rst")
        uri = "file://" + quote(os.fsencode(path))
        print(json.dumps({"sources": [{"file": "numbers.rst", "path": "\ufffd", "uri": uri}]}))
    else:
        serve(log, behaviour)


if __name__ == "__main__":
    main()
