// The engine: Pyodide with designlint, and Graphviz, in a thread of their own, so that typing never waits.

import { Graphviz } from "@hpcc-js/wasm-graphviz";

const ready = start();

async function start() {
  const [{ loadPyodide }, packages, session, graphviz] = await Promise.all([
    import("./pyodide/pyodide.mjs"),
    fetch("packages.zip").then((answer) => answer.arrayBuffer()),
    fetch("session.py").then((answer) => answer.text()),
    Graphviz.load(),
  ]);
  const pyodide = await loadPyodide({ indexURL: new URL("./pyodide/", self.location.href).href });
  pyodide.unpackArchive(packages, "zip", { extractDir: "/packages" });
  pyodide.runPython("import sys; sys.path.insert(0, '/packages')");
  pyodide.runPython(session);
  const engine = (name, ...given) => pyodide.globals.get(name)(...given);
  postMessage({ kind: "ready", vocabulary: JSON.parse(engine("vocabulary")) });
  return { engine, graphviz };
}

ready.catch((error) => postMessage({ kind: "failed", error: String(error) }));

/** The layout measures text by the metrics of one font, and knows no list of fonts. */
const oneFont = (dot) => dot.replaceAll(/(fontname="[^",]+),[^"]*"/g, '$1"');

const WORK = {
  check: ({ engine }, { text }) => JSON.parse(engine("checked", text)),
  draw: ({ engine, graphviz }, { view, of }) => {
    const { svg, dot } = JSON.parse(engine("drawn", view, of));
    return svg ?? engine("dressed", graphviz.layout(oneFont(dot), "svg", "dot"));
  },
};

/** The newest question of each kind: one that a newer has replaced is not answered. */
const newest = {};

self.onmessage = async ({ data }) => {
  newest[data.kind] = data.number;
  const engines = await ready;
  // What was typed meanwhile is in the queue of messages: let it in first.
  await new Promise((resolve) => setTimeout(resolve));
  if (newest[data.kind] !== data.number) return;
  try {
    postMessage({ kind: data.kind, number: data.number, answer: WORK[data.kind](engines, data) });
  } catch (error) {
    const lines = String(error.message ?? error).trim().split("\n");
    postMessage({ kind: data.kind, number: data.number, error: lines.at(-1) });
  }
};
