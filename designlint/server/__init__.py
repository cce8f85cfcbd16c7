"""The language server: what an editor asks of the designs that are open in it.

`documents` holds the texts as the editor has them, `designs` says which designs they belong to and what
these are checked with, `analysis` looks at one design, `worker` does so beside the conversation, and
`session` ties them together. Each capability is one module of `features`, which reads an analysis and gives
what the protocol sends; `wiring` declares them all.
"""
