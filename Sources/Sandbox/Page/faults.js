// The switches for trouble between the bot and Telegram.
import { h, iconButton } from "./dom.js";
import { plainButton } from "./overlay.js";
import { t } from "./texts.js";

const kinds = ["429", "500", "502", "hang", "reset", "reset_after", "truncated", "html"];

const kindName = (kind) => (kinds.includes(kind) ? t(`faults.${kind}`) : kind);

const secondsText = (milliseconds) =>
  `${(milliseconds / 1000).toLocaleString(document.documentElement.lang)} ${t("unit.second")}`;

/// Short names of everything that is wrong at the moment.
export function activeFaults(faults) {
  const list = [];
  if (faults.down) list.push(t("faults.down"));
  if (faults.latency_ms > 0) list.push(`${t("faults.slow")} ${secondsText(faults.latency_ms)}`);
  if (faults.mix > 0) list.push(`${t("faults.mix")} ${Math.round(faults.mix * 100)} %`);
  if (faults.duplicate_updates) list.push(t("faults.duplicates"));
  if (faults.out_of_order) list.push(t("faults.order"));
  if (faults.mail && faults.mail !== "takes") {
    list.push(`${t("faults.mail")} ${t(`faults.mail.${faults.mail}`)}`);
  }
  if (faults.sms && faults.sms !== "takes") {
    list.push(`${t("faults.sms")} ${t(`faults.mail.${faults.sms}`)}`);
  }
  for (const planned of faults.next ?? []) {
    const name = /^\d+$/.test(planned.kind) ? planned.kind : kindName(planned.kind);
    list.push(`${planned.count}× ${name}`);
  }
  return list;
}

