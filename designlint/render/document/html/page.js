"use strict";
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const root = document.documentElement;

  // ---- what works only with this script is shown by it
  all("[data-do], .filter, .zoom").forEach((one) => { one.hidden = false; });
  if (!document.fullscreenEnabled) all('[data-zoom="full"]').forEach((one) => one.remove());

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
    form.querySelector("output").textContent = `${count} of ${rows.length}`;
    document.querySelector(".none").hidden = count > 0;
  };
  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter(); // a browser may restore the text of an earlier visit
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
      if (!event.ctrlKey && !event.metaKey) return;
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

    let from = null;
    let moved = false;
    view.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.button === 0 && zoomed()) from = [event.clientX, event.clientY, ...place(event.clientX, event.clientY)];
    });
    view.addEventListener("pointermove", (event) => {
      if (!from) return;
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
