"""Makes the completions of shells and the man page from the table of options; ``python -m tests.record_shell``.

What is made is committed below ``share``, goes into the wheel as it is, and is compared by a test.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from faq import __version__
from faq.cli.command_table import COMMANDS, OPTIONS, SEARCH, SESSION, Command, Option
from faq.cli.help_text import DESCRIPTION, ENVIRONMENT, EXAMPLES, FILES, STATUSES

ROOT = Path(__file__).parent.parent

HELP = Option(("--help",), "print help", {"action": "store_true"})
VERSION = Option(("--version",), "print the version", {"action": "store_true"})

FILE_COMMANDS = ("eval", "diff", "check")
"""Commands whose arguments are files."""


def options(command: Command) -> list[Option]:
    """The options of a command, its help included."""
    return [*(OPTIONS[name] for name in command.options), HELP]


def top() -> list[Option]:
    """The options without a command: those of the session and of a question."""
    names = dict.fromkeys((*SESSION.options, *SEARCH.options))
    return [*(OPTIONS[name] for name in names), HELP, VERSION]


def choices(option: Option) -> list[str]:
    """The values that an option may have, none where they are free."""
    return list(option.settings.get("choices", ()))


def bash() -> str:
    """The completion of bash."""
    cases = "".join(f"    {c.name}) options='{_names(options(c))}' ;;\n" for c in COMMANDS)
    valued = "".join(
        f"    {option.names[0]}) COMPREPLY=($(compgen -W '{' '.join(choices(option))}' -- \"$current\")); return ;;\n"
        for option in OPTIONS.values()
        if choices(option)
    )
    free = "|".join(
        o.names[0] for o in OPTIONS.values() if o.takes_value and not choices(o) and o.names[0] != "--source"
    )
    return f"""\
