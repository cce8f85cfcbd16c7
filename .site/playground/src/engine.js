// The worker as functions that answer: `ask("check", { text })`.

/** Start the engine. `onReady` gets the vocabulary, `onFailed` why it cannot start. */
export function start(onReady, onFailed) {
  const worker = new Worker("worker.js", { type: "module" });
  const waiting = new Map();
  let last = 0;

  worker.onerror = (event) => onFailed(event.message || "the engine could not be loaded");
  worker.onmessage = ({ data }) => {
    if (data.kind === "ready") return onReady(data.vocabulary);
    if (data.kind === "failed") return onFailed(data.error);
    const question = waiting.get(data.number);
    waiting.delete(data.number);
    if (!question || question.number !== last_of(question.kind)) return;
    if (data.error) question.reject(new Error(data.error));
    else question.resolve(data.answer);
  };

  const numbers = {};
  const last_of = (kind) => numbers[kind];

  /** Ask; an answer that a newer question of the kind has overtaken never comes. */
  return function ask(kind, given) {
    const number = (last += 1);
    numbers[kind] = number;
    return new Promise((resolve, reject) => {
      waiting.set(number, { kind, number, resolve, reject });
      worker.postMessage({ kind, number, ...given });
    });
  };
}
