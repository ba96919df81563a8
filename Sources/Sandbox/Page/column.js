// One person's phone: their chat with the bot, and everything they can do in it.
import { act } from "./api.js";
import { choosePlace, reasonOf, sendFiles } from "./attaching.js";
import { Composer } from "./composer.js";
import { avatar, fullName, h, icon, iconButton } from "./dom.js";
import { startParameter } from "./links.js";
import { alertBox, confirmBox, copyText, openMenu, toast } from "./overlay.js";
import { columnChoices } from "./personmenu.js";
import { money, roleHint, roleName, t } from "./texts.js";
import { Timeline } from "./timeline.js";

const actionTexts = {
  typing: "action.typing", upload_photo: "action.photo", upload_document: "action.file",
  upload_video: "action.file", find_location: "action.location", choose_sticker: "action.typing",
};
// Telegram shows a chat action for five seconds, and gives up on a button after a while.
const actionMilliseconds = 5000;
const tapMilliseconds = 60_000;

/// `page` is what the columns share: bot, now(), people, askWho(url), unread(column).
export class Column {
  constructor(person, page) {
    this.page = page;
    this.person = person;
    this.commands = [];
    this.pending = new Map();
    this.answered = new Map();
    this.timeline = new Timeline(this.context());
    this.composer = new Composer(this);
    this.face = h("span", { class: "owner-face" });
    this.status = h("span", { class: "status" });
    this.botName = h("b");
    this.botFace = h("span");
    this.moreButton = iconButton("more", t("menu"), () =>
      openMenu(this.moreButton, this.header, columnChoices(this), "right"));
    this.header = h(
      "header", { class: "chat-header" },
      this.botFace, h("div", { class: "names" }, this.botName, this.status), this.moreButton);
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.toasts = h("div", { class: "column-toasts", "aria-live": "polite" });
    this.dropHint = h("div", { class: "drop-hint", hidden: true }, icon("photo"), t("chat.drop"));
    this.phone = h(
      "div", { class: "phone" },
      this.header, this.timeline.node, this.welcome, this.composer.node, this.toasts, this.dropHint);
    this.node = h(
      "section", { class: "column", "data-person": person.id },
      h("div", { class: "owner-line" }, this.face), this.phone);
    this.acceptDrops();
    this.update(person);
  }

  update(person) {
    this.person = person;
    const code = String(person.language_code ?? "").toUpperCase();
    this.node.setAttribute("aria-label", t("chat.of", { name: fullName(person) }));
    this.face.replaceChildren(
      avatar(person.id, fullName(person)),
      h("span", { class: "file-words" },
        h("b", null, fullName(person)), h("small", null, roleName(person.role))),
      code ? h("span", { class: "code", title: t("menu.language") }, code) : "");
    const { bot } = this.page;
    this.botName.textContent = bot.first_name || bot.username;
    this.botFace.replaceChildren(avatar(bot.id, bot.first_name || bot.username, "bot"));
    this.showStatus();
    this.showWelcome();
  }

  /// Takes over the chat as the server has it.
  load(chat) {
    this.commands = Array.isArray(chat?.commands) ? chat.commands : [];
    this.description = chat?.description ?? "";
    this.timeline.reset(Array.isArray(chat?.messages) ? chat.messages : []);
    const keyboard = JSON.stringify([chat?.reply_keyboard ?? null, chat?.placeholder ?? null]);
    // A keyboard that the person has put away stays away when the state is read again.
    if (keyboard !== this.keyboard) {
      this.composer.setKeyboard(chat?.reply_keyboard ?? null, chat?.placeholder ?? null);
    }
    this.keyboard = keyboard;
    this.showWelcome();
  }

