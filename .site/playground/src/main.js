// The page: an editor on one side; findings, verdicts and a picture on the other.

import { autocompletion } from "@codemirror/autocomplete";
import { indentWithTab } from "@codemirror/commands";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { setDiagnostics, lintGutter } from "@codemirror/lint";
import { Compartment } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { start } from "./engine.js";
import { completionOf, designLanguage } from "./language.js";
import { packed, unpacked } from "./link.js";
import { element, findings, tally, verdicts } from "./results.js";

const at = (id) => document.getElementById(id);
const words = {};
const LINT = { error: "error", warning: "warning", undecided: "warning", info: "info" };
/** Time to wait for the next key, in milliseconds: the engine's thread leaves out what a newer text replaced. */
const PAUSE = 50;

let timer;
let report;

const language = new Compartment();
const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "tok-keyword" },
  { tag: tags.typeName, class: "tok-type" },
  { tag: tags.propertyName, class: "tok-property" },
  { tag: tags.string, class: "tok-string" },
  { tag: tags.number, class: "tok-number" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: tags.operator, class: "tok-operator" },
]);

const editor = new EditorView({
  parent: at("editor"),
  extensions: [
    basicSetup,
    keymap.of([indentWithTab]),
    language.of(designLanguage(words)),
    syntaxHighlighting(colours),
    autocompletion({ override: [completionOf(words)] }),
    lintGutter(),
    EditorView.contentAttributes.of({ "aria-label": "The design" }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      clearTimeout(timer);
      timer = setTimeout(judge, PAUSE);
    }),
  ],
});

const ask = start(
  (vocabulary) => {
    Object.assign(words, vocabulary);
    editor.dispatch({ effects: language.reconfigure(designLanguage(words)) });
  },
  (error) => say(`designlint cannot start in this browser: ${error}`, "failed"),
);

const text = () => editor.state.doc.toString();

function say(sentence, state = "") {
  at("status").textContent = sentence;
  document.body.dataset.state = state;
}

async function judge() {
  const asked = text();
  try {
    report = await ask("check", { text: asked });
  } catch (error) {
    return say(`designlint failed: ${error.message}`, "failed");
  }
  at("findings").replaceChildren(...findings(report, go));
  at("verdicts").replaceChildren(...verdicts(report));
  at("count").textContent = report.diagnostics.length;
  editor.dispatch(setDiagnostics(editor.state, report.diagnostics.map(underlined)));
  say(tally(report), "done");
  offerViews();
  await draw();
}

function underlined(one) {
  const place = ({ line, column }) => {
    const found = editor.state.doc.line(Math.min(line, editor.state.doc.lines));
    // Columns are characters; the editor counts UTF-16 units.
    const units = [...found.text].slice(0, column - 1).join("").length;
    return Math.min(found.from + units, found.to);
  };
  const from = place(one.location.start);
  return { from, to: Math.max(from, place(one.location.end)), severity: LINT[one.severity], message: `${one.message} (${one.code})` };
}

function go(location) {
  const line = editor.state.doc.line(Math.min(location.start.line, editor.state.doc.lines));
  editor.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
  editor.focus();
}

function offerViews() {
  const chosen = at("view").value || "components";
  const options = Object.entries(report.views).flatMap(([view, of]) => (of ?? [""]).map((name) => [view, name]));
  at("view").replaceChildren(
    ...options.map(([view, of]) => {
      const made = element("option", "", of ? `${view} ${of}` : view);
      made.value = of ? `${view} ${of}` : view;
      return made;
    }),
  );
  at("view").value = options.some(([view, of]) => `${view}${of ? ` ${of}` : ""}` === chosen) ? chosen : "components";
}

async function draw() {
  if (at("panel-picture").hidden) return;
  const [view, of = ""] = at("view").value.split(" ");
  try {
    const svg = await ask("draw", { view, of });
    const old = at("picture").src;
    // As an image, nothing in a picture can act; a design may come from anybody's link.
    at("picture").src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    at("picture").alt = `The view ${at("view").value}`;
    if (old) URL.revokeObjectURL(old);
    at("no-picture").textContent = "";
  } catch (error) {
    at("no-picture").textContent = `No picture: ${error.message}`;
  }
}

function show(name) {
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    at(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (name === "picture" && report) draw();
}

function open(design) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: design } });
}

async function share() {
  const link = new URL(`#${await packed(text())}`, location.href);
  history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(link.href);
    at("shared").textContent = "The link is copied.";
  } catch {
    at("shared").textContent = "The link is in the address bar.";
  }
}

for (const tab of document.querySelectorAll('[role="tab"]')) {
  tab.onclick = () => show(tab.id.replace("tab-", ""));
  tab.onkeydown = ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const tabs = [...document.querySelectorAll('[role="tab"]')];
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  };
}
at("view").onchange = draw;
at("share").onclick = share;
show("findings");

const examples = await fetch("examples.json").then((answer) => answer.json());
at("examples").append(
  ...examples.map(({ title }, number) => {
    const made = element("option", "", title);
    made.value = number;
    return made;
  }),
);
at("examples").onchange = ({ target }) => open(examples[target.value].text);
const given = location.hash.length > 1 ? await unpacked(location.hash.slice(1)) : null;
open(given ?? examples[0].text);
if (location.hash.length > 1 && given === null) at("shared").textContent = "The link carries no design that can be read.";
