"""Compile all packages, and put them into one archive without their sources: run by Pyodide while the
page is built."""

import compileall
import py_compile
import zipfile
from pathlib import Path

packages = Path("/packages")
# Nobody edits the sources there, so nothing is compared with them.
mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
compileall.compile_dir(packages, quiet=1, invalidation_mode=mode, legacy=True)
with zipfile.ZipFile("/packages.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for path in sorted(packages.rglob("*")):
        if path.is_file() and path.suffix != ".py":
            archive.write(path, path.relative_to(packages))