# bash completion of bpffaq, made by python -m tests.record_shell
_bpffaq() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command= options word
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in {"|".join(c.name for c in COMMANDS)}) command=$word; break ;; esac
  done
  case $previous in
    --source) COMPREPLY=($(compgen -f -- "$current")); return ;;
    {free}) return ;;
{valued}  esac
  case $command in
{cases}    *) options='{_names(top())}' ;;
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '{" ".join(c.name for c in COMMANDS)}' -- "$current"))
  elif [[ $command == show ]]; then
    COMPREPLY=($(compgen -W "$(bpffaq list --tsv 2>/dev/null | cut -f 1)" -- "$current"))
  elif [[ $command == {" || $command == ".join(FILE_COMMANDS)} ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _bpffaq bpffaq
"""


def _names(several: Iterable[Option]) -> str:
    return " ".join(option.names[0] for option in several)


def zsh() -> str:
    """The completion of zsh."""
    commands = "".join(f"    {_zsh_quoted(f'{c.name}:{c.help}')}\n" for c in COMMANDS)
    cases = "".join(
        f"    {c.name}) _arguments {_zsh_options(options(c))} {_zsh_arguments(c)} ;;\n" for c in COMMANDS
    )
    return f"""\
#compdef bpffaq
# zsh completion of bpffaq, made by python -m tests.record_shell
_bpffaq_ids() {{
  local -a ids
  ids=(${{(f)"$(bpffaq list --tsv 2>/dev/null | cut -f 1)"}})
  compadd -a ids
}}
_bpffaq() {{
  local -a commands
  local state line
  commands=(
{commands}  )
  _arguments -C {_zsh_options(top())} '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument) case $line[1] in
{cases}    esac ;;
  esac
}}
_bpffaq "$@"
"""


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _zsh_options(several: Iterable[Option]) -> str:
    return " ".join(_zsh_quoted(_zsh_option(option)) for option in several)


def _zsh_option(option: Option) -> str:
    help = option.help.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    spec = f"{option.names[0]}[{help}]"
    if not option.takes_value:
        return spec
    metavar = str(option.settings["metavar"]).lower()
    action = "_files" if metavar == "path" else f"({' '.join(choices(option))})" if choices(option) else " "
    repeated = "*" if option.settings.get("action") == "append" else ""
    return f"{repeated}{spec}:{metavar}:{action}"


def _zsh_arguments(command: Command) -> str:
    if command.name == "show":
        return "'1:id:_bpffaq_ids'"
    return "'*:file:_files'" if command.name in FILE_COMMANDS else "'*: : '"


def fish() -> str:
    """The completion of fish."""
    names = " ".join(command.name for command in COMMANDS)
    lines = ["# fish completion of bpffaq, made by python -m tests.record_shell", "complete -c bpffaq -f"]
    bare = f"not __fish_seen_subcommand_from {names}"
    for command in COMMANDS:
        lines.append(f'complete -c bpffaq -n "{bare}" -a {command.name} -d {_fish_quoted(command.help)}')
    for option in top():
        lines.append(f'complete -c bpffaq -n "{bare}" {_fish_option(option)}')
    for command in COMMANDS:
        seen = f"__fish_seen_subcommand_from {command.name}"
        lines += [f'complete -c bpffaq -n "{seen}" {_fish_option(option)}' for option in options(command)]
        if command.name == "show":
            lines.append(f'complete -c bpffaq -n "{seen}" -a "(bpffaq list --tsv 2>/dev/null | cut -f 1)"')
        if command.name in FILE_COMMANDS:
            lines.append(f'complete -c bpffaq -n "{seen}" -F')
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    text = f"-l {option.names[0].removeprefix('--')} -d {_fish_quoted(option.help)}"
    if choices(option):
        return f"{text} -x -a {_fish_quoted(' '.join(choices(option)))}"
    if option.settings.get("metavar") == "PATH":
        return f"{text} -r -F"
    return f"{text} -x" if option.takes_value else text


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def man() -> str:
    """The man page."""
    lines = [
        f'.TH BPFFAQ 1 "" "bpffaq {__version__}" "User Commands"',
        ".SH NAME",
        "bpffaq \\- answers questions from an FAQ with its own words and an exact citation",
        ".SH SYNOPSIS",
        ".B bpffaq",
        "[\\fIOPTION\\fR ...] [\\fIQUESTION\\fR]",
        ".br",
        ".B bpffaq",
        "\\fICOMMAND\\fR [\\fIOPTION\\fR ...] ...",
        ".SH DESCRIPTION",
        _roff(DESCRIPTION),
        ".SH COMMANDS",
    ]
    for command in COMMANDS:
        lines += [
            f".SS bpffaq {command.name} {_roff(_takes(command))}".rstrip(),
            _roff(f"{_sentence(command.help)}."),
        ]
        for argument in command.arguments:
            lines += _entry(str(argument.settings["metavar"]), argument.help)
        lines += [".PP", _roff(f"Options: {_names(options(command)).replace(' ', ', ')}.")]
    lines.append(".SH OPTIONS")
    for option in (*OPTIONS.values(), HELP, VERSION):
        lines += _entry(f"{option.names[0]} {option.settings.get('metavar', '')}".rstrip(), option.help)
    for title, rows in (
        ("EXIT STATUS", STATUSES),
        ("ENVIRONMENT", ENVIRONMENT),
        ("FILES", FILES),
        ("EXAMPLES", EXAMPLES),
    ):
        lines.append(f".SH {title}")
        for left, right in rows:
            lines += _entry(left, right)
    return "\n".join(lines) + "\n"


def _takes(command: Command) -> str:
    return " ".join(str(argument.settings["metavar"]) for argument in command.arguments)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _entry(left: str, right: str) -> list[str]:
    return [".TP", f".B {_roff(left)}", _roff(right)]


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("'", "\\(aq")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


MADE = {
    "share/bash-completion/completions/bpffaq": bash,
    "share/zsh/site-functions/_bpffaq": zsh,
    "share/fish/vendor_completions.d/bpffaq.fish": fish,
    "share/man/man1/bpffaq.1": man,
}
"""The files below the directory that a package is installed to, and what makes each."""


def main() -> None:
    """Write each file again."""
    for name, make in MADE.items():
        file = ROOT / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(), "utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
