// The mailbox: every e-mail and short message that the bot sent. Nothing leaves this machine.
import { h, icon, iconButton } from "./dom.js";
import { clockTime, dayName, t } from "./texts.js";

/// `page` gives now() and openLinkAs(link).
export class Mailbox {
  constructor(page) {
    this.page = page;
    this.letters = [];
    this.seen = 0;
    this.open = null;
    this.badge = h("span", { class: "badge", hidden: true });
    this.button = h(
      "button",
      {
        type: "button", class: "bar-button", "aria-expanded": "false", "aria-controls": "mailbox",
        title: t("mail"), onclick: () => this.toggle(),
      },
      icon("mail"), h("span", { class: "wide-only" }, t("mail")), this.badge);
    this.list = h("div", { class: "letters", role: "list" });
    this.view = h("section", { class: "letter", hidden: true, "aria-label": t("mail.letter") });
    this.title = h("h2", null, t("mail"));
    this.node = h(
      "div",
      { id: "mailbox", class: "fault-panel mailbox", hidden: true, role: "dialog", "aria-label": t("mail") },
      h("div", { class: "fault-head" },
        this.title, iconButton("close", t("close"), () => this.close())),
      this.list, this.view);
    document.addEventListener("pointerdown", (event) => {
      const isOutside = !this.node.contains(event.target) && !this.button.contains(event.target);
      if (!this.node.hidden && isOutside && !event.target.closest("dialog")) this.close();
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.button.focus();
    });
  }

  setLetters(letters) {
    this.letters = Array.isArray(letters) ? letters : [];
    this.seen = Math.min(this.seen, this.letters.length);
    this.show();
  }

  add(letter) {
    if (this.letters.some((one) => one.id === letter.id)) return;
    this.letters.push(letter);
    this.show();
  }

  toggle() {
    if (this.node.hidden) {
      this.node.hidden = false;
      this.button.setAttribute("aria-expanded", "true");
      this.read(this.letters.length === 1 ? this.letters[0] : null);
    } else this.close();
  }

  close() {
    this.node.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  show() {
    if (!this.node.hidden) this.seen = this.letters.length;
    const fresh = this.letters.length - this.seen;
    this.badge.hidden = fresh <= 0;
    this.badge.textContent = String(fresh);
    this.button.setAttribute(
      "aria-label", fresh > 0 ? t("mail.new", { count: fresh }) : t("mail"));
    this.list.replaceChildren(
      ...this.letters.length === 0
        ? [h("p", { class: "none" }, t("mail.none"))]
        : [...this.letters].reverse().map((letter) => this.row(letter)));
  }

  row(letter) {
    return h(
      "div", { role: "listitem" },
      h("button", { type: "button", class: "letter-row", onclick: () => this.read(letter) },
        h("span", { class: "file-words" },
          h("b", { dir: "auto" }, letter.subject || "…"),
          h("small", null, letter.sms ? "SMS " : "", t("mail.to", { name: letter.to.join(", ") }))),
        h("time", null, this.moment(letter))));
  }

  moment(letter) {
    return `${dayName(letter.date, this.page.now())} ${clockTime(letter.date)}`;
  }

  /// Shows a letter in place of the list; null goes back to the list.
  read(letter) {
    this.view.hidden = letter === null;
    this.list.hidden = letter !== null;
    this.title.replaceChildren(
      letter === null
        ? t("mail")
        : h("button", { type: "button", class: "plain back", onclick: () => this.read(null) },
          icon("left"), t("mail")));
    this.show();
    if (letter === null) return;
    const plain = h("pre", { class: "plain-letter", dir: "auto", hidden: Boolean(letter.html) }, letter.text);
    const parts = [plain];
    if (letter.html) {
      const frame = h("iframe", {
        class: "html-letter", title: letter.subject, src: `/sandbox/letters/${letter.id}`,
        // Without scripts; of this origin, so that its links can be followed here.
        sandbox: "allow-same-origin",
      });
      frame.addEventListener("load", () => this.follow(frame));
      const both = h(
        "button",
        {
          type: "button", class: "chip",
          onclick: () => {
            plain.hidden = !plain.hidden;
            frame.hidden = !frame.hidden;
            both.textContent = plain.hidden ? t("mail.plain") : t("mail.page");
          },
        }, t("mail.plain"));
      parts.push(frame, h("div", { class: "chips" }, both));
    }
    this.view.replaceChildren(
      h("h3", { class: "subject", dir: "auto" }, letter.sms ? "SMS" : letter.subject),
      h("dl", null,
        h("dt", null, t("mail.from")), h("dd", null, letter.from),
        h("dt", null, t("mail.toWhom")), h("dd", null, letter.to.join(", ")),
        h("dt", null, t("mail.when")), h("dd", null, this.moment(letter))),
      letter.files.length > 0
        ? h("p", { class: "letter-files" }, icon("attach"), letter.files.join(", ")) : "",
      ...parts);
  }

  /// A link of the letter opens in one of the chats; the frame is as tall as the letter.
  follow(frame) {
    const inside = frame.contentDocument;
    if (!inside?.body) return;
    frame.style.height = `${Math.min(620, inside.documentElement.scrollHeight + 4)}px`;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      event.preventDefault();
      this.page.openLinkAs(link.href);
    });
  }
}
