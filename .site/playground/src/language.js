// The design language in the editor: colours and completion, from the words of the engine.

import { StreamLanguage } from "@codemirror/language";

const NUMBER = /^\d[\d_.]*(?:%|[a-zA-Z]+(?:\/[a-zA-Z]+)?)?/;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*/u;

/** The language for the editor; `words` may be filled later, when the engine has started. */
export function designLanguage(words) {
  return StreamLanguage.define({
    name: "design",
    startState: () => ({ long: false }),
    languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["{", '"'] } },
    token(stream, state) {
      if (state.long) {
        state.long = !skipPast(stream, '"""');
        return "string";
      }
      if (stream.eatSpace()) return null;
      if (stream.match('"""')) {
        state.long = !skipPast(stream, '"""');
        return "string";
      }
      if (stream.match(/^#.*/)) return "comment";
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
      if (stream.match(/^(?:->|~>)/)) return "operator";
      if (stream.match(NUMBER)) return "number";
      const name = stream.match(NAME);
      if (name) return kindOf(name[0], words);
      stream.next();
      return null;
    },
  });
}

function kindOf(word, words) {
  if (words.declarations?.[word]) return "keyword";
  if (words.kinds?.[word]) return "typeName";
  if (words.properties?.[word] || words.metrics?.[word]) return "propertyName";
  return "variableName";
}

function skipPast(stream, end) {
  const at = stream.string.indexOf(end, stream.pos);
  stream.pos = at < 0 ? stream.string.length : at + end.length;
  return at >= 0;
}

const TYPES = { declarations: "keyword", kinds: "type", properties: "property", metrics: "constant" };

/** Completion: the words of the language, and the names that the design declares. */
export function completionOf(words) {
  return (context) => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word && !context.explicit) return null;
    const known = Object.entries(TYPES).flatMap(([group, type]) =>
      Object.entries(words[group] ?? {}).map(([label, info]) => ({ label, type, info })),
    );
    const text = context.state.doc.toString();
    const declared = [...text.matchAll(/^[ \t]*(?:component|actor|external|data|flow|region|zone)\s+([\p{L}_][\p{L}\p{N}_]*)/gmu)];
    const names = declared.map(([, label]) => ({ label, type: "variable" }));
    return { from: word?.from ?? context.pos, options: [...names, ...known], validFor: /^[\p{L}\p{N}_]*$/u };
  };
}