  /// One event of the server for this chat.
  receive(event) {
    switch (event.type) {
      case "message": {
        const mine = this.isMine(event.message);
        if (!mine) this.showAction(null);
        this.timeline.add(event.message, mine);
        this.showWelcome();
        if (!mine) this.page.unread(this);
        break;
      }
      case "edit": this.timeline.edit(event.message); break;
      case "delete":
        this.timeline.remove(event.message_id);
        this.showWelcome();
        break;
      case "callback_answer": this.answer(event); break;
      case "reply_keyboard":
        this.keyboard = JSON.stringify([event.reply_keyboard ?? null, event.placeholder ?? null]);
        this.composer.setKeyboard(event.reply_keyboard ?? null, event.placeholder ?? null);
        break;
      case "action": this.showAction(event.action); break;
      case "commands": this.commands = Array.isArray(event.commands) ? event.commands : []; break;
    }
  }

  isMine(message) { return message.from?.id === this.person.id; }

  context() {
    return {
      now: () => this.page.now(),
      languageCode: () => this.person.language_code || "en",
      openLink: (href) => this.followLink(href),
      codeOf: (caption) => {
        const link = String(caption ?? "").split(/\s+/).find(
          (word) => startParameter(word, this.page.bot.username));
        return link ? () => this.page.openLinkAs(link) : null;
      },
      say: (text) => this.send(text),
      copy: (text) => copyText(text, this.toasts),
      isMine: (message) => this.isMine(message),
      isRead: (message) => message.message_id < (this.timeline.lastBotMessage ?? 0),
      isPending: (id, data) => data !== undefined && this.pending.has(`${id} ${data}`),
      showMessage: (id) => this.timeline.show(id),
      press: (message, button) => this.press(message, button),
      reply: (message) => this.composer.reply(message),
    };
  }

  /// Runs a call; on failure says why and answers null.
  async attempt(call) {
    try {
      return (await call()) ?? true;
    } catch (error) {
      this.toast(reasonOf(error), "bad");
      return null;
    }
  }

  toast(text, kind) { toast(text, this.toasts, kind); }

  act(deed, body) { return this.attempt(() => act(this.person.id, deed, body)); }

  send(text, replyTo) {
    return this.act("text", replyTo ? { text, reply_to: replyTo } : { text });
  }

  start(payload) { return this.act("start", { payload: payload ?? "" }); }

  async shareContact() {
    const explain = t("contact.explain", { phone: this.person.phone_number ?? "" });
    const agreed = await confirmBox(
      t("contact.ask"), explain, t("contact.share"), fullName(this.person));
    return agreed ? this.act("contact") : null;
  }

  async shareLocation() {
    const place = await choosePlace(fullName(this.person));
    return place ? this.act("location", place) : null;
  }

  /// True when the link was dealt with here: it leads to the bot.
  openLink(href) {
    const payload = startParameter(href, this.page.bot.username);
    if (payload === null) return this.page.openShared(href);
    this.start(payload);
    return true;
  }

  /// A link in a message is there to be forwarded: it asks in whose chat it opens.
  followLink(href) {
    if (!startParameter(href, this.page.bot.username)) return this.openLink(href);
    this.page.openLinkAs(href);
    return true;
  }

  async press(message, button) {
    if (button.callback_data !== undefined) return this.tap(message.message_id, button.callback_data);
    if (button.copy_text) return copyText(button.copy_text.text, this.toasts);
    if (button.pay) return this.pay(message);
    if (button.url) {
      if (!this.openLink(button.url)) window.open(button.url, "_blank", "noopener,noreferrer");
      return null;
    }
    const query = button.switch_inline_query_current_chat;
    if (query !== undefined) return this.composer.insert(`@${this.page.bot.username} ${query}`);
    this.toast(t("link.unsupported"));
    return null;
  }

  /// Presses a button; it shows that it waits until the bot has answered the query.
  async tap(messageID, data) {
    const key = `${messageID} ${data}`;
    if (this.pending.has(key)) return;
    this.pending.set(key, null);
    this.markPending(messageID);
    const reply = await this.act("tap", { message_id: messageID, data });
    const query = reply?.query_id;
    if (!query || this.answered.delete(query)) return this.settle(key, messageID);
    this.pending.set(key, query);
    setTimeout(() => {
      if (this.pending.get(key) === query) this.settle(key, messageID);
    }, tapMilliseconds);
  }

