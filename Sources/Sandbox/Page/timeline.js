// The scrolling list of one chat: bubbles by day, grouped by sender, kept at the bottom.
import { bubble, serviceText } from "./bubbles.js";
import { h, icon } from "./dom.js";
import { dayKey, dayName, t } from "./texts.js";

// Bubbles of one sender stand together when no more than this lies between them.
const groupingSeconds = 600;
const firstScreen = 150;

/// `context` is what `bubble` needs. The messages are kept here, by id.
export class Timeline {
  constructor(context) {
    this.context = context;
    this.messages = new Map();
    this.blocks = new Map();
    this.limit = firstScreen;
    this.unseen = 0;
    this.isAtBottom = true;
    this.list = h("div", { class: "list", role: "log", "aria-live": "off" });
    this.scroller = h(
      "div", { class: "scroller", tabIndex: 0, onscroll: () => this.scrolled() }, this.list);
    this.newCount = h("span", { class: "badge", hidden: true });
    this.downButton = h(
      "button",
      {
        type: "button", class: "to-bottom", hidden: true, title: t("chat.toBottom"),
        "aria-label": t("chat.toBottom"), onclick: () => this.toBottom(true),
      },
      icon("down"), this.newCount);
    this.node = h("div", { class: "timeline" }, this.scroller, this.downButton);
    // Pictures that load and keyboards that open must not push the newest message out of sight.
    this.watch = new ResizeObserver(() => this.keepBottom());
    this.watch.observe(this.list);
    this.watch.observe(this.scroller);
  }

  /// Takes over the messages as the server has them; what is the same stays as it is built.
  reset(messages) {
    const isFirst = this.messages.size === 0;
    const before = this.messages;
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    for (const [id, message] of before) {
      const present = this.messages.get(id);
      if (!present || JSON.stringify(present) !== JSON.stringify(message)) this.touch(id);
    }
    this.render();
    if (isFirst) this.toBottom(false);
  }

  add(message, mine) {
    const isNew = !this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    this.touch(message.message_id);
    if (isNew && !this.isAtBottom && !mine) this.unseen += 1;
    this.render(isNew);
    if (mine) this.toBottom(true);
    else this.showUnseen();
  }

  edit(message) {
    if (!this.messages.has(message.message_id)) return;
    this.messages.set(message.message_id, message);
    this.touch(message.message_id);
    this.render();
    this.flash(message.message_id);
  }

  remove(id) {
    if (!this.messages.delete(id)) return;
    this.touch(id);
    this.render();
  }

  /// Forgets the built node of a message, so that it is built again.
  touch(id) {
    for (const [key, block] of this.blocks) {
      if (block.ids.includes(id)) this.blocks.delete(key);
    }
  }

  flash(id) {
    const node = this.nodeOf(id);
    if (!node) return;
    node.classList.remove("flash");
    void node.offsetWidth;
    node.classList.add("flash");
  }

  nodeOf(id) {
    for (const block of this.blocks.values()) if (block.ids.includes(id)) return block.node;
    return null;
  }

  /// Scrolls to a message that a reply names.
  show(id) {
    const node = this.nodeOf(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    this.flash(id);
  }

  /// Messages by id, those of one album together.
  groups() {
    const sorted = [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
    const groups = [];
    for (const message of sorted) {
      const album = message.media_group_id;
      const last = groups[groups.length - 1];
      if (album && last && last[0].media_group_id === album) last.push(message);
      else groups.push([message]);
    }
    return groups;
  }

  render(isArriving = false) {
    const all = this.groups();
    const groups = all.slice(-this.limit);
    const now = this.context.now();
    let lastBot = 0;
    for (const message of this.messages.values()) {
      if (!this.context.isMine(message)) lastBot = Math.max(lastBot, message.message_id);
    }
    this.lastBotMessage = lastBot;
    const parts = [];
    const kept = new Map();
    if (all.length > groups.length) parts.push({ node: this.earlierButton() });
    let day = null;
    groups.forEach((group, place) => {
      const [first] = group;
      if (dayKey(first.date) !== day) {
        day = dayKey(first.date);
        parts.push(this.dayPart(day, dayName(first.date, now)));
      }
      const key = `${first.media_group_id ?? ""}/${first.message_id}`;
      const ids = group.map((message) => message.message_id);
      const isRead = this.context.isMine(first) && ids[ids.length - 1] < lastBot;
      let block = this.blocks.get(key);
      if (!block || block.ids.join() !== ids.join() || block.isRead !== isRead) {
        const isFresh = isArriving && place === groups.length - 1 && !block;
        block = { ids, isRead, node: bubble(group, this.context) };
        if (isFresh) block.node.classList.add("arriving");
      }
      kept.set(key, block);
      block.node.classList.toggle("joins-next", joins(group, groups[place + 1], this.context));
      parts[parts.length - 1].nodes.push(block.node);
    });
    this.blocks = kept;
    place(this.list, parts.map((part) => part.node));
    for (const part of parts) if (part.nodes) place(part.node, part.nodes);
    this.keepBottom();
  }

  /// The bubbles of a day under its name, which stays in sight while they scroll by.
  dayPart(key, name) {
    const present = this.list.querySelector(`[data-day="${key}"]`);
    const node = present ?? h("div", { class: "day-group", "data-day": key });
    const label = present?.querySelector(".day") ?? h("div", { class: "service day" }, h("span"));
    if (label.textContent !== name) label.firstChild.textContent = name;
    return { node, nodes: [label] };
  }

  earlierButton() {
    return h(
      "button",
      {
        type: "button", class: "earlier", onclick: () => {
          const height = this.scroller.scrollHeight;
          this.limit += firstScreen;
          this.render();
          this.scroller.scrollTop += this.scroller.scrollHeight - height;
        },
      },
      t("chat.earlier"));
  }

  /// Day names and relative times after the clock moved.
  renewTimes() {
    this.render();
    for (const node of this.list.querySelectorAll("time.moment")) node.renew?.();
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.isAtBottom = scrollHeight - scrollTop - clientHeight < 60;
    if (this.isAtBottom) this.unseen = 0;
    this.showUnseen();
  }

  showUnseen() {
    this.downButton.hidden = this.isAtBottom;
    this.newCount.hidden = this.unseen === 0;
    this.newCount.textContent = String(this.unseen);
    const label = this.unseen > 0 ? t("chat.new", { count: this.unseen }) : t("chat.toBottom");
    this.downButton.title = label;
    this.downButton.setAttribute("aria-label", label);
  }

  keepBottom() {
    if (this.isAtBottom) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  toBottom(smoothly) {
    this.isAtBottom = true;
    this.unseen = 0;
    const calm = !smoothly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const distance = this.scroller.scrollHeight - this.scroller.scrollTop;
    const far = distance > 3 * this.scroller.clientHeight;
    this.scroller.scrollTo({
      top: this.scroller.scrollHeight, behavior: calm || far ? "instant" : "smooth",
    });
    this.showUnseen();
  }
}

/// Changes only what differs, so that focus, playing videos and opened spoilers survive.
function place(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    const present = parent.children[index];
    if (present !== node) parent.insertBefore(node, present ?? null);
  });
}

function joins(group, next, context) {
  if (!next) return false;
  const last = group[group.length - 1];
  const [first] = next;
  return context.isMine(last) === context.isMine(first) && serviceText(last) === null &&
    serviceText(first) === null && dayKey(last.date) === dayKey(first.date) &&
    first.date - last.date <= groupingSeconds;
}
