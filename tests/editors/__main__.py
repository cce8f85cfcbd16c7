"""Write what editors know of the language: `python -m tests.editors`."""

from tests.editors.textmate import written

for path, text in written().items():
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