  settle(key, messageID) {
    this.pending.delete(key);
    this.markPending(messageID);
  }

  markPending(messageID) {
    const group = [...this.timeline.messages.values()].find((one) => one.message_id === messageID);
    const node = this.timeline.nodeOf(messageID);
    const rows = group?.reply_markup?.inline_keyboard ?? [];
    rows.forEach((row, place) => row.forEach((button, column) => {
      const key = node?.querySelector(`[data-place="${place}.${column}"]`);
      const waits = this.pending.has(`${messageID} ${button.callback_data}`);
      key?.classList.toggle("waiting", waits);
      if (waits) key?.setAttribute("aria-busy", "true");
      else key?.removeAttribute("aria-busy");
    }));
  }

  /// The bot's answer to a press. It may come before the press's own call has returned.
  answer(event) {
    const found = [...this.pending].find(([, query]) => query === event.query_id);
    if (found) this.settle(found[0], Number(found[0].split(" ", 1)[0]));
    else this.answered.set(event.query_id, true);
    if (event.text) {
      if (event.show_alert) alertBox(event.text, fullName(this.person));
      else this.toast(event.text);
    }
    if (event.url && !this.openLink(event.url)) window.open(event.url, "_blank", "noopener,noreferrer");
  }

  async pay(message) {
    const amount = money(message.invoice?.total_amount ?? 0, message.invoice?.currency);
    const agreed = await confirmBox(
      t("pay.ask", { amount, title: message.invoice?.title ?? "" }), t("pay.explain"),
      t("pay", { amount }), fullName(this.person));
    if (agreed) this.act("pay", { message_id: message.message_id });
  }

  showAction(action) {
    clearTimeout(this.actionTimer);
    this.action = action;
    if (action) this.actionTimer = setTimeout(() => this.showAction(null), actionMilliseconds);
    this.showStatus();
  }

  showStatus() {
    const busy = this.action ? t(actionTexts[this.action] ?? "action.typing") : null;
    this.status.textContent = busy ?? t(this.person.blocked ? "blocked" : "bot");
    this.status.classList.toggle("busy", Boolean(busy));
    this.status.classList.toggle("blocked", Boolean(this.person.blocked) && !busy);
  }

  /// Before the first message: what the bot can do, and the button that starts it.
  showWelcome() {
    const isEmpty = this.timeline.messages.size === 0;
    this.welcome.hidden = !isEmpty;
    this.timeline.node.classList.toggle("empty", isEmpty);
    if (isEmpty) {
      const { bot } = this.page;
      this.welcome.replaceChildren(h(
        "div", { class: "card" },
        avatar(bot.id, bot.first_name || bot.username, "bot huge"),
        this.description
          ? [h("b", null, t("chat.what")), h("p", null, this.description)]
          : h("b", null, t("chat.empty")),
        roleHint(this.person.role)
          ? h("p", { class: "hint" }, roleHint(this.person.role)) : null));
    }
    if (this.person.blocked) {
      this.composer.only({ text: t("chat.unblock"), onclick: () => this.act("block", { blocked: false }) });
    } else if (isEmpty) {
      this.composer.only({ text: t("chat.start"), onclick: () => this.start("") });
    } else this.composer.only(null);
  }

  /// Draws the eye to this phone.
  flash() {
    this.phone.classList.remove("called");
    void this.phone.offsetWidth;
    this.phone.classList.add("called");
  }

  keepBottom() { this.timeline?.keepBottom(); }

  acceptDrops() {
    let depth = 0;
    const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    const show = (step) => {
      depth = step === 0 ? 0 : Math.max(0, depth + step);
      this.dropHint.hidden = depth === 0 || this.composer.row.hidden;
    };
    this.phone.addEventListener("dragenter", (event) => hasFiles(event) && show(1));
    this.phone.addEventListener("dragleave", (event) => hasFiles(event) && show(-1));
    this.phone.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    this.phone.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      show(0);
      if (!this.composer.row.hidden) sendFiles(this, event.dataTransfer.files, false, "");
    });
  }
}
