"""Settings: from the command line, else the environment, else the configuration file."""

import os
from collections.abc import Mapping

from faq.cli.options import Options, must_be, number_in
from faq.errors import FaqError
from faq.sources.configuration import SETTINGS as TABLES
from faq.sources.configuration import configuration_file
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from faq.knowledge.toml import Toml

ON, OFF = ("on", "1", "yes", "true"), ("off", "0", "no", "false")


class Setting(NamedTuple):
    """A setting: its table and key in the configuration, its variable, its possible values, what it does."""

    table: str
    key: str
    variable: str
    values: tuple[str, ...]
    help: str


SETTINGS = (
    Setting(
        "search", "vectors", "BPFFAQ_VECTORS", ("on", "off"), "whether sentence vectors help to find answers"
    ),
    Setting("output", "limit", "BPFFAQ_LIMIT", ("N",), "how many results at most"),
    Setting("output", "color", "BPFFAQ_COLOR", ("auto", "always", "never"), "when to use colour"),
    Setting("output", "short", "BPFFAQ_SHORT", ("on", "off"), "whether only the short answer is printed"),
    Setting("session", "pager", "BPFFAQ_PAGER", ("PROGRAM",), "what shows long answers; off: none"),
    Setting("session", "keys", "BPFFAQ_KEYS", ("emacs", "vi"), "whose keys edit the prompt"),
    Setting("session", "history", "BPFFAQ_HISTORY", ("on", "off"), "whether questions are kept"),
    Setting(
        "session",
        "unanswered",
        "BPFFAQ_UNANSWERED",
        ("on", "off"),
        "whether questions that are refused or turned down are kept",
    ),
)
"""Every setting; flags are ``true`` or ``false`` in the configuration."""


class Settings(NamedTuple):
    """The settings in effect. An empty ``pager`` is the default one, ``off`` none; empty ``keys`` are readline's."""

    limit: int = 5
    color: str = "auto"
    short: bool = False
    pager: str = ""
    keys: str = ""
    history: bool = True
    unanswered: bool = False
    vectors: bool = False


def settings(options: Options, environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings for a command line.

    Args:
        options: its options, which override all else.
        environment: the environment variables, by default those of the process.

    Raises:
        FaqError: a variable or the configuration holds an invalid value.
    """
    around = os.environ if environment is None else environment
    values = _configured()
    for setting in SETTINGS:
        text = around.get(setting.variable, "").strip()
        if text:
            values[setting.key] = _from_text(setting, text)
    return Settings(**{**values, **_from_options(options)})


def _from_options(options: Options) -> "dict[str, Any]":
    values: dict[str, Any] = {}
    for key in ("limit", "color", "pager", "keys"):
        value = getattr(options, key)
        if value is not None:
            values[key] = value
    if options.vectors:
        values["vectors"] = True
    if options.short or options.full or options.ids:
        values["short"] = options.short
    if options.no_pager:
        values["pager"] = "off"
    if options.no_history:
        values["history"] = False
    if options.vi:
        values["keys"] = "vi"
    return values


def _from_text(setting: Setting, text: str) -> "Any":
    """A setting's value from the text of its variable."""
    word = text.lower()
    if setting.values == ("N",):
        return _count(setting, text)
    if setting.values == ("on", "off"):
        if word not in ON + OFF:
            raise FaqError(setting.variable, f"must be on or off, got '{text}'", "fix or unset it")
        return word in ON
    if setting.values == ("PROGRAM",):
        return "off" if word in OFF else text
    if word not in setting.values:
        raise FaqError(setting.variable, f"must be {_either(setting)}, got '{text}'", "fix or unset it")
    return word


def _count(setting: Setting, text: str) -> int:
    number = number_in(text)
    must = must_be(number)
    if must:
        raise FaqError(setting.variable, f"must be {must}, got '{text}'", "fix or unset it")
    return number


def _either(setting: Setting) -> str:
    *others, last = setting.values
    return f"{', '.join(others)} or {last}"


def _configured() -> "dict[str, Any]":
    """The settings in the configuration file."""
    file = configuration_file()
    if not os.path.exists(file):
        return {}
    from faq.knowledge.toml import Toml, parsed
    from faq.sources.files import content

    text = content(file, "fix or remove it").decode("utf-8-sig", "replace")
    return from_configuration(Toml(file, text, parsed(text, file)))


def from_configuration(toml: "Toml") -> "dict[str, Any]":
    """Return the settings of a configuration.

    Args:
        toml: the file, parsed.

    Raises:
        FaqError: a key is not a setting, or its value is invalid.
    """
    values: dict[str, Any] = {}
    for table in TABLES:
        keys = toml.table.get(table, {})
        if not isinstance(keys, dict):
            raise toml.problem((table,), f"'{table}' must be a table", f"write [{table}]")
        known = {setting.key: setting for setting in SETTINGS if setting.table == table}
        for key, value in keys.items():
            if key not in known:
                hint = f"the keys of [{table}] are {', '.join(known)}"
                raise toml.problem((table, key), f"no such key: '{key}'", hint)
            wrong = _wrong(known[key], value)
            if wrong:
                raise toml.problem((table, key), wrong, "fix or remove it")
            values[key] = value
    return values


def _wrong(setting: Setting, value: "Any") -> str:
    """What is wrong with the value of a key in the configuration, empty if nothing is."""
    if setting.values == ("N",):
        must = must_be(value if type(value) is int else 0)
        fits = not must
    elif setting.values == ("on", "off"):
        fits, must = isinstance(value, bool), "true or false"
    elif setting.values == ("PROGRAM",):
        fits, must = isinstance(value, str), "a string"
    else:
        fits, must = value in setting.values, " or ".join(f'"{one}"' for one in setting.values)
    return "" if fits else f"'{setting.key}' must be {must}"
