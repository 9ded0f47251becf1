"""The manual has every command, option, method, key and variable, in the program's own words."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from faq.cli.command_table import COMMANDS, OPTIONS
from faq.cli.help_text import ENVIRONMENT, FILES, STATUSES
from faq.cli.settings import SETTINGS, Setting, from_configuration
from faq.knowledge import file
from faq.knowledge.toml import Toml
from faq.model import BLOCK_KINDS
from faq.server.error_codes import ErrorCode
from faq.server.methods import METHODS, Method
from faq.sources.selection import VARIABLE
from tests.output.test_json_form import RESULT
from tests.record_documents import ROOT, blocks

MANUAL = (ROOT / "docs" / "manual.md").read_text("utf-8")


def section(title: str) -> str:
    return MANUAL.split(f"\n## {title}\n")[1].split("\n## ")[0]


def helped(*command: str) -> str:
    """What a command's ``--help`` prints at 80 columns."""
    run = [sys.executable, "-m", "faq", *command, "--help"]
    around = os.environ | {"COLUMNS": "80"}
    return subprocess.run(run, cwd=ROOT, env=around, capture_output=True, text=True, check=True).stdout


def test_the_help_of_the_program() -> None:
    assert section("Commands").startswith(f"\n```text\n{helped()}```\n")


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_the_help_of_each_command(name: str) -> None:
    assert f"\n### bpffaq {name}\n\n```text\n{helped(name)}```\n" in section("Commands")


@pytest.mark.parametrize("name", OPTIONS)
def test_each_option_has_its_help(name: str) -> None:
    option = OPTIONS[name]
    assert f"  --{name}" in MANUAL
    assert option.help in " ".join(MANUAL.split())


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_each_method_has_its_row(method: Method) -> None:
    params = "; ".join(
        f"`{field.name}`{'' if field.required else ' (may be left out)'}: {field.about}"
        for field in method.fields
    )
    assert f"| `{method.name}` {method.about} | {params} | {method.result} |\n" in section("The protocol")


def test_the_error_codes() -> None:
    codes = re.findall(r"^\| (-\d+) \|", section("The protocol"), re.M)
    assert {int(code) for code in codes} == set(ErrorCode)


def shape(value: object) -> object:
    """The keys of a JSON value and of those in it, in order."""
    if isinstance(value, dict):
        return [(key, shape(one)) for key, one in value.items() if key not in ("corrections",)]
    return [shape(one) for one in value[:1]] if isinstance(value, list) else None


def test_the_json_form() -> None:
    (shown,) = (json.loads(text) for language, text in blocks(section("JSON")) if language == "json")
    assert list(shown) == [
        *("query", "status", "confidence", "level", "corrections", "unmatched", "taken_with", "notices"),
        "results",
    ]
    assert shape(shown["results"][0]) == shape(RESULT)


@pytest.mark.parametrize("kind", BLOCK_KINDS)
def test_each_kind_of_block(kind: str) -> None:
    assert f"`{kind}`" in section("JSON")


def test_the_knowledge_file_has_every_key() -> None:
    (text,) = (text for _, text in blocks(section("The knowledge file")) if text.startswith("# eggs.toml"))
    found, problems = file.read(text, "eggs.toml")
    assert problems == ()
    assert "" not in (found.title, found.revision.revision, *found.place)
    # weights are trained, not written by hand; this entry is in all revisions
    assert [all(entry._replace(weights="S", since="S")) for entry in found.entries] == [True]
    assert len(found.synonyms) == 4
    assert found.outside


def test_the_configuration_has_every_key() -> None:
    from faq.sources.configuration import configured

    (text,) = (
        text for _, text in blocks(section("Which documents answer")) if text.startswith("# config.toml")
    )
    first, second = configured(text, "/etc/bpffaq/config.toml").sources
    assert "" not in first
    assert second.path == "/etc/bpffaq/eggs.rst"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_each_setting_has_its_row(setting: Setting) -> None:
    values = ", ".join(f"`{value}`" for value in setting.values)
    row = f"| `{setting.key}` in `[{setting.table}]` | `{setting.variable}` | {values} | {setting.help} |\n"
    assert row in section("Settings")


def test_the_configuration_has_every_setting() -> None:
    (text,) = (text for _, text in blocks(section("Settings")) if text.startswith("# config.toml"))
    values = from_configuration(Toml("config.toml", text, tomllib.loads(text)))
    assert list(values) == [setting.key for setting in SETTINGS]


def test_the_statuses_and_the_files() -> None:
    for status, means in STATUSES:
        assert f"| {status} | {means} |\n" in section("Exit status and errors")
    for place, holds in FILES:
        assert f"| `{place}` | {holds} |\n" in section("Files")


def test_the_environment_is_the_one_of_the_help() -> None:
    for names, does in ENVIRONMENT:
        shown = ", ".join(f"`{name}`" for name in names.split(", "))
        assert f"| {shown} | {does} |\n" in section("Environment")
    assert {setting.variable for setting in SETTINGS} <= {names for names, _ in ENVIRONMENT}


def read_variables(folder: Path) -> set[str]:
    """The environment variables that bpffaq itself gives a meaning to."""
    text = "".join(file.read_text("utf-8") for file in folder.rglob("*.py"))
    asked = re.findall(r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\"", text)
    foreign = {
        "HOME",
        "TMUX",
        "SSH_TTY",
        "SSH_CONNECTION",
        "WAYLAND_DISPLAY",
        "DISPLAY",
        "BROWSER",
        "WSL_DISTRO_NAME",
    }
    return {*asked, VARIABLE} - foreign


def test_each_variable() -> None:
    told = set(re.findall(r"`([A-Z_]{4,})`", section("Environment")))
    assert read_variables(ROOT / "faq") | read_variables(ROOT / "index") <= told
