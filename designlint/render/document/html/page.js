"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const root = document.documentElement;

  // ---- what works only with this script is shown by it
  all("[data-do], .filter, .zoom").forEach((one) => { one.hidden = false; });

  // ---- theme: automatic, light, dark
  const themes = ["automatic", "light", "dark"];
  const kept = (() => { try { return localStorage.getItem("designlint-theme"); } catch { return null; } })();
  const dress = (theme) => {
    if (theme === "automatic") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = document.querySelector('[data-do="theme"] span');
    if (button) button.textContent = theme;
    try { localStorage.setItem("designlint-theme", theme); } catch { /* a page without storage */ }
  };
  let theme = themes.includes(kept) ? kept : "automatic";
  dress(theme);

  // ---- buttons at the top
  const folded = () => all("main details");
  const open = (wanted) => folded().forEach((one) => { one.open = wanted; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const what = button.dataset.do;
    if (what === "theme") dress(theme = themes[(themes.indexOf(theme) + 1) % themes.length]);
    if (what === "print") print();
    if (what === "open") {
      const wanted = folded().some((one) => !one.open);
      open(wanted);
      button.textContent = wanted ? "Close all" : "Open all";
    }
  });
  addEventListener("beforeprint", () => open(true));

  // ---- findings: search and filter
  const form = document.querySelector(".filter");
  if (form) {
    const rows = all(".finding");
    const words = rows.map((row) => row.textContent.toLowerCase());
    const sift = () => {
      const text = form.elements.text.value.trim().toLowerCase();
      const severities = new Set(all("input[name=severity]:checked", form).map((box) => box.value));
      const family = form.elements.family.value;
      let count = 0;
      rows.forEach((row, n) => {
        const fits = severities.has(row.dataset.severity)
          && (!family || row.dataset.family === family)
          && text.split(/\s+/).every((word) => words[n].includes(word));
        row.hidden = !fits;
        count += fits;
      });
      form.querySelector("output").textContent = `${count} of ${rows.length}`;
      document.querySelector(".none").hidden = count > 0;
    };
    form.addEventListener("input", sift);
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  // ---- pictures: zoom with the buttons, the keys + - 0 or Ctrl and the wheel; move by dragging
  const views = new Map();
  all(".picture").forEach((figure) => {
    const view = figure.querySelector(".view");
    const svg = view && view.querySelector("svg");
    if (!svg || !svg.viewBox.baseVal.width) return;
    const { x, y, width, height } = svg.viewBox.baseVal;
    const whole = [x, y, width, height];
    let box = [...whole];
    const show = () => {
      svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
      view.classList.toggle("moving", box[2] < whole[2] - 0.5);
    };
    const zoom = (factor, at = [box[0] + box[2] / 2, box[1] + box[3] / 2]) => {
      const w = Math.min(whole[2], Math.max(whole[2] / 40, box[2] / factor));
      const h = whole[3] * (w / whole[2]);
      box = [at[0] - (at[0] - box[0]) * (w / box[2]), at[1] - (at[1] - box[1]) * (h / box[3]), w, h];
      if (w >= whole[2]) box = [...whole];
      show();
    };
    const move = (dx, dy) => { box[0] += dx; box[1] += dy; show(); };
    const point = (event) => {
      const matrix = svg.getScreenCTM().inverse();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      return [at.x, at.y];
    };
    view.tabIndex = 0;
    view.setAttribute("role", "group");
    view.setAttribute("aria-label", "Picture; zoom with + and -, move with the arrow keys, 0 shows all");
    figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (!button) return;
      if (button.dataset.zoom === "in") zoom(1.5);
      if (button.dataset.zoom === "out") zoom(1 / 1.5);
      if (button.dataset.zoom === "fit") { box = [...whole]; show(); }
    });
    view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), point(event));
    }, { passive: false });
    view.addEventListener("keydown", (event) => {
      const step = box[2] / 10;
      const keys = {
        "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5),
        "0": () => { box = [...whole]; show(); },
        ArrowLeft: () => move(-step, 0), ArrowRight: () => move(step, 0),
        ArrowUp: () => move(0, -step), ArrowDown: () => move(0, step),
      };
      const zoomed = box[2] < whole[2];
      if (!keys[event.key] || (event.key.startsWith("Arrow") && !zoomed)) return;
      event.preventDefault();
      keys[event.key]();
    });
    let from = null;
    view.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && box[2] < whole[2] && !event.target.closest("a[*|href]")) {
        from = point(event);
        view.setPointerCapture(event.pointerId);
      }
    });
    view.addEventListener("pointermove", (event) => {
      if (!from) return;
      const at = point(event);
      move(from[0] - at[0], from[1] - at[1]);
    });
    for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, () => { from = null; });
    views.set(svg, (node) => {
      // The node in the middle, large enough to be read.
      box = [...whole];
      show();
      const room = node.getBBox();
      const matrix = svg.getScreenCTM().inverse().multiply(node.getScreenCTM());
      const middle = new DOMPoint(room.x + room.width / 2, room.y + room.height / 2).matrixTransform(matrix);
      const w = Math.min(whole[2], Math.max(room.width * 5, 500));
      const h = whole[3] * (w / whole[2]);
      box = [middle.x - w / 2, middle.y - h / 2, w, h];
      if (w >= whole[2]) box = [...whole];
      show();
    });
  });

  // ---- links: open what the target is folded into; bring a node of a picture into its middle
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    all(".picture .found").forEach((one) => one.classList.remove("found"));
    if (!target) return;
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    const svg = target.closest(".picture svg");
    if (svg && views.has(svg)) {
      target.classList.add("found");
      views.get(svg)(target);
      svg.closest(".picture").scrollIntoView({ block: "center" });
    } else if (target.hidden) {
      form.reset();
      form.dispatchEvent(new Event("input"));
      target.scrollIntoView();
    } else target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href="' + CSS.escape(location.hash) + '"]');
    if (link) follow();
  });
  follow();
})();
