// What lies over the chats: toasts, alerts, questions, menus, the enlarged picture.
import { h, icon, iconButton } from "./dom.js";
import { t } from "./texts.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/// A line of text for a few seconds; over the given column, or over the page.
export function toast(text, host = null, kind = "") {
  const place = host ?? document.getElementById("toasts");
  const node = h("div", { class: `toast ${kind}`, role: "status" }, text);
  place.append(node);
  const stay = Math.min(9000, 2500 + String(text).length * 45);
  setTimeout(() => {
    node.classList.add("leaving");
    setTimeout(() => node.remove(), calm.matches ? 0 : 250);
  }, stay);
}

/// A modal dialog; `build(finish)` gives its children. Resolves with what `finish` got, or null
/// when it was closed otherwise. It belongs to the whole page but says whose it is in `owner`.
export function dialog(build, { className = "", owner = null, label = null } = {}) {
  return new Promise((resolve) => {
    let answer = null;
    const node = h("dialog", { class: `sheet ${className}` });
    const finish = (value) => {
      answer = value;
      node.close();
    };
    if (owner) node.append(h("p", { class: "owner" }, owner));
    node.append(...[build(finish)].flat().filter(Boolean));
    if (label) node.setAttribute("aria-label", label);
    node.addEventListener("click", (event) => {
      if (event.target === node) node.close();
    });
    node.addEventListener("close", () => {
      node.remove();
      resolve(answer);
    });
    document.body.append(node);
    node.showModal();
  });
}

export function buttons(...children) {
  return h("div", { class: "buttons" }, ...children);
}

export function plainButton(text, onclick, className = "") {
  return h("button", { type: "button", class: `plain ${className}`, onclick }, text);
}

/// What the bot says with `show_alert`.
export function alertBox(text, owner) {
  return dialog(
    (finish) => [
      h("p", { class: "alert-text" }, text),
      buttons(plainButton(t("ok"), () => finish(true), "main")),
    ],
    { className: "alert", owner, label: text });
}

export function confirmBox(title, explanation, action, owner) {
  return dialog(
    (finish) => [
      h("h2", null, title),
      explanation ? h("p", null, explanation) : null,
      buttons(
        plainButton(t("cancel"), () => finish(null)),
        plainButton(action, () => finish(true), "main")),
    ],
    { owner, label: title });
}

/// A form with text fields; resolves with their values by name, or null.
export function askFields(title, explanation, fields, action, owner) {
  return dialog(
    (finish) => {
      const inputs = fields.map((field) =>
        h("input", {
          name: field.name, type: "text", value: field.value ?? "", autocomplete: "off",
          inputMode: field.inputMode ?? "text", placeholder: field.placeholder ?? "",
          required: field.required ?? true, maxLength: field.maxLength ?? 4096,
        }));
      const form = h(
        "form", { method: "dialog" },
        h("h2", null, title),
        explanation ? h("p", null, explanation) : null,
        fields.map((field, index) =>
          h("label", null, h("span", null, field.label), inputs[index])),
        buttons(
          plainButton(t("cancel"), () => finish(null)),
          h("button", { type: "submit", class: "plain main" }, action)));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        finish(Object.fromEntries(inputs.map((input) => [input.name, input.value])));
      });
      return form;
    },
    { owner, label: title });
}

let closeOpenMenu = null;

/// Opens a list of choices at a button; the second press, Escape and a click elsewhere close it.
/// `choices`: { icon?, text, hint?, onclick, danger?, checked?, disabled? }, null for a rule, or a
/// text for a heading.
export function openMenu(button, host, choices, className = "") {
  const mine = button.getAttribute("aria-expanded") === "true";
  closeOpenMenu?.();
  if (mine) return;
  const rows = choices.map((choice) =>
    choice === null
      ? h("hr")
      : typeof choice === "string" ? h("p", { class: "heading" }, choice)
      : h(
        "button",
        {
          type: "button",
          role: choice.checked === undefined ? "menuitem" : "menuitemradio",
          "aria-checked": choice.checked === undefined ? null : String(choice.checked),
          class: choice.danger ? "danger" : "", disabled: choice.disabled ?? false,
          onclick: () => {
            close();
            choice.onclick?.();
          },
        },
        choice.icon ? icon(choice.icon) : null,
        h("span", { class: "grow" }, choice.text),
        choice.hint ? h("span", { class: "hint" }, choice.hint) : null));
  const menu = h("div", { class: `menu ${className}`, role: "menu" }, ...rows);
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close();
  };
  const keys = (event) => {
    const items = [...menu.querySelectorAll("button:not(:disabled)")];
    const place = items.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      button.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      items[(place + step + items.length) % items.length]?.focus();
    }
  };
  function close() {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", keys, true);
    if (closeOpenMenu === close) closeOpenMenu = null;
  }
  closeOpenMenu = close;
  button.setAttribute("aria-expanded", "true");
  host.append(menu);
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", keys, true);
  menu.querySelector("button:not(:disabled)")?.focus({ preventScroll: true });
}

/// Enlarges pictures: [{ url, name, scan? }], starting with one of them. `scan` opens the link
/// that a picture's code holds.
export function zoom(pictures, start) {
  let place = start;
  const image = h("img", { alt: "", onclick: () => image.classList.toggle("natural") });
  const count = h("span", { class: "count" });
  const save = h(
    "a", { class: "round", title: t("file.download"), "aria-label": t("file.download") },
    icon("download"));
  const scan = h("button", { type: "button", class: "scan" }, icon("scan"), t("zoom.scan"));
  const move = (step) => {
    place = (place + step + pictures.length) % pictures.length;
    const picture = pictures[place];
    image.classList.remove("natural");
    image.src = picture.url;
    image.alt = picture.name;
    save.href = picture.url;
    save.download = picture.name;
    scan.hidden = !picture.scan;
    count.textContent = pictures.length > 1 ? `${place + 1} / ${pictures.length}` : "";
  };
  move(0);
  return dialog(
    (finish) => {
      scan.addEventListener("click", () => {
        finish(null);
        pictures[place].scan();
      });
      const several = pictures.length > 1;
      const frame = h(
        "div", {
          class: "frame",
          onclick: (event) => {
            if (event.target === frame) finish(null);
          },
        }, image);
      const view = h(
        "div", { class: "viewer" },
        h("div", { class: "tools" }, count, save, iconButton("close", t("close"), () => finish(null))),
        several ? iconButton("left", t("zoom.previous"), () => move(-1), "previous") : null,
        frame, scan,
        several ? iconButton("right", t("zoom.next"), () => move(1), "next") : null);
      view.addEventListener("keydown", (event) => {
        if (!several) return;
        if (event.key === "ArrowLeft") move(-1);
        if (event.key === "ArrowRight") move(1);
      });
      return view;
    },
    { className: "zoom", label: t("zoom.open") });
}

/// Copies and says so; on failure says that too.
export async function copyText(text, host) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"), host);
  } catch {
    // Without a secure context there is only the old way.
    const field = h("textarea", { value: text, class: "offscreen" });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    toast(done ? t("copied") : t("copy.failed"), host);
  }
}
