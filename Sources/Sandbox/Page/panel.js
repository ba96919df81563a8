// The bar over the chats: the clock, the faults, the links and the page's language.
import { advanceClock, setFaults } from "./api.js";
import { reasonOf } from "./attaching.js";
import { FaultPanel, activeFaults } from "./faults.js";
import { h, icon } from "./dom.js";
import { Mailbox } from "./mailbox.js";
import { askFields, openMenu, toast } from "./overlay.js";
import { chooseLanguage, formatDate, language, languages, parseSpan, spanText, t } from "./texts.js";

const minute = 60;
const hour = 3600;
const day = 86_400;

/// `page` gives now(), offset(), links and openLinkAs(link).
export class Bar {
  constructor(node, page) {
    this.page = page;
    this.faults = {};
    this.time = h("b", { class: "clock-time" });
    this.date = h("span", { class: "clock-date" });
    this.ahead = h("span", { class: "clock-ahead" });
    const step = (text, seconds, className = "") => h(
      "button",
      {
        type: "button", class: `step ${className}`, title: t("clock.move"),
        onclick: () => this.advance(seconds),
      }, text);
    this.otherButton = h(
      "button",
      { type: "button", class: "step other", title: t("clock.move"), onclick: () => this.askSpan() },
      t("clock.other"));
    this.clockButton = h(
      "button",
      {
        type: "button", class: "clock", "aria-expanded": "false", title: t("clock"),
        onclick: () => this.showSteps(),
      },
      icon("clock"), h("span", { class: "clock-face" }, this.time, this.date), this.ahead);
    const steps = h(
      "div", { class: "steps", role: "group", "aria-label": t("clock.move") },
      step(`+1 ${t("unit.minute")}`, minute), step(`+15 ${t("unit.minute")}`, 15 * minute),
      step(`+1 ${t("unit.hour")}`, hour), step(`+${t("unit.oneDay")}`, day), this.otherButton);
    this.clockGroup = h("div", { class: "clock-group" }, this.clockButton, steps);
    this.faultCount = h("span", { class: "badge", hidden: true });
    this.faultNames = h("span", { class: "fault-names" });
    this.faultButton = h(
      "button",
      {
        type: "button", class: "bar-button faults-button", "aria-expanded": "false",
        "aria-controls": "faults", onclick: () => this.panel.toggle(this.faultButton),
      },
      icon("faults"), this.faultNames, this.faultCount);
    this.panel = new FaultPanel((change) => this.changeFaults(change));
    this.linksButton = h(
      "button",
      {
        type: "button", class: "bar-button", "aria-expanded": "false", hidden: true,
        title: t("links"), onclick: () => this.showLinks(),
      }, icon("link"), h("span", { class: "wide-only" }, t("links")));
    this.languageButton = h(
      "button",
      {
        type: "button", class: "bar-button", "aria-expanded": "false", title: t("page.language"),
        "aria-label": `${t("page.language")}: ${languages[language()]}`,
        onclick: () => this.showLanguages(),
      }, icon("globe"), language().toUpperCase());
    this.mailbox = new Mailbox(page);
    this.right = h(
      "div", { class: "bar-right" },
      this.linksButton, this.mailbox.button, this.faultButton, this.languageButton,
      this.panel.node, this.mailbox.node);
    node.append(
      h("div", { class: "brand" },
        h("span", { class: "logo" }, icon("send")),
        h("span", { class: "brand-words" }, h("h1", null, t("title")), h("small", null, t("subtitle")))),
      this.clockGroup, this.right);
    this.setFaults({});
  }

  tick() {
    const now = this.page.now();
    this.time.textContent = formatDate(now, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    this.date.textContent = formatDate(now, {
      weekday: "short", day: "numeric", month: "short", year: "numeric",
    });
    const offset = this.page.offset();
    this.ahead.textContent = offset > 0 ? t("clock.ahead", { span: spanText(offset) }) : "";
    this.clockButton.title = `${t("clock")} · ${formatDate(now, {
      dateStyle: "full", timeStyle: "long",
    })} · ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;
  }

  async attempt(call) {
    try {
      return await call();
    } catch (error) {
      toast(reasonOf(error), null, "bad");
      return null;
    }
  }

  advance(seconds) {
    return this.attempt(async () => this.page.clockMoved(await advanceClock(seconds)));
  }

  async askSpan() {
    const answer = await askFields(
      t("clock.move"), t("clock.otherHint"),
      [{ name: "span", label: t("clock"), placeholder: `2 ${t("unit.day")} 4 ${t("unit.hour")}` }],
      t("clock.move.do"));
    if (!answer) return;
    const seconds = parseSpan(answer.span);
    if (seconds === null || seconds <= 0) toast(t("clock.bad"), null, "bad");
    else this.advance(seconds);
  }

  /// On narrow screens the steps hide behind the clock.
  showSteps() {
    const choice = (text, seconds) => ({ text, onclick: () => this.advance(seconds) });
    openMenu(this.clockButton, this.clockGroup, [
      choice(`+1 ${t("unit.minute")}`, minute), choice(`+15 ${t("unit.minute")}`, 15 * minute),
      choice(`+1 ${t("unit.hour")}`, hour), choice(`+6 ${t("unit.hour")}`, 6 * hour),
      choice(`+${t("unit.oneDay")}`, day), choice(`+7 ${t("unit.day")}`, 7 * day),
      { text: t("clock.other"), onclick: () => this.askSpan() },
    ]);
  }

  showLanguages() {
    openMenu(this.languageButton, this.right, Object.entries(languages).map(([code, name]) => ({
      text: name, checked: code === language(), onclick: () => chooseLanguage(code),
    })), "right");
  }

  setLinks(links) {
    this.links = Array.isArray(links) ? links : [];
    this.linksButton.hidden = this.links.length === 0;
  }

  showLinks() {
    openMenu(this.linksButton, this.right, this.links.map((link) => ({
      icon: "link", text: link.title, onclick: () => this.page.openLinkAs(link.url),
    })), "right");
  }

  changeFaults(change) {
    return this.attempt(async () => {
      const answer = await setFaults(change);
      this.setFaults(answer?.faults ?? answer ?? { ...this.faults, ...change });
    });
  }

  setFaults(faults) {
    this.faults = faults ?? {};
    // Planned faults are used up without an event: an empty change answers with what is left.
    clearTimeout(this.renewal);
    if (this.faults.next?.length > 0) {
      this.renewal = setTimeout(() => setFaults({}).then((left) => this.setFaults(left), () => {}), 1500);
    }
    this.panel.show(this.faults);
    const active = activeFaults(this.faults);
    this.faultButton.classList.toggle("warning", active.length > 0);
    this.faultNames.textContent =
      active.length > 0 ? active.slice(0, 2).join(", ") : t("faults");
    this.faultCount.hidden = active.length === 0;
    this.faultCount.textContent = String(active.length);
    const label = active.length > 0 ? t("faults.active", { list: active.join(", ") }) : t("faults");
    this.faultButton.title = label;
    this.faultButton.setAttribute("aria-label", label);
  }
}
