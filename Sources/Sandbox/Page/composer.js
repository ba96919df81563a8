// The lower edge of a chat: the field, what can be attached, the commands, the reply keyboard.
import { act } from "./api.js";
import { chooseFiles, sendFiles } from "./attaching.js";
import { drawnAlbum } from "./drawing.js";
import { styleClass, summary } from "./bubbles.js";
import { fullName, h, icon, iconButton } from "./dom.js";
import { openMenu } from "./overlay.js";
import { t } from "./texts.js";

/// `chat` is the column it belongs to; it does the sending and is asked for commands.
export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.replyTo = null;
    this.markup = null;
    this.isKeyboardOpen = false;
    this.field = h("textarea", {
      rows: 1, maxLength: 16384, placeholder: t("input.placeholder"), enterKeyHint: "send",
      "aria-label": `${t("input.placeholder")}, ${fullName(chat.person)}`,
      oninput: () => this.changed(),
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.paste(event),
    });
    this.commandsButton = iconButton("menu", t("input.commands"), () => this.showCommands(), "commands");
    this.attachButton = iconButton("attach", t("input.attach"), () => this.showAttachments());
    this.keyboardButton = iconButton("keyboard", t("input.keyboard"), () => this.toggleKeyboard());
    this.sendButton = iconButton("send", t("input.send"), () => this.send(), "send");
    this.quote = h("div", { class: "replying", hidden: true });
    this.suggestions = h("div", { class: "suggestions", hidden: true });
    this.keys = h("div", { class: "reply-keys", hidden: true });
    this.big = h("button", { type: "button", class: "big-action", hidden: true });
    this.row = h(
      "div", { class: "input-row" },
      this.commandsButton, this.field, this.keyboardButton, this.attachButton, this.sendButton);
    this.node = h(
      "footer", { class: "composer" },
      this.suggestions, this.quote, this.row, this.big, this.keys);
    this.changed();
  }

  /// Replaces the field by one large button, or brings it back with null.
  only(action) {
    this.row.hidden = Boolean(action);
    this.big.hidden = !action;
    if (action) {
      this.big.textContent = action.text;
      this.big.onclick = action.onclick;
    }
    this.showKeys();
  }

  /// The ReplyKeyboardMarkup in force, or null.
  setKeyboard(markup, placeholder) {
    this.markup = markup?.keyboard?.length ? markup : null;
    this.isKeyboardOpen = Boolean(this.markup);
    this.field.placeholder =
      placeholder || markup?.input_field_placeholder || t("input.placeholder");
    this.keyboardButton.hidden = !this.markup || Boolean(this.markup.is_persistent);
    this.keys.replaceChildren(
      ...(this.markup?.keyboard ?? []).map((row) =>
        h("div", { class: "keys-row" }, row.map((button) => this.replyKey(button)))));
    this.showKeys();
  }

  replyKey(key) {
    const button = typeof key === "string" ? { text: key } : key;
    const kind = button.request_contact ? "person" : button.request_location ? "pin" : null;
    return h(
      "button",
      { type: "button", class: `key ${styleClass(button)}`, onclick: () => this.pressReplyKey(button) },
      kind ? icon(kind) : null, h("span", { class: "label" }, button.text));
  }

  async pressReplyKey(button) {
    let done;
    if (button.request_contact) done = await this.chat.shareContact();
    else if (button.request_location) done = await this.chat.shareLocation();
    else if (button.web_app || button.request_users || button.request_chat || button.request_poll) {
      this.chat.toast(t("link.unsupported"));
    } else done = await this.chat.send(button.text, this.takeReply());
    if (done && this.markup?.one_time_keyboard && !this.markup.is_persistent) {
      this.isKeyboardOpen = false;
      this.showKeys();
    }
  }

  toggleKeyboard() {
    this.isKeyboardOpen = !this.isKeyboardOpen;
    this.showKeys();
  }

  showKeys() {
    const shown = this.isKeyboardOpen && Boolean(this.markup) && !this.row.hidden;
    if (this.keys.hidden === !shown) return;
    this.keys.hidden = !shown;
    this.keyboardButton.setAttribute("aria-pressed", String(shown));
    this.chat.keepBottom();
  }

  reply(message) {
    this.replyTo = message;
    this.quote.hidden = !message;
    this.quote.replaceChildren();
    if (message) {
      this.quote.append(
        icon("reply"),
        h("span", { class: "file-words" },
          h("b", null, fullName(message.from)), h("small", null, summary(message))),
        iconButton("close", t("reply.cancel"), () => this.reply(null)));
      this.field.focus();
    }
    this.chat.keepBottom();
  }

  takeReply() {
    const id = this.replyTo?.message_id;
    if (this.replyTo) this.reply(null);
    return id;
  }

  changed() {
    const text = this.field.value;
    this.sendButton.classList.toggle("ready", text.trim().length > 0);
    this.field.style.height = "";
    if (text) this.field.style.height = `${Math.min(this.field.scrollHeight, 150)}px`;
    const matching = /^\/\w*$/.test(text)
      ? this.chat.commands.filter((one) => `/${one.command}`.startsWith(text.toLowerCase()))
      : [];
    this.suggestions.hidden = matching.length === 0;
    this.suggestions.replaceChildren(
      ...matching.slice(0, 8).map((one) =>
        h("button",
          { type: "button", onclick: () => this.sendCommand(one.command) },
          h("b", null, `/${one.command}`), h("span", null, one.description))));
  }

  sendCommand(command) {
    this.field.value = "";
    this.changed();
    this.chat.send(`/${command}`);
    this.field.focus({ preventScroll: true });
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      if (!this.suggestions.hidden) this.suggestions.hidden = true;
      else if (this.replyTo) this.reply(null);
    } else if (event.key === "Tab" && !event.shiftKey && !this.suggestions.hidden) {
      event.preventDefault();
      this.field.value = `${this.suggestions.querySelector("b").textContent} `;
      this.changed();
    }
  }

  async send() {
    const text = this.field.value;
    if (!text.trim()) {
      this.field.focus();
      return;
    }
    const replyTo = this.takeReply();
    this.field.value = "";
    this.changed();
    this.field.focus({ preventScroll: true });
    const done = await this.chat.send(text, replyTo);
    // What could not be sent is given back, unless something new was typed meanwhile.
    if (!done && !this.field.value) {
      this.field.value = text;
      this.changed();
    }
  }

  insert(text) {
    this.field.value = text;
    this.changed();
    this.field.focus();
  }

  showCommands() {
    const commands = this.chat.commands;
    const choices = commands.length > 0
      ? commands.map((one) => ({
        text: one.description, hint: `/${one.command}`, onclick: () => this.chat.send(`/${one.command}`),
      }))
      : [{ text: t("input.noCommands"), disabled: true }];
    openMenu(this.commandsButton, this.node, choices, "above wide");
  }

  showAttachments() {
    const pick = (accept) => async () => this.offer(await chooseFiles(accept), accept === "");
    openMenu(this.attachButton, this.node, [
      { icon: "photo", text: t("attach.photo"), onclick: pick("image/*") },
      {
        icon: "photo", text: t("attach.drawn"),
        onclick: async () => this.chat.attempt(async () => act(this.chat.person.id, "photo", await drawnAlbum())),
      },
      { icon: "file", text: t("attach.file"), onclick: pick("") },
      { icon: "pin", text: t("attach.location"), onclick: () => this.chat.shareLocation() },
      { icon: "person", text: t("attach.contact"), onclick: () => this.chat.shareContact() },
      { icon: "smile", text: t("attach.sticker"), onclick: () => this.chat.act("sticker") },
    ], "above right");
  }

  paste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.offer(files, false);
  }

  /// Shows the files before they are sent.
  async offer(files, asFiles) {
    if (files.length === 0 || this.row.hidden) return;
    const caption = this.field.value;
    const sent = await sendFiles(this.chat, files, asFiles, caption);
    if (sent && caption && this.field.value === caption) {
      this.field.value = "";
      this.changed();
    }
  }
}
