"""Words of designlint itself and of its language, as a newcomer looks for them."""

from __future__ import annotations

from designlint.reference.glossary.term import Term

TERMS = (
    Term(
        "first design",
        "`designlint init` writes a design to begin with, and `designlint check` reports what it leaves "
        "open. A design declares who uses a system, its components, the flows through them and what is "
        "required.",
        "design actor component flow nonfunctional layout",
        "getting started, get started, quickstart, quick start, tutorial, example, examples, hello world, "
        "template, templates, syntax, grammar, language, help, file format, design file, block, statement",
    ),
    Term(
        "actor",
        "A person or an outside system that uses the design: the start of its flows.",
        "actor external client third_party",
        "user, users, customer, persona, visitor, end user, browser, mobile app, frontend, web app, client app",
    ),
    Term(
        "flow",
        "What happens for one request of a user or a job, step by step, with its rate. Load, latency and "
        "availability are computed from flows.",
        "flow steps rate COV001 COV002",
        "request, user journey, use case flow, call, call graph, call chain, path, interaction, path of a "
        "request, request path, data flow, arrow, ->, ~>",
    ),
    Term(
        "component",
        "A part that runs: `component NAME : KIND`. Its kind decides which properties it has.",
        "component service database queue cache group tech",
        "building block, element, module, node type, resource, service, kinds, component type",
    ),
    Term(
        "node",
        "A machine, container or process that a replica runs on. A design states how many replicas a "
        "component has and in which places; `host` names a machine that several share.",
        "replicas host zone needs leader shards",
        "nodes, server, servers, machine, virtual machine, VM, instance, instances, cluster, bare metal, "
        "spot instance, compute, fleet, node pool",
    ),
    Term(
        "provider",
        "Who runs the infrastructure; regions and zones lie inside of one.",
        "provider region zone managed SPF004 tech",
        "cloud, AWS, Azure, GCP, cloud provider, hybrid cloud, on-premise, on-prem, on premises, own data "
        "center, managed service, managed, PaaS, IaaS",
    ),
    Term(
        "comment",
        "What follows `#` on a line is for readers. Texts stand in quotation marks; `;` ends a statement as "
        "the end of the line does.",
        "layout names values",
        "comments, string, strings, text, escape, quote, semicolon, newline, whitespace, indentation, "
        "keyword, naming",
    ),
    Term(
        "unit",
        "A quantity is a number with its unit: `100ms`, `10 req/s`, `4GB`, `99.9%`, `20 USD/month`.",
        "quantities values LNG010 LNG016",
        "number, percent, percentage, duration, time, date, bytes, size of data, currency, dollar, money, "
        "seconds, milliseconds, minutes, hours, days, months, MB, GB, TB, MiB, range",
    ),
    Term(
        "verdict",
        "What is known of a requirement: met, violated or undecided; each may be proved, rest on assumptions, "
        "or be likely by an estimate. `designlint verify` shows all.",
        "VER001 VER002 VER004 VER005 what-is-a-proof-an-assumption-an-estimate which-missing-facts-are-named",
        "met, violated, undecided, unknown, assumption, assumptions, assumed, proof, proved, estimate, likely, "
        "margin, slack, unproved, evidence, witness, proof obligation",
    ),
    Term(
        "severity",
        "How grave a finding is: error, warning, undecided or info. The profile decides it by the grade of "
        "the finding; `--severity CODE=LEVEL` sets it, `--fail-on` says from which one a check fails.",
        "accept VER001 VER002 CFG001",
        "error, errors, warning, warnings, info, finding, findings, diagnostic, diagnostics, grade, fatal, "
        "risk, level, profile, exit code, exit status, return code",
    ),
    Term(
        "rule",
        "A check with a code, such as `SPF001`. `designlint rules` lists all with their severity.",
        "accept designlint_rules CFG001 INT001",
        "rules, code, codes, lint rule, check, checks, linter, lint, plugin, plugins, custom rule, own rule, "
        "extension, rule family, family, select",
    ),
    Term(
        "configuration",
        "`designlint.yaml` chooses rules, severities, options and excluded files; the nearest one upward from "
        "a design applies. `designlint config` lists what is in force.",
        "CFG001 CFG002 CFG003",
        "config file, settings, options, designlint.yaml, exclude, overrides, pre-commit, CI, GitHub Actions, "
        "GitLab CI, editor, IDE, VS Code, SARIF, JUnit",
    ),
    Term(
        "fix",
        "A change of the text that resolves a finding. `check --fix` applies the safe ones; `--diff` shows "
        "them.",
        "accept ACC002 LNG006",
        "autofix, quick fix, --fix, unsafe fix, safe fix, suggestion, remedy, remedies",
    ),
    Term(
        "technology",
        "The product that a component is made with. A catalogue has published facts about it: its limits, "
        "its promises, what it cannot do.",
        "tech LNG013 LNG012 LNG017 DEC001",
        "technologies, product, stack, tech stack, framework, database engine, catalogue, catalog, vendor facts",
    ),
    Term(
        "import",
        "Taking in the declarations of another file, so that designs share them.",
        "import LNG005 LNG007 names",
        "include, imports, shared file, multiple files, split a design, reuse, modules",
    ),
    Term(
        "design review",
        "Reading a design together before it is built. `designlint report` writes the document, and COV007 "
        "lists the questions that the design leaves open.",
        "COV007 decision functional design",
        "review, review document, design doc, design document, RFC, arc42, ATAM, architecture review, report",
    ),
)
