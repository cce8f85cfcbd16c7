"use strict";
// Shows the newest content of a view in a frame. The frame of the last content stays until that of the next
// one is ready, which begins where the reader was.
(() => {
  const ELEMENT = "#element-";
  const MOVED = 4; // pixels after which a press is no click
  const [label, choice, notice, room] = ["label", "select", "[role=status]", "main"]
    .map((selector) => document.querySelector(selector));
  let state = { version: 0, views: [], notice: "" };
  let shown = { frame: null, version: 0, view: "" };
  let coming = null;

  const address = (view) => `view/${view.split("/").map(encodeURIComponent).join("/")}`;
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };
  const wanted = () => decoded(location.hash.slice(1));
  const view = () => (state.views.find((one) => one.key === wanted()) ?? state.views[0])?.key;

  // ---- clicks on an element lead to it in the editor, too
  const path = (link) => {
    const href = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";
    return href.startsWith(ELEMENT) ? decoded(href.slice(ELEMENT.length)) : "";
  };
  const listen = (inside, key) => {
    let from = null;
    inside.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY]; }, true);
    inside.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (event.detail && from && Math.hypot(event.clientX - from[0], event.clientY - from[1]) > MOVED) return;
      const link = event.target.closest("a");
      const element = link ? path(link) : "";
      if (!element) return;
      if (inside.contentType === "image/svg+xml") event.preventDefault(); // it has no other place for it
      fetch("clicks", { method: "POST", body: JSON.stringify({ view: key, element }) }).catch(() => {});
    });
  };

  // ---- the reader stays where he is
  const keep = (old, fresh) => {
    const folds = [...fresh.contentDocument.querySelectorAll("details")];
    const before = [...old.contentDocument.querySelectorAll("details")];
    if (folds.length === before.length) folds.forEach((one, at) => { one.open = before[at].open; });
    fresh.contentWindow.scrollTo(old.contentWindow.scrollX, old.contentWindow.scrollY);
  };
  const fit = (picture) => {
    picture.style.maxWidth = "100%";
    picture.style.height = "auto";
  };

  const arrived = () => {
    const { frame, version, view: key } = coming;
    const inside = frame.contentDocument;
    if (inside.contentType === "text/plain") {
      if (inside.body.textContent) notice.textContent = inside.body.textContent;
      frame.remove();
      shown = { ...shown, version, view: key };
    } else {
      if (inside.contentType === "image/svg+xml") fit(inside.documentElement);
      listen(inside, key);
      if (shown.frame && shown.frame.dataset.view === key) keep(shown.frame, frame);
      shown.frame?.remove();
      frame.className = "";
      shown = { frame, version, view: key };
      document.title = inside.title || frame.title;
    }
    coming = null;
    room.ariaBusy = "false";
    follow();
  };
  const follow = () => {
    const key = view();
    if (coming || !key || !state.version || (shown.version === state.version && shown.view === key)) return;
    const frame = Object.assign(document.createElement("iframe"), { className: "coming" });
    frame.title = state.views.find((one) => one.key === key).title;
    frame.dataset.view = key;
    coming = { frame, version: state.version, view: key };
    frame.addEventListener("load", arrived, { once: true });
    // An address from before there were views has the place within the only one.
    const place = !shown.frame && wanted() && wanted() !== key ? location.hash : "";
    frame.src = address(key) + place;
    room.ariaBusy = "true";
    room.append(frame);
  };

  // ---- states, as they come
  const choose = () => {
    const [now, before] = [state.views, [...choice.options]];
    if (now.some((one, at) => one.key !== before[at]?.value) || now.length !== before.length) {
      choice.replaceChildren(...now.map((one) => new Option(one.title, one.key)));
    }
    label.hidden = now.length < 2;
    choice.value = view() ?? "";
  };
  const events = new EventSource("events");
  events.addEventListener("message", ({ data }) => {
    state = JSON.parse(data);
    notice.textContent = state.notice;
    choose();
    follow();
  });
  events.addEventListener("error", () => {
    notice.textContent = "designlint has ended, or cannot be reached";
    shown = { ...shown, version: 0 }; // another run counts its own versions
  });
  choice.addEventListener("change", () => { location.hash = choice.value; });
  addEventListener("hashchange", () => {
    choose();
    follow();
  });
})();
