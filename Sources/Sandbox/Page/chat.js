// The chat page: loads the sandbox's state, lays out the columns, and follows the events.
import { readState } from "./api.js";
import { Column } from "./column.js";
import { avatar, fullName, h, iconButton } from "./dom.js";
import { sharedLink, startParameter } from "./links.js";
import { buttons, copyText, dialog, plainButton, toast } from "./overlay.js";
import { Bar } from "./panel.js";
import { dayKey, roleHint, roleName, t } from "./texts.js";

const columnsNode = document.getElementById("columns");
const tabsNode = document.getElementById("tabs");
const notice = document.getElementById("notice");
const guide = document.getElementById("guide");
const columns = new Map();
const tabs = new Map();

// The sandbox's clock: the server's last word, carried on by this machine's steady clock.
let known = { now: Math.floor(Date.now() / 1000), offset: 0, at: performance.now() };
const now = () => Math.floor(known.now + (performance.now() - known.at) / 1000);

const page = {
  bot: { id: 0, username: "", first_name: "" },
  now,
  offset: () => known.offset,
  clockMoved: setClock,
  openLinkAs,
  /// A "share" link asks in whose chat the shared link opens; a link to a person shows their phone.
  openShared(href) {
    const person = [...columns.values()].map((column) => column.person).find(
      (one) => one.username && startParameter(href, one.username) !== null);
    if (person) {
      showColumn(person.id);
      columns.get(person.id).flash();
      return true;
    }
    const shared = sharedLink(href);
    if (shared) openLinkAs(shared);
    return Boolean(shared);
  },
  unread,
};

const bar = new Bar(document.getElementById("bar"), page);

function setClock(clock) {
  if (!Number.isFinite(clock?.now)) return;
  known = { now: clock.now, offset: clock.offset ?? known.offset, at: performance.now() };
  bar.tick();
  for (const column of columns.values()) column.timeline.renewTimes();
}

/// Asks in whose chat a link is to be opened, as a person would forward it.
async function openLinkAs(url) {
  const people = [...columns.values()].map((column) => column.person);
  const id = await dialog(
    (finish) => [
      h("h2", null, t("link.of")),
      h("p", { class: "link-shown" }, url),
      h("div", { class: "people" }, people.map((person) =>
        h("button", { type: "button", onclick: () => finish(person.id) },
          avatar(person.id, fullName(person)),
          h("span", { class: "file-words" },
            h("b", null, fullName(person)), h("small", null, roleName(person.role)))))),
      buttons(
        plainButton(t("copy"), () => {
          copyText(url, null);
          finish(null);
        }),
        plainButton(t("cancel"), () => finish(null))),
    ],
    { label: t("link.of") });
  const column = columns.get(id);
  if (!column) return;
  showColumn(id);
  if (!column.openLink(url)) window.open(url, "_blank", "noopener,noreferrer");
}

// Tabs, where not all columns fit side by side

let visible = null;

function showColumn(id) {
  const column = columns.get(id);
  column?.node.scrollIntoView({ inline: "center", block: "nearest", behavior: "smooth" });
  select(id);
}

function select(id) {
  visible = id;
  for (const [other, tab] of tabs) {
    tab.node.setAttribute("aria-selected", String(other === id));
    tab.node.tabIndex = other === id ? 0 : -1;
  }
  const tab = tabs.get(id);
  if (tab) {
    tab.count = 0;
    tab.badge.hidden = true;
    const { node } = tab;
    tabsNode.scrollTo({ left: node.offsetLeft - tabsNode.clientWidth / 2 + node.clientWidth / 2 });
  }
}

function unread(column) {
  const tab = tabs.get(column.person.id);
  if (!tab || column.person.id === visible || isShown(column.node)) return;
  tab.count += 1;
  tab.badge.textContent = String(tab.count);
  tab.badge.hidden = false;
}

function isShown(node) {
  const box = node.getBoundingClientRect();
  const middle = (box.left + box.right) / 2;
  return middle > 0 && middle < innerWidth;
}

function makeTab(person) {
  const badge = h("span", { class: "badge", hidden: true });
  const node = h(
    "button",
    {
      type: "button", role: "tab", "aria-selected": "false", onclick: () => showColumn(person.id),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const ids = [...tabs.keys()];
        const next = ids[(ids.indexOf(person.id) + step + ids.length) % ids.length];
        tabs.get(next).node.focus();
        showColumn(next);
      },
    },
    avatar(person.id, fullName(person)),
    h("span", { class: "file-words" },
      h("b", null, person.first_name), h("small", null, roleName(person.role))),
    badge);
  return { node, badge, count: 0 };
}

