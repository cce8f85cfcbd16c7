"""A server for assistants in the Model Context Protocol: the commands as tools, with the JSON that they
print.

`tools` says what each tool takes, and which command it is; `language` describes the language as data;
`serving` is the server. No tool writes unless that was asked for when the server was started.
"""
