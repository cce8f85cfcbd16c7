// `npm run build`: the page and all that it needs, as static files in `dist/`.
//
// Everything comes from the npm registry and the Python package index; the page itself asks nothing of
// any other host.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, "..", "..");
const dist = join(here, "dist");
const python = process.env.PYTHON ?? "python3";

/** What a check of a design imports beside designlint; all of it is plain Python. */
const PACKAGES = ["lark", "pathspec", "pluggy", "pydot", "pyparsing", "ruamel.yaml", "wcwidth"];
const PYODIDE = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"];
/** The designs of the menu: the name, and the file among the project's examples. */
const EXAMPLES = [
  ["A link shortener", "shortlink.design"],
  ["One replica, one zone", "broken/single_point_of_failure.design"],
  ["More load than capacity", "broken/over_capacity.design"],
  ["A stale read", "broken/stale_read.design"],
  ["Two writes, no transaction", "broken/dual_write.design"],
  ["A zone is lost", "broken/zone_loss.design"],
  ["Slips of a newcomer", "broken/syntax_slips.design"],
];

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "pyodide"), { recursive: true });
for (const name of PYODIDE) cpSync(join(here, "node_modules", "pyodide", name), join(dist, "pyodide", name));
writeFileSync(join(dist, "packages.zip"), await packed());
writeFileSync(join(dist, "examples.json"), JSON.stringify(EXAMPLES.map(example)));
for (const name of ["index.html", "style.css", "session.py"]) cpSync(join(here, "src", name), join(dist, name));
await build({
  entryPoints: { main: join(here, "src", "main.js"), worker: join(here, "src", "worker.js") },
  outdir: dist,
  bundle: true,
  format: "esm",
  minify: true,
  external: ["./pyodide/*", "module", "node:*"],
  legalComments: "linked",
});
console.log(`${dist}: ${(size(dist) / 1e6).toFixed(1)} MB`);

function example([title, file]) {
  return { title, text: readFileSync(join(project, "examples", file), "utf8") };
}

/** The Python packages, compiled by the very interpreter that loads them: that halves the start. */
async function packed() {
  const wheels = mkdtempSync(join(tmpdir(), "designlint-wheels-"));
  const pip = (...more) => execFileSync(python, ["-m", "pip", ...more, "--quiet", "--no-deps"], { stdio: ["ignore", "ignore", "inherit"] });
  pip("wheel", "--wheel-dir", wheels, project);
  pip("download", "--dest", wheels, "--only-binary=:all:", "--platform", "any", "--python-version", "3.14", ...PACKAGES);
  const pyodide = await loadPyodide();
  for (const name of readdirSync(wheels)) {
    const bytes = readFileSync(join(wheels, name));
    pyodide.unpackArchive(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "wheel", { extractDir: "/packages" });
  }
  rmSync(wheels, { recursive: true });
  pyodide.runPython(readFileSync(join(here, "pack.py"), "utf8"));
  return pyodide.FS.readFile("/packages.zip");
}

function size(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}