columnsNode.addEventListener("scroll", () => {
  const middle = innerWidth / 2;
  const nearest = [...columns.values()].map((column) => {
    const box = column.node.getBoundingClientRect();
    return { id: column.person.id, distance: Math.abs((box.left + box.right) / 2 - middle) };
  }).sort((a, b) => a.distance - b.distance)[0];
  if (nearest && nearest.id !== visible) select(nearest.id);
}, { passive: true });

// For newcomers: what to do first, until a client's chat has begun

let guideIsClosed = false;
guide.append(
  h("p", null, t("guide")),
  iconButton("close", t("guide.close"), () => {
    guideIsClosed = true;
    showGuide();
  }));

function showGuide() {
  const clients = [...columns.values()].filter((column) => roleHint(column.person.role));
  guide.hidden = guideIsClosed || clients.length === 0 ||
    clients.some((column) => column.timeline.messages.size > 0);
}

// State and events

function show(state) {
  page.bot = state.bot ?? page.bot;
  document.title = `${page.bot.first_name || t("title")} · ${t("title")}`;
  known = { now: state.now, offset: state.offset ?? 0, at: performance.now() };
  bar.setFaults(state.faults);
  bar.setLinks(state.links);
  bar.mailbox.setLetters(state.letters);
  bar.tick();
  const people = Array.isArray(state.people) ? state.people : [];
  const ids = new Set(people.map((person) => person.id));
  for (const [id, column] of columns) {
    if (ids.has(id)) continue;
    column.node.remove();
    tabs.get(id)?.node.remove();
    columns.delete(id);
    tabs.delete(id);
  }
  for (const person of people) {
    let column = columns.get(person.id);
    if (!column) {
      column = new Column(person, page);
      columns.set(person.id, column);
      columnsNode.append(column.node);
      const tab = makeTab(person);
      tabs.set(person.id, tab);
      tabsNode.append(tab.node);
    } else column.update(person);
    column.load(state.chats?.[person.id]);
  }
  tabsNode.setAttribute("aria-label", t("chats"));
  showGuide();
  document.body.classList.add("ready");
  if (visible === null || !columns.has(visible)) select(people[0]?.id ?? null);
}

function receive(event) {
  switch (event.type) {
    case "clock": return setClock(event);
    case "faults": return bar.setFaults(event.faults);
    case "letter": return bar.mailbox.add(event.letter);
    case "state": return load();
    default:
      columns.get(event.chat)?.receive(event);
      if (event.type === "message") showGuide();
  }
}

// Events that come while the state is on its way are applied after it.
let waiting = null;
let isStale = false;

async function load() {
  if (waiting) {
    isStale = true;
    return;
  }
  waiting = [];
  do {
    isStale = false;
    try {
      show(await readState());
    } catch {
      waiting = null;
      return retryLater();
    }
  } while (isStale);
  const missed = waiting;
  waiting = null;
  for (const event of missed) receive(event);
}

let source = null;
let attempts = 0;
let wasGone = false;
let goneTimer = null;

function connect() {
  source?.close();
  source = new EventSource("/sandbox/events");
  source.addEventListener("open", () => {
    attempts = 0;
    clearTimeout(goneTimer);
    goneTimer = null;
    notice.hidden = true;
    if (wasGone) toast(t("server.back"));
    wasGone = false;
    load();
  });
  source.addEventListener("message", (message) => {
    let event;
    try {
      event = JSON.parse(message.data);
    } catch {
      return;
    }
    if (waiting && event.type !== "state") waiting.push(event);
    else receive(event);
  });
  source.addEventListener("error", retryLater);
}

function retryLater() {
  // A short gap, as when a laptop wakes up, is not worth a notice.
  goneTimer ??= setTimeout(() => {
    wasGone = true;
    notice.textContent = t("server.gone");
    notice.hidden = false;
  }, 1200);
  source?.close();
  attempts += 1;
  setTimeout(connect, Math.min(8000, 400 * 2 ** attempts));
}

// Pictures dropped beside a phone must not replace the page.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());

let shownDay = dayKey(now());
setInterval(() => {
  bar.tick();
  if (dayKey(now()) === shownDay) return;
  shownDay = dayKey(now());
  for (const column of columns.values()) column.timeline.renewTimes();
}, 1000);

connect();
