"""The bundled document in tests: the ids of its entries, and shortcuts to answers."""

from functools import cache

from faq.engine import ask
from faq.library.library import Library, open_library
from faq.model import Answer, Turn
from faq.sources.selection import in_use

REPORT = "q-how-do-i-report-bugs-for-bpf-kernel-code"
SUBMIT = "q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches"
PATCHWORK = "q-where-can-i-find-patches-currently-under-discussion-for-bpf-subsystem"
TREE = "q-how-do-i-indicate-which-tree-bpf-vs-bpf-next-my-patch-should-be-applied-to"
WAIT = "q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches"
WINDOW = "q-are-patches-applied-to-bpf-next-when-the-merge-window-is-open"
VERIFIER = "q-verifier-changes-and-test-cases"
COMMIT = "q-i-need-a-specific-bpf-commit-in-stable-kernels-what-should-i-do"
BACKPORT = "q-do-you-also-backport-to-kernels-not-currently-maintained-as-stable"
STABLE = "q-the-bpf-patch-i-am-about-to-submit-needs-to-go-to-stable-as-well"
QUEUE = "q-queue-stable-patches"
SELFTESTS = "q-how-to-run-bpf-selftests"
BUILD = "q-got-it-so-how-do-i-build-llvm-manually-anyway"
INSTRUCTION = "q-new-bpf-instruction-for-kernel-and-llvm"
TARGET = "q-clang-flag-for-target-bpf"
SAMPLES = "q-samples-bpf-preference-vs-selftests"
IPROUTE = "q-do-you-accept-patches-as-well-for-iproute2-s-bpf-loader"
BPFTOOL = "q-when-should-i-add-code-to-the-bpftool"
LOADER = "q-when-should-i-add-code-to-iproute2-s-bpf-loader"
LLVM = "q-where-do-i-find-llvm-with-bpf-support"


@cache
def library() -> Library:
    return open_library(in_use())


def asked(query: str, *context: Turn, limit: int = 5) -> Answer:
    return ask(library().snapshot, query, limit=limit, context=context)


def first(answer: Answer) -> str:
    return answer.results[0].entry.id if answer.results else ""
