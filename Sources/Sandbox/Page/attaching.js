// Files, places and contacts that a person sends.
import { act, CallFailed } from "./api.js";
import { mapPicture } from "./cards.js";
import { fullName, h, icon, iconButton } from "./dom.js";
import { buttons, dialog, plainButton } from "./overlay.js";
import { fileSize, t } from "./texts.js";

/// The browser's own file chooser; [] when it was left.
export function chooseFiles(accept) {
  return new Promise((resolve) => {
    const input = h("input", { type: "file", multiple: true, accept, class: "offscreen", tabIndex: -1 });
    const finish = () => {
      input.remove();
      resolve([...input.files]);
    };
    input.addEventListener("change", finish);
    input.addEventListener("cancel", finish);
    document.body.append(input);
    input.click();
  });
}

const photoTypes = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);
// Bot API: an album has 2 to 10 items.
const albumSize = 10;

/// Shows the files with a caption field and sends them; false when it was called off or failed.
export async function sendFiles(chat, chosen, asFiles, caption) {
  const files = [...chosen];
  const allPhotos = () => files.every((file) => photoTypes.has(file.type));
  const addresses = new Map(files.map((file) => [file, URL.createObjectURL(file)]));
  const answer = await dialog(
    (finish) => {
      const heading = h("h2");
      const list = h("div", { class: "chosen" });
      const words = h("input", {
        type: "text", value: caption, placeholder: t("attach.caption"), maxLength: 1024,
        "aria-label": t("attach.caption"),
      });
      const plain = h("input", { type: "checkbox", checked: asFiles || !allPhotos(), disabled: !allPhotos() });
      const show = () => {
        if (files.length === 0) return finish(null);
        heading.textContent = t("attach.title", { count: files.length });
        list.replaceChildren(...files.map((file) => h(
          "figure", null,
          file.type.startsWith("image/")
            ? h("img", { src: addresses.get(file), alt: "" })
            : h("span", { class: "file-face" }, icon("file")),
          h("figcaption", null, file.name, h("small", null, fileSize(file.size))),
          iconButton("close", t("attach.remove", { name: file.name }), () => {
            files.splice(files.indexOf(file), 1);
            show();
          }))));
      };
      show();
      const form = h(
        "form", { method: "dialog" },
        heading, list, words,
        h("label", { class: "check" }, plain, h("span", null, t("attach.asFiles"))),
        buttons(
          plainButton(t("cancel"), () => finish(null)),
          h("button", { type: "submit", class: "plain main" }, t("input.send"))));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        finish({ caption: words.value, kind: plain.checked ? "document" : "photo" });
      });
      return form;
    },
    { owner: fullName(chat.person), label: t("input.attach") });
  for (const address of addresses.values()) URL.revokeObjectURL(address);
  if (!answer) return false;
  for (let start = 0; start < files.length; start += albumSize) {
    const form = new FormData();
    for (const file of files.slice(start, start + albumSize)) form.append("file", file, file.name);
    if (start === 0 && answer.caption) form.append("caption", answer.caption);
    if (!(await chat.attempt(() => act(chat.person.id, answer.kind, form)))) return false;
  }
  return true;
}

const cities = [
  ["Dublin", 53.3438, -6.2546], ["Київ", 50.4501, 30.5234], ["Львів", 49.8419, 24.0316],
  ["Алматы", 43.2389, 76.8897], ["Paris", 48.8566, 2.3522], ["London", 51.5074, -0.1278],
];

/// Asks for a place; resolves with { latitude, longitude } or null.
export function choosePlace(owner) {
  return dialog(
    (finish) => {
      const field = (name, limit, value) => h("input", {
        type: "number", min: -limit, max: limit, step: "any", required: true, value: String(value), name,
      });
      const latitude = field("latitude", 90, cities[0][1]);
      const longitude = field("longitude", 180, cities[0][2]);
      const frame = h("button", { type: "button", class: "place-map", "aria-label": t("location.hint") });
      const draw = () =>
        frame.replaceChildren(mapPicture(Number(latitude.value), Number(longitude.value)));
      const move = (north, east) => {
        latitude.value = String(Number(Math.max(-90, Math.min(90, north)).toFixed(5)));
        longitude.value = String(Number(Math.max(-180, Math.min(180, east)).toFixed(5)));
        draw();
      };
      frame.addEventListener("click", (event) => {
        const box = frame.getBoundingClientRect();
        const x = (event.clientX - box.left) / box.width - 0.5;
        const y = (event.clientY - box.top) / box.height - 0.5;
        // The drawn map is about a kilometre wide.
        if (event.detail > 0) move(Number(latitude.value) - y * 0.005, Number(longitude.value) + x * 0.015);
      });
      for (const input of [latitude, longitude]) input.addEventListener("input", draw);
      draw();
      const form = h(
        "form", { method: "dialog" },
        h("h2", null, t("location.title")),
        h("p", null, t("location.hint")),
        h("div", { class: "chips" },
          cities.map(([name, north, east]) =>
            h("button", { type: "button", class: "chip", onclick: () => move(north, east) }, name))),
        frame,
        h("div", { class: "pair" },
          h("label", null, h("span", null, t("location.latitude")), latitude),
          h("label", null, h("span", null, t("location.longitude")), longitude)),
        buttons(
          plainButton(t("cancel"), () => finish(null)),
          h("button", { type: "submit", class: "plain main" }, t("input.send"))));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        finish({ latitude: Number(latitude.value), longitude: Number(longitude.value) });
      });
      return form;
    },
    { owner, label: t("location.title") });
}

/// What went wrong, in words for a toast.
export function reasonOf(error) {
  if (error instanceof CallFailed && error.message) return error.message;
  return t(error instanceof CallFailed ? "server.gone" : "failed");
}
