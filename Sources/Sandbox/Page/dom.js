// Builds nodes. Nothing on this page is ever made from markup text, so nothing has to be escaped.

/// An element with properties (`on…` are listeners, `class`, `data-…`, `aria-…` attributes) and
/// children: nodes, texts, arrays of them; null and false are left out.
export function h(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && !key.includes("-") && key !== "list" && key !== "form") node[key] = value;
    else node.setAttribute(key === "class" ? "class" : key, value === true ? "" : value);
  }
  node.append(...present(children));
  return node;
}

export function present(children) {
  return children.flat(9).filter((child) => child !== null && child !== undefined && child !== false);
}

const svgSpace = "http://www.w3.org/2000/svg";

export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(svgSpace, tag);
  for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
  node.append(...present(children));
  return node;
}

// Outlines on a field of 24 by 24.
const outlines = {
  send: "M4 12 3 4.500 21 12 3 19.500 4 12zm0 0h8",
  attach: "m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700l-8.300 8.200a1.700 1.700 0 0 1-2.400-2.400L14.500 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  keyboard: "M3 6.500h18v11H3zM7 10v.01M11 10v.01M15 10v.01M18 10v.01M8 14h8",
  close: "M6 6l12 12M18 6 6 18",
  down: "m6 9.500 6 6 6-6",
  left: "m14.500 5-7 7 7 7",
  right: "m9.500 5 7 7-7 7",
  photo: "M4 5h16v14H4zM4 16l5-5 5 5 2-2 4 4M15.500 9v.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  pin: "M12 21s-7-6.300-7-11.500a7 7 0 0 1 14 0C19 14.700 12 21 12 21zM12 9.500v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.700-4 4-6 8-6s7.300 2 8 6",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 10v.01M15.500 10v.01M8 14.500c2 2.300 6 2.300 8 0",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.700 5.700l12.600 12.600",
  globe: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3.500 3.500 3.500 14.500 0 18M12 3c-3.500 3.500-3.500 14.500 0 18",
  code: "m8 7-5 5 5 5M16 7l5 5-5 5",
  link: "M10 14a4.500 4.500 0 0 0 6.500.3l3-3a4.500 4.500 0 0 0-6.400-6.400l-1.500 1.500M14 10a4.500 4.500 0 0 0-6.500-.3l-3 3a4.500 4.500 0 0 0 6.400 6.400l1.500-1.500",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
  faults: "M12 4 2.500 20h19zM12 10v4M12 17v.01",
  download: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  out: "M7 17 17 7M9 7h8v8",
  start: "M7 4.500v15l12-7.500z",
  mail: "M3 6h18v12H3zM3 7l9 6.500L21 7",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  card: "M3 6h18v12H3zM3 10.500h18",
};

/// A line icon, hidden from screen readers: its button carries the name.
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
    svg("path", { d: outlines[name] ?? "" }));
}

/// A button with an icon only and a name for everyone else.
export function iconButton(name, label, onclick, className = "") {
  return h(
    "button",
    { type: "button", class: `round ${className}`, title: label, "aria-label": label, onclick },
    icon(name));
}

const palette = 7;

/// The round picture of a person or bot: initials on a colour that depends on the id.
export function avatar(id, name, className = "") {
  const letters = String(name ?? "?").trim().split(/\s+/).slice(0, 2)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? [...word][0] ?? "");
  const colour = Math.abs(Number(id) || 0) % palette;
  return h(
    "span",
    { class: `avatar colour-${colour} ${className}`, "aria-hidden": "true" },
    letters.join("").toUpperCase());
}

export function fullName(user) {
  return [user?.first_name, user?.last_name].filter(Boolean).join(" ") || user?.username || "?";
}
