"""Texts that some reader of some format would run, follow, draw or obey."""

from __future__ import annotations

from itertools import product

_SCRIPTS = (
    "<script>alert(1)</script>", "</script><script>alert(1)//", "<ScRiPt src=//example.org>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<svg><script href=data:,alert(1) />", "<iframe src=javascript:alert(1)>", "<object data=//e.org>",
    "<embed src=//e.org>", "<base href=//e.org>", "<link rel=stylesheet href=//e.org>", "<meta http-equiv=refresh content=0;//e.org>",
    "<form action=//e.org><input name=a>", "<textarea autofocus onfocus=alert(1)>", "<math><mtext><mglyph><style><!--</style><img src=x>",
    "</style><style>*{display:none}", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</svg><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "]]><script>alert(1)</script>", "<!--><script>alert(1)</script>-->", "--><img src=x onerror=alert(1)>",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///root/secret'>]>&b;", "<details open ontoggle=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;", "\\u003cscript\\u003ealert(1)", "%3Cscript%3Ealert(1)",
)  # fmt: skip
_ATTRIBUTES = (
    '" onmouseover="alert(1)', "' onmouseover='alert(1)", "` onmouseover=`alert(1)", '"><img src=x onerror=alert(1)>', '" autofocus onfocus="alert(1)',
    '" style="position:fixed;inset:0', "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    '" href="javascript:alert(1)', "' xlink:href='javascript:alert(1)", "//example.org/x", "file:///root/secret", "\\\\example.org\\x",
)  # fmt: skip
_MARKDOWN = (
    "[x](javascript:alert(1))", "![x](http://example.org/x.png)", "<http://example.org>", "http://example.org", "https://example.org/a?b=c", "www.example.org",
    "me@example.org", "[x]: http://example.org", "[x][y]\n\n[y]: http://example.org", "# head", "- item", "1. item", "> quote", "---", "===", "***", "    code", "~~~", "```\ncode", "| a | b |\n| - | - |",
    "a | b", "\\| a", "**b** __i__ ~~s~~ `c`", "<details><summary>x", "</details>", "<!-- x -->", "<!-- designlint diff -->", "@root", "#1", "GH-1", "a@b", ":smile:", "$x$", "$$x$$", "```mermaid\ngraph TD",
    "[^1]", "[^1]: note", "- [ ] task", "&nbsp;", "\\", "``", "*", "_a_", "<br>", "a  \nb", "[x](http://e.org 'title')", "![](data:image/png;base64,AAAA)", "\\[x\\]\\(y\\)", "ftp://example.org",
    "xmpp:a@b.c", "mailto:a@b.c", "HTTP://EXAMPLE.ORG", "(https://example.org)", "*https://example.org*", "https://example.org/<b>", "a.b@c.d.e", "www.a_b.example.org",
)  # fmt: skip
_COMMANDS = (
    "::error::no", "%0A::warning file=a::b", "\n::set-output name=a::b", "##[error]no", "::stop-commands::x", "::add-mask::a", "\r::error::no", "%0D%0A::error::no", "%25", "##vso[task.complete]", "::group::a", "title=a,file=b",
    "$(touch x)", "`touch x`", "; touch x", "&& touch x", "| touch x", "${HOME}", "%PATH%", "!!", "$((1))", "{a,b}", "~root", "*", "\n", "\t", "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\\n", "%s%n", "{0}", "{x!r}", "%(x)s", "$x",
)  # fmt: skip
_TEMPLATES = (
    "{{ 7 * 7 }}", "{% raw %}", "{# x #}", "{{ ''.__class__.__mro__ }}", "${7*7}", "<%= 7 %>", "#{7}", "{{config}}", "{% include '/root/secret' %}", "[[1]]", "{%", "%}", "{{", "}}", "{{{", "@{x}",
)  # fmt: skip
_PICTURES = (
    "\\N", "\\G", "\\E", "\\l", "\\r", "\\", '\\"', "a\\", '"];x [label="y', "<b>x</b>", "<TABLE><TR><TD HREF='javascript:alert(1)'>x</TD></TR></TABLE>", "{a|b}", "<p> x", "|", "a -> b", "};digraph{", 'URL="javascript:alert(1)"', "&amp;", "&#0;", "&#x1;", "&bogus;",
    "end", "graph TD", "subgraph x", 'A["x"]', "click A href 'javascript:alert(1)'", "click A call alert()", "%%{init: {'securityLevel': 'loose'}}%%", "---\ntitle: x\n---", "style A fill:red", "classDef default fill:red", "A-->B", "#quot;", "#35;", "%% x", "o--o", "x[(y)]", ";", "`**b**`", "fa:fa-car", "$$x$$",
)  # fmt: skip
_CHARACTERS = (
    "\0", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]0;title\x07", "\x1b[2J", "\x1b]8;;http://e.org\x07x", "\x1b[?1049h", "\x1bPq", "\x9b31m", "\x9d0;x\x9c", "\x7f", "\x85", "\u2028", "\u2029", "\r", "\r\n", "\u202e", "\u202a", "\u2066",
    "\u2069", "\u200b", "\u200d", "\u00ad", "\ufeff", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff", "\U0010ffff", "\U000e0041", "\u0301" * 50, "\ufffd", "\u3164", "\u115f", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0627\u0644", "\u00a0", "\u2060",
    "\ue000", "\u034f", "\u180e", "\x1b", "\x1b[", "\x1b]", "\x18\x1a", "a\x08b",
)  # fmt: skip
_LARGE = ("w" * 5_000, "a " * 2_000, "<" * 500, "[" * 500, "(" * 500, "`" * 500, "&" * 500, "*" * 500, "\\" * 501, "> " * 200, "![" * 300, "\U0001f468" * 500)  # fmt: skip
_AROUND = ("{}", "x{}x", "{}\n{}")

_ALL = (*_SCRIPTS, *_ATTRIBUTES, *_MARKDOWN, *_COMMANDS, *_TEMPLATES, *_PICTURES, *_CHARACTERS)
PAYLOADS = tuple(dict.fromkeys([*(a.replace("{}", p) for p, a in product(_ALL, _AROUND)), *_LARGE]))