/// `change` gets a partial Faults object, as the control interface takes it.
export class FaultPanel {
  constructor(change) {
    this.change = change;
    this.faults = {};
    const toggle = (key, name) => h("input", {
      type: "checkbox", class: "switch", "aria-label": t(name),
      onchange: (event) => change({ [key]: event.target.checked }),
    });
    this.down = toggle("down", "faults.down");
    this.duplicates = toggle("duplicate_updates", "faults.duplicates");
    this.order = toggle("out_of_order", "faults.order");
    const slider = (name, max, step, onchange, oninput) => h("input", {
      type: "range", min: 0, max, step, value: 0, "aria-label": t(name), onchange, oninput,
    });
    this.slow = slider(
      "faults.slow", 10_000, 250,
      () => change({ latency_ms: Number(this.slow.value) }), () => this.showNumbers());
    this.mix = slider(
      "faults.mix", 50, 5, () => change({ mix: Number(this.mix.value) / 100 }),
      () => this.showNumbers());
    this.slowText = h("output");
    this.mixText = h("output");
    const number = (name, value, min) => h("input", {
      type: "number", min, max: 100, value: String(value), "aria-label": t(name),
    });
    this.count = number("faults.count", 1, 1);
    this.wait = number("faults.wait", 5, 1);
    this.mail = h(
      "select",
      { "aria-label": t("faults.mail"), onchange: () => change({ mail: this.mail.value }) },
      ["takes", "down", "refuses"].map((mood) =>
        h("option", { value: mood }, t(`faults.mail.${mood}`))));
    this.sms = h(
      "select",
      { "aria-label": t("faults.sms"), onchange: () => change({ sms: this.sms.value }) },
      ["takes", "down", "refuses"].map((mood) =>
        h("option", { value: mood }, t(`faults.mail.${mood}`))));
    this.planned = h("ul", { class: "planned" });
    this.clear = plainButton(t("faults.clear"), () => this.reset(), "main");
    const row = (name, control, extra) => h(
      "label", { class: "fault" },
      h("span", { class: "file-words" }, h("b", null, t(name)), h("small", null, t(`${name}.what`))),
      extra ?? null, control);
    this.mixRow = row("faults.mix", this.mix, this.mixText);
    this.node = h(
      "div", { id: "faults", class: "fault-panel", hidden: true, role: "dialog", "aria-label": t("faults") },
      h("div", { class: "fault-head" },
        h("h2", null, t("faults")), iconButton("close", t("close"), () => this.close())),
      h("p", null, t("faults.explain")),
      h("h3", null, t("faults.lasting")),
      row("faults.down", this.down),
      row("faults.slow", this.slow, this.slowText),
      this.mixRow,
      row("faults.duplicates", this.duplicates),
      row("faults.order", this.order),
      row("faults.mail", this.mail),
      row("faults.sms", this.sms),
      h("h3", null, t("faults.next")),
      h("div", { class: "pair" },
        h("label", null, h("span", null, t("faults.count")), this.count),
        h("label", null, h("span", null, `${t("faults.wait")} (429)`), this.wait)),
      h("div", { class: "chips" },
        kinds.map((kind) =>
          h("button", { type: "button", class: "chip", onclick: () => this.plan(kind) }, `+ ${kindName(kind)}`))),
      h("h3", null, t("faults.planned")), this.planned, this.clear);
    document.addEventListener("pointerdown", (event) => {
      if (!this.node.hidden && !this.node.contains(event.target) && !this.opener.contains(event.target)) {
        this.close();
      }
    });
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.close();
      this.opener.focus();
    });
  }

  toggle(opener) {
    this.opener = opener;
    this.node.hidden = !this.node.hidden;
    opener.setAttribute("aria-expanded", String(!this.node.hidden));
    if (!this.node.hidden) this.down.focus();
  }

  close() {
    this.node.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  /// What is there stays; the new fault comes after it.
  plan(kind) {
    const limited = (input, fallback) => Math.min(100, Math.max(1, Math.round(Number(input.value)) || fallback));
    const next = (this.faults.next ?? []).map((planned) => ({ ...planned }));
    const last = next[next.length - 1];
    const wait = limited(this.wait, 5);
    if (last?.kind === kind && (kind !== "429" || last.retry_after === wait)) {
      last.count += limited(this.count, 1);
    } else next.push({ kind, count: limited(this.count, 1), retry_after: wait });
    this.change({ next });
  }

  reset() {
    const calm = { mail: "takes", sms: "takes", down: false, latency_ms: 0, next: [], duplicate_updates: false, out_of_order: false };
    this.change("mix" in this.faults ? { ...calm, mix: 0 } : calm);
  }

  showNumbers() {
    this.slowText.textContent = secondsText(Number(this.slow.value));
    this.mixText.textContent = `${this.mix.value} %`;
  }

  show(faults) {
    this.faults = faults;
    this.down.checked = Boolean(faults.down);
    this.duplicates.checked = Boolean(faults.duplicate_updates);
    this.order.checked = Boolean(faults.out_of_order);
    this.mail.value = faults.mail ?? "takes";
    this.sms.value = faults.sms ?? "takes";
    if (document.activeElement !== this.slow || !this.slow.matches(":active")) {
      this.slow.value = String(faults.latency_ms ?? 0);
    }
    this.mix.value = String(Math.round((faults.mix ?? 0) * 100));
    this.mixRow.hidden = !("mix" in faults);
    this.showNumbers();
    const next = faults.next ?? [];
    this.planned.replaceChildren(
      ...(next.length === 0 ? [h("li", { class: "none" }, t("faults.none"))] : next.map((planned, place) =>
        h("li", null,
          h("span", { class: "grow" }, `${planned.count}× ${kindName(planned.kind)}`,
            planned.kind === "429" ? ` · ${planned.retry_after} ${t("unit.second")}` : "",
            planned.method ? ` · ${planned.method}` : ""),
          iconButton("close", t("attach.remove", { name: kindName(planned.kind) }), () =>
            this.change({ next: next.filter((_, other) => other !== place) }))))));
    this.clear.disabled = activeFaults(faults).length === 0;
  }
}
