// Findings and verdicts as elements of the page; all text of a design is put in as text, never as HTML.

const SEVERITIES = ["error", "warning", "undecided", "info"];
const MARKS = { met: "✓", violated: "✗", undecided: "?" };

/** An element with a class, texts and elements in it. */
export function element(tag, name, ...inside) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inside.filter((one) => one !== null && one !== undefined && one !== ""));
  return made;
}

/** The findings, gravest first; `go` moves the editor to a place. */
export function findings(report, go) {
  const rank = (one) => SEVERITIES.indexOf(one.severity);
  const sorted = [...report.diagnostics].sort((a, b) => rank(a) - rank(b));
  if (!sorted.length) return [element("p", "empty", "Nothing found.")];
  return sorted.map((one) => finding(one, go));
}

function finding(one, go) {
  const line = one.location.start.line;
  const place = element("button", "place", `line ${line}`);
  place.onclick = () => go(one.location);
  const head = element("summary", "", badge(one.severity), element("span", "message", ...marked(one.message)), place);
  const more = [
    one.breaks.length ? element("p", "breaks", `breaks ${one.breaks.map((b) => b.requirement).join(", ")}`) : null,
    one.witness.length ? element("ul", "witness", ...one.witness.map((step) => element("li", "", ...marked(step.text)))) : null,
    ...one.help.map((answer) => element("p", "help", ...marked(answered(answer)))),
    element("p", "code", `${one.code}${one.rule ? `, ${one.rule}` : ""}`),
  ];
  const shown = element("details", `finding ${one.severity}`, head, ...more);
  shown.open = one.severity === "error";
  return shown;
}

function badge(severity) {
  return element("span", `badge ${severity}`, severity);
}

function answered(answer) {
  const place = answer.place ? `in ${answer.place}: ` : "";
  const text = answer.kind === "advice" ? answer.text : `\`${answer.text}\``;
  return `${place}${text}${answer.result ? `, then ${answer.result}` : ""}${answer.note ? ` (${answer.note})` : ""}`;
}

/** Each claim in a row, violated ones first. */
export function verdicts(report) {
  if (!report.verdicts.length) return [element("p", "empty", "No requirement has a number yet: write `require availability of FLOW >= 99.9%`.")];
  const order = ["violated", "undecided", "met"];
  const sorted = [...report.verdicts].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  const head = element("tr", "", ...["", "Requirement", "Asked", "Measured", "Room"].map((word) => element("th", "", word)));
  return [element("table", "verdicts", element("thead", "", head), element("tbody", "", ...sorted.map(row)))];
}

function row(one) {
  const why = one.status === "undecided" ? [one.reason, one.missing.length && !one.reason ? `missing: ${listed(one.missing)}` : ""] : [];
  const assumed = one.basis === "assumptions" ? one.assumptions.slice(0, 3).map((step) => `assumed: ${step.text}`) : [];
  const notes = [...why, ...assumed].filter(Boolean).map((text) => element("div", "note", ...marked(text)));
  const word = `${one.status}${one.basis === "assumptions" ? " on assumptions" : one.basis === "estimate" ? " (likely)" : ""}`;
  const mark = element("td", "mark", MARKS[one.status]);
  mark.setAttribute("aria-label", word);
  return element(
    "tr", one.status, mark,
    element("td", "", element("b", "", one.owner), ` ${word}`, ...notes),
    element("td", "", one.claim), element("td", "", one.value), element("td", "", one.margin),
  );
}

function listed(names, most = 4) {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Text in which what stands between backticks is code. */
function marked(text) {
  return text.split("`").map((part, at) => (at % 2 ? element("code", "", part) : part));
}

/** The sentence under the editor: what holds. */
export function tally(report) {
  const { requirements: r, severities: s } = report.summary;
  const met = r.met + r.met_on_assumptions + r.met_likely;
  const violated = r.violated + r.violated_on_assumptions + r.violated_likely;
  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  return `${met} met, ${violated} violated, ${r.undecided} undecided · ${counted(s.error, "error")}, ${counted(s.warning, "warning")}`;
}
