"""The commands, one file each: from arguments to the text that is printed and the exit code."""

from __future__ import annotations

from designlint.console.command import Command

_PACKAGE = "designlint.commands"

COMMANDS = {
    "check": Command(
        "lint designs and prove their requirements",
        "Lint design files: language, coverage, single points of failure, scaling, consistency.",
        f"{_PACKAGE}.check",
    ),
    "format": Command(
        "the one canonical layout",
        "Format design files: indent, spaces, line ends, tables; comments stay where they are.",
        f"{_PACKAGE}.format",
    ),
    "init": Command(
        "a first design, a configuration and pre-commit hooks",
        "Write a first design from a template, designlint.yaml and hooks; nothing is overwritten.",
        f"{_PACKAGE}.init",
    ),
    "verify": Command(
        "the requirements of a design with their verdicts",
        "Show each requirement and scenario expectation: met, violated or undecided, and why.",
        f"{_PACKAGE}.verify",
    ),
    "whatif": Command(
        "what changes when something is lost, grows or is set",
        "Compare a design with itself after a loss, at another load or with other values.",
        f"{_PACKAGE}.whatif",
    ),
    "drill": Command(
        "what happens when each place or component is lost, and when the load grows",
        "Try the loss of every place, component and external system, growth, and each scenario: which flows "
        "stop, are overloaded, degraded or slower, and which requirements are met no more; worst first.",
        f"{_PACKAGE}.drill",
    ),
    "diff": Command(
        "what has changed between two revisions, branches, folders or files",
        "Compare two states of designs: verdicts with their margins, findings, load, availability, cost, "
        "single points of failure, elements.",
        f"{_PACKAGE}.diff",
    ),
    "baseline": Command(
        "the known findings, so that a check shows new ones alone",
        "Record the findings of today, so that `check --baseline` shows only new ones.",
        f"{_PACKAGE}.baseline",
    ),
    "diagram": Command(
        "a picture of a design: context, components, deployment, flow, requirements, failure",
        "Draw a view of a design as SVG, PNG, PDF, DOT or Mermaid.",
        f"{_PACKAGE}.diagram",
    ),
    "report": Command(
        "the review document of a design: HTML, Markdown, PDF or JSON",
        "Write the document that a team brings to its design review.",
        f"{_PACKAGE}.report",
    ),
    "import": Command(
        "what other files say, as a design: decision records (MADR)",
        "Read decision records in Markdown (MADR), or files of a plugin's format, into a design.",
        f"{_PACKAGE}.import_",
    ),
    "explain": Command(
        "the documentation of a code, kind, property, metric or declaration",
        "Show a page of the reference in the terminal.",
        f"{_PACKAGE}.explain",
    ),
    "rules": Command(
        "which rules there are, and which are active",
        "List all rules with their severity and whether the configuration selects them.",
        f"{_PACKAGE}.rules",
    ),
    "lsp": Command(
        "the language server for editors",
        "Talk to an editor in the Language Server Protocol, over standard input and output.",
        f"{_PACKAGE}.lsp",
    ),
    "mcp": Command(
        "the server for assistants: check, verify, whatif, explain, diff as tools",
        "Talk to an assistant in the Model Context Protocol, over standard input and output.",
        f"{_PACKAGE}.mcp",
    ),
    "completion": Command(
        "complete commands and options in a shell",
        "Print a script for a shell; bash reads it with `source <(designlint completion bash)`.",
        f"{_PACKAGE}.completion",
    ),
    "config": Command(
        "the settings in force, and where each comes from",
        "Show the value of every setting and whether it is a default, from the configuration or from the command line.",
        f"{_PACKAGE}.config",
    ),
    "help": Command(
        "the help of designlint, or of one command",
        "Show what `--help` shows: the commands, or the arguments of one.",
        f"{_PACKAGE}.help",
    ),
}
