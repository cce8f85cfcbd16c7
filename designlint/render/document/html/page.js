"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const root = document.documentElement;

  // ---- what works only with this script is shown by it
  all("[data-do], .filter, .search").forEach((one) => { one.hidden = false; });
  const zooms = [["in", "+", "Zoom in"], ["out", "\u2212", "Zoom out"], ["fit", "Fit", "Fit"]];
  if (document.fullscreenEnabled) zooms.push(["full", "Full screen", "Full screen"]);
  all(".picture").forEach((figure) => {
    const caption = figure.querySelector("figcaption");
    const bar = document.createElement("div");
    bar.className = "zoom";
    zooms.forEach(([deed, text, words]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
      button.dataset.zoom = deed;
      button.setAttribute("aria-label", `${words}: ${caption.querySelector("strong").textContent}`);
      bar.append(button);
    });
    caption.append(bar);
  });

  // ---- on a telephone rows are cards, and each cell says what it is
  all("table.cards").forEach((table) => {
    const heads = all("thead tr:last-child th", table).map((one) => one.dataset.path || one.textContent);
    all("tbody tr", table).forEach((row) => [...row.children].forEach((cell, n) => {
      if (n && cell.textContent.trim() && !cell.matches(".first")) cell.dataset.label = heads[n];
    }));
  });

  // ---- theme: automatic, light, dark
  const themes = ["automatic", "light", "dark"];
  const kept = (() => { try { return localStorage.getItem("designlint-theme"); } catch { return null; } })();
  let theme = themes.includes(kept) ? kept : "automatic";
  const dress = () => {
    if (theme === "automatic") delete root.dataset.theme; else root.dataset.theme = theme;
    const button = document.querySelector('[data-do="theme"] span');
    if (button) button.textContent = theme;
  };
  const next = () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    dress();
    try { localStorage.setItem("designlint-theme", theme); } catch { /* a page without storage */ }
  };
  dress();

  // ---- buttons at the top
  const folded = () => all("main details");
  const open = (button) => {
    const wanted = folded().some((one) => !one.open);
    folded().forEach((one) => { one.open = wanted; });
    button.textContent = wanted ? "Close all" : "Open all";
  };
  const deeds = { theme: next, open, print: () => print() };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) deeds[button.dataset.do](button);
  });

  // ---- the contents show which part is being read
  const parts = new Set();
  const reading = new IntersectionObserver((seen) => {
    seen.forEach((one) => (one.isIntersecting ? parts.add(one.target.id) : parts.delete(one.target.id)));
    const now = all("main > section").find((one) => parts.has(one.id));
    all(".contents a").forEach((link) => {
      if (now && link.hash === `#${now.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }, { rootMargin: "-40px 0px -75% 0px" });
  all("main > section").forEach((one) => reading.observe(one));

  // ---- on paper nothing is folded
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folded().filter((one) => !one.open);
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));

  // ---- findings: search and filter
  const form = document.querySelector(".filter");
  const rows = all(".finding");
  const words = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const wanted = form.elements.text.value.trim().toLowerCase().split(/\s+/);
    const severities = new Set(all("input[name=severity]:checked", form).map((box) => box.value));
    const family = form.elements.family.value;
    rows.forEach((row, n) => {
      row.hidden = !severities.has(row.dataset.severity)
        || (family && row.dataset.family !== family)
        || !wanted.every((word) => words[n].includes(word));
    });
    const count = rows.filter((row) => !row.hidden).length;
    // What matches is not left folded away.
    if (count < rows.length) all(".findings .more").forEach((one) => { one.open = true; });
    form.querySelector("output").textContent = `${count} of ${rows.length}`;
    document.querySelector(".none").hidden = count > 0;
  };
  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter(); // a browser may restore the text of an earlier visit
  }

  // ---- search over everything: what is folded is opened, what is found is marked
  const seek = document.querySelector(".search");
  const readable = "p, li, summary, td, th, dd, dt, h1, h2, h3, h4, figcaption, .picture text";
  let hits = [];
  let hit = -1;
  const look = (wanted) => {
    const inside = all(readable, document.querySelector("main"))
      .filter((one) => one.textContent.toLowerCase().includes(wanted));
    // Of what is nested, the innermost has it.
    return inside.filter((one, n) => !(inside[n + 1] && one.contains(inside[n + 1])));
  };
  const count = (text) => { seek.querySelector("output").textContent = text; };
  const step = (by) => {
    all(".hit").forEach((one) => one.classList.remove("hit"));
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    const found = hits[hit];
    for (let one = found; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    found.classList.add("hit");
    found.scrollIntoView({ block: "center" });
    count(`${hit + 1} of ${hits.length}`);
  };
  if (seek) {
    const field = seek.elements.text;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      hits = wanted.length > 1 ? look(wanted) : [];
      hit = -1;
      count(wanted.length > 1 ? `${hits.length} found` : "");
    });
    seek.addEventListener("submit", (event) => { event.preventDefault(); step(1); });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.shiftKey) { event.preventDefault(); step(-1); }
      if (event.key === "Escape") { field.value = ""; hits = []; count(""); step(0); field.blur(); }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
      event.preventDefault();
      field.focus();
    });
  }

  // ---- tables wider than the page can be moved by those who have no mouse, too
  const wide = new ResizeObserver((sizes) => sizes.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      target.setAttribute("aria-label", "Table, moves sideways");
    } else ["tabindex", "role", "aria-label"].forEach((name) => target.removeAttribute(name));
  }));
  all(".wide").forEach((one) => wide.observe(one));

  // ---- pictures: zoom with the buttons, the keys + - 0 or Ctrl and the wheel; move by dragging
  const centres = new Map();
  const live = (figure, view, svg) => {
    const { x, y, width, height } = svg.viewBox.baseVal;
    const whole = [x, y, width, height];
    let box = [...whole];
    const zoomed = () => box[2] < whole[2] - 0.01;
    const show = () => {
      svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
      view.classList.toggle("moving", zoomed());
    };
    const fit = () => { box = [...whole]; show(); };
    const zoom = (factor, at = [box[0] + box[2] / 2, box[1] + box[3] / 2]) => {
      const w = Math.max(whole[2] / 40, box[2] / factor);
      if (w >= whole[2]) { fit(); return; }
      const share = w / box[2];
      box = [at[0] - (at[0] - box[0]) * share, at[1] - (at[1] - box[1]) * share, w, box[3] * share];
      show();
    };
    const move = (dx, dy) => {
      // The middle stays inside of the picture, or it could get lost.
      const within = (at, size, from, most) => Math.min(from + most - size / 2, Math.max(from - size / 2, at));
      box[0] = within(box[0] + dx, box[2], whole[0], whole[2]);
      box[1] = within(box[1] + dy, box[3], whole[1], whole[3]);
      show();
    };
    const place = (clientX, clientY) => {
      const at = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [at.x, at.y];
    };
    const full = () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen());
    const centre = (node, w) => {
      const { left, top, width: across, height: down } = node.getBoundingClientRect();
      const [cx, cy] = place(left + across / 2, top + down / 2);
      if (w >= whole[2]) {
        fit();
        view.scrollLeft += left + across / 2 - view.getBoundingClientRect().left - view.clientWidth / 2;
        return;
      }
      box = [cx - w / 2, cy - (whole[3] * w) / whole[2] / 2, w, (whole[3] * w) / whole[2]];
      show();
      view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2; // on a phone it is wider than the page
    };

    view.tabIndex = 0;
    view.setAttribute("role", "group");
    view.setAttribute("aria-label", "Picture; zoom with + and -, move with the arrow keys, 0 shows all");
    const buttons = { in: () => zoom(1.5), out: () => zoom(1 / 1.5), fit, full };
    figure.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button) buttons[button.dataset.zoom]();
    });
    view.addEventListener("wheel", (event) => {
      // A picture that someone works with takes the wheel; one that is passed by does not.
      if (!event.ctrlKey && !event.metaKey && !zoomed() && !document.fullscreenElement && document.activeElement !== view) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), place(event.clientX, event.clientY));
    }, { passive: false });
    view.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = box[2] / 10;
      const arrows = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
      const keys = { "+": buttons.in, "=": buttons.in, "-": buttons.out, "0": fit };
      const arrow = zoomed() && arrows[event.key];
      const deed = arrow ? () => move(...arrow) : keys[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    });

    // Two fingers zoom.
    const fingers = new Map();
    let apart = 0;
    const spread = () => {
      const [one, two] = [...fingers.values()];
      return Math.hypot(one[0] - two[0], one[1] - two[1]);
    };
    view.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size === 2) apart = spread();
    });
    view.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, [event.clientX, event.clientY]);
      if (fingers.size !== 2) return;
      const [one, two] = [...fingers.values()];
      zoom(spread() / apart, place((one[0] + two[0]) / 2, (one[1] + two[1]) / 2));
      apart = spread();
    });
    ["pointerup", "pointercancel"].forEach((end) => view.addEventListener(end, (event) => fingers.delete(event.pointerId)));

    let from = null;
    let moved = false;
    view.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.button === 0 && zoomed()) from = [event.clientX, event.clientY, ...place(event.clientX, event.clientY)];
    });
    view.addEventListener("pointermove", (event) => {
      if (!from || fingers.size > 1) return;
      if (!moved && Math.hypot(event.clientX - from[0], event.clientY - from[1]) < 4) return;
      moved = true;
      view.setPointerCapture(event.pointerId);
      const [atX, atY] = place(event.clientX, event.clientY);
      move(from[2] - atX, from[3] - atY);
    });
    ["pointerup", "pointercancel"].forEach((end) => view.addEventListener(end, () => { from = null; }));
    // A link on which a move began is not followed, nor dragged away.
    view.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    view.addEventListener("dragstart", (event) => event.preventDefault());
    // What the keyboard comes to is never outside of what is shown.
    view.addEventListener("focusin", (event) => {
      if (!zoomed() || !event.target.matches("a:focus-visible")) return;
      const [node, shown] = [event.target.getBoundingClientRect(), view.getBoundingClientRect()];
      const isInside = node.left >= shown.left && node.right <= shown.right
        && node.top >= shown.top && node.bottom <= shown.bottom;
      if (!isInside) centre(event.target, box[2]);
    });
    // Large enough to be read, with what is around it.
    centres.set(svg, (node) => { fit(); centre(node, Math.max(node.getBBox().width * 5, 500)); });
  };
  all(".picture").forEach((figure) => {
    const view = figure.querySelector(".view");
    const svg = view && view.querySelector("svg");
    if (svg && svg.viewBox.baseVal.width) live(figure, view, svg);
  });

  // ---- links: open what the target is folded into; bring a node of a picture into its middle
  const named = (hash) => {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  };
  const follow = () => {
    const target = named(location.hash);
    all(".found").forEach((one) => one.classList.remove("found"));
    if (!target) return;
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    if (target.hidden) {
      form.reset();
      filter();
    }
    const svg = target.closest(".picture svg");
    if (svg && centres.has(svg)) {
      target.classList.add("found");
      centres.get(svg)(target);
      svg.closest(".view").scrollIntoView({ block: "center" });
    } else target.scrollIntoView();
    const focused = target.querySelector(":scope > summary") || (svg && target.querySelector("a"));
    if (focused) focused.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => {
    if (document.fullscreenElement) document.exitFullscreen().then(follow); else follow();
  });
  document.addEventListener("click", (event) => {
    // A second click on the same link changes no address, so no one else would notice it.
    const link = event.target.closest("a");
    const href = link && (link.getAttribute("href") || link.getAttribute("xlink:href"));
    if (!href || !href.startsWith("#") || event.defaultPrevented) return;
    if (new URL(href, location.href).hash !== location.hash) return;
    event.preventDefault();
    follow();
  });
  if (location.hash) follow();
})();
