// A message's text with its entities (Bot API MessageEntity) as nodes.
import { h } from "./dom.js";
import { formatDate, relativeTime, t } from "./texts.js";

/// The date formats of Bot API "date-time entity formatting": `r`, or `w?[dD]?[tT]?`.
function momentText(unix, pattern, now, code) {
  if (pattern === "r") return relativeTime(unix, now, code);
  const has = (letter) => String(pattern ?? "").includes(letter);
  const options = {};
  if (has("w")) options.weekday = has("D") ? "long" : "short";
  if (has("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "numeric" });
  if (has("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (has("t")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (has("T")) Object.assign(options, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return Object.keys(options).length > 0 ? formatDate(unix, options, code) : null;
}

function link(address, context, ...children) {
  const href = safeAddress(address);
  if (!href) return h("span", null, ...children);
  return h(
    "a",
    {
      href, target: "_blank", rel: "noopener noreferrer", title: href,
      onclick: (event) => {
        if (context.openLink(href)) event.preventDefault();
      },
    },
    ...children);
}

/// The address if a browser may open it, with the scheme it lacks; never `javascript:` and the like.
export function safeAddress(address) {
  const text = String(address ?? "").trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+\.\w+:\d/.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(whole);
    return ["http:", "https:", "tg:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function collapsible(children) {
  const quote = h("blockquote", { class: "folded" }, ...children);
  const more = h(
    "button",
    { type: "button", class: "unfold", title: t("quote.more"), "aria-label": t("quote.more") }, "⌄");
  more.addEventListener("click", () => {
    quote.classList.remove("folded");
    more.remove();
  });
  quote.append(more);
  return quote;
}

function spoiler(children) {
  const cover = h(
    "span",
    { class: "spoiler", role: "button", tabIndex: 0, title: t("spoiler.show") },
    h("span", { class: "under" }, ...children));
  const open = (event) => {
    if (cover.classList.contains("open")) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    cover.classList.add("open");
    cover.removeAttribute("role");
    cover.removeAttribute("tabindex");
    cover.removeAttribute("title");
  };
  cover.addEventListener("click", open, true);
  cover.addEventListener("keydown", open);
  return cover;
}

function codeBlock(entity, children, source, context) {
  const copy = () => context.copy(source);
  return h(
    "pre", null,
    entity.language ? h("span", { class: "code-language" }, entity.language) : null,
    h("button", { type: "button", class: "code-copy", onclick: copy }, t("code.copy")),
    h("code", null, ...children));
}

function moment(entity, children, context) {
  const code = context.languageCode();
  const text = () => momentText(entity.unix_time, entity.date_time_format, context.now(), code);
  const node = h("time", {
    class: "moment",
    dateTime: isoTime(entity.unix_time),
    title: formatDate(entity.unix_time, { dateStyle: "full", timeStyle: "short" }, code),
  });
  const shown = Number.isFinite(entity.unix_time) ? text() : null;
  if (shown === null) node.append(...children);
  else node.textContent = shown;
  // Relative times are renewed as the clock moves.
  if (entity.date_time_format === "r" && shown !== null) node.renew = () => (node.textContent = text());
  return node;
}

function isoTime(unix) {
  const date = new Date(unix * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

function command(text, context) {
  return h(
    "button",
    { type: "button", class: "command", onclick: () => context.say(text) }, text);
}

const blocks = new Set(["pre", "blockquote", "expandable_blockquote"]);

function wrap(entity, children, source, context) {
  switch (entity.type) {
    case "bold": return h("b", null, ...children);
    case "italic": return h("i", null, ...children);
    case "underline": return h("u", null, ...children);
    case "strikethrough": return h("s", null, ...children);
    case "spoiler": return spoiler(children);
    case "blockquote": return h("blockquote", null, ...children);
    case "expandable_blockquote": return collapsible(children);
    case "code":
      return h(
        "code",
        { class: "copyable", title: t("code.copy"), onclick: () => context.copy(source) }, ...children);
    case "pre": return codeBlock(entity, children, source, context);
    case "url": return link(source, context, ...children);
    case "email": return link(`mailto:${source}`, context, ...children);
    case "phone_number":
      return link(`tel:${source.replace(/[^\d+]/g, "")}`, context, ...children);
    case "text_link": return link(entity.url, context, ...children);
    case "mention":
      return link(`https://t.me/${source.replace(/^@/, "")}`, context, ...children);
    case "bot_command": return command(source, context);
    case "date_time": return moment(entity, children, context);
    case "hashtag":
    case "cashtag":
    case "text_mention": return h("span", { class: "tinted" }, ...children);
    default: return h("span", null, ...children);
  }
}

/// Nodes for the text. Entities may come unsorted, nested, equal, beyond the end or crossing each
/// other (a crossing one is cut in two); offsets count UTF-16 units, as JavaScript's strings do.
/// `context`: openLink(href) → handled, say(text), copy(text), now(), languageCode().
export function formatted(text, entities, context) {
  const source = String(text ?? "");
  const whole = (Array.isArray(entities) ? entities : [])
    .filter((entity) => Number.isInteger(entity?.offset) && Number.isInteger(entity?.length))
    .map((entity, order) => ({
      entity, order,
      start: Math.max(0, entity.offset),
      end: Math.min(source.length, entity.offset + entity.length),
    }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  return inside(0, source.length, whole);

  function inside(start, end, spans) {
    const nodes = [];
    let place = start;
    const queue = [...spans];
    while (queue.length > 0) {
      const outer = queue.shift();
      if (outer.start > place) nodes.push(source.slice(place, outer.start));
      const nested = [];
      const later = [];
      for (const span of queue) {
        if (span.start >= outer.end) later.push(span);
        else if (span.end <= outer.end) nested.push(span);
        else {
          nested.push({ ...span, end: outer.end });
          later.push({ ...span, start: outer.end });
        }
      }
      later.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
      queue.splice(0, queue.length, ...later);
      const children = inside(outer.start, outer.end, nested);
      nodes.push(wrap(outer.entity, children, source.slice(outer.start, outer.end), context));
      place = outer.end;
      // A block ends its line by itself: the line break after it would be an empty line.
      if (blocks.has(outer.entity.type) && source[place] === "\n" && place < end) place += 1;
    }
    if (place < end) nodes.push(source.slice(place, end));
    return nodes;
  }
}
