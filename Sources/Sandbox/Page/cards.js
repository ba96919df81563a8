// Media and cards inside bubbles: pictures, albums, files, maps, contacts, invoices.
import { fileURL } from "./api.js";
import { avatar, fullName, h, icon, svg } from "./dom.js";
import { zoom } from "./overlay.js";
import { fileSize, money, t } from "./texts.js";

function largest(sizes) {
  return [...sizes].sort((a, b) => b.width * b.height - a.width * a.height)[0];
}

function pictureFrame(message, size, pictures, index) {
  const image = h("img", { src: fileURL(size.file_id), alt: message.caption || t("message.photo") });
  const frame = h(
    "button",
    { type: "button", class: "picture", "aria-label": t("zoom.open"), title: t("zoom.open") },
    image);
  image.addEventListener("error", () => {
    frame.classList.add("broken");
    frame.replaceChildren(icon("photo"), t("file.gone"));
  });
  if (message.has_media_spoiler) frame.classList.add("hidden-media");
  frame.addEventListener("click", () => {
    if (frame.classList.contains("hidden-media")) frame.classList.remove("hidden-media");
    else if (!frame.classList.contains("broken")) zoom(pictures, index);
  });
  return frame;
}

/// One photo, or the photos and videos of an album as a grid.
/// A picture with a link to the bot under it is that link's QR code: it can be scanned.
export function gallery(messages, context) {
  const shots = messages.filter((message) => message.photo?.length);
  const pictures = shots.map((message) => ({
    url: fileURL(largest(message.photo).file_id), name: `photo_${message.message_id}.jpg`,
    scan: context.codeOf(message.caption),
  }));
  const frames = messages.map((message) =>
    message.video ? videoFrame(message.video)
    : pictureFrame(message, largest(message.photo), pictures, shots.indexOf(message)));
  if (frames.length === 1 && messages[0].photo) {
    const size = largest(messages[0].photo);
    // The place is kept while the picture loads; very long ones are cropped as Telegram does.
    if (size.width > 0 && size.height > 0) {
      const ratio = Math.min(2.4, Math.max(0.75, size.width / size.height));
      frames[0].style.aspectRatio = String(ratio);
      frames[0].style.width = `${Math.round(Math.max(120, Math.min(320, size.width)))}px`;
    }
  }
  return h("div", { class: `gallery of-${Math.min(frames.length, 10)}` }, ...frames);
}

function videoFrame(video) {
  return h("video", { controls: true, preload: "metadata", src: fileURL(video.file_id), class: "picture" });
}

/// A round or plain video, an animation, a voice message, music: what the browser plays itself.
export function player(message) {
  const moving = message.video ?? message.animation ?? message.video_note;
  if (moving) return videoFrame(moving);
  const sound = message.voice ?? message.audio;
  return h("audio", { controls: true, preload: "none", src: fileURL(sound.file_id) });
}

/// A file with its name and size; a press downloads it.
export function fileCard(document) {
  const name = document.file_name || t("message.file");
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  const isPicture = String(document.mime_type ?? "").startsWith("image/") && document.thumbnail;
  const face = isPicture
    ? h("img", { class: "thumb", src: fileURL(document.thumbnail.file_id), alt: "" })
    : h("span", { class: "file-face" }, icon("file"), h("span", null, ending));
  return h(
    "a",
    {
      class: "file", href: fileURL(document.file_id), download: name,
      title: `${t("file.download")}: ${name}`,
    },
    face,
    h("span", { class: "file-words" },
      h("b", null, name),
      h("small", null, [fileSize(document.file_size), ending.toUpperCase()].filter(Boolean).join(" · "))),
    icon("download"));
}

// The same place always looks the same: a small generator seeded by the coordinates.
function places(latitude, longitude) {
  let seed = (Math.round(latitude * 1e4) * 73856093) ^ (Math.round(longitude * 1e4) * 19349663);
  return () => {
    seed = (Math.imul(seed ^ (seed >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((seed ^ (seed >>> 13)) >>> 0) / 4294967296;
  };
}

/// A drawn map: streets, a park, a river, houses and the pin. No network.
export function mapPicture(latitude, longitude) {
  const next = places(latitude, longitude);
  const between = (low, high) => low + next() * (high - low);
  const parts = [svg("rect", { class: "land", width: 320, height: 160 })];
  const tilt = between(-14, 14);
  const town = svg("g", { transform: `rotate(${tilt.toFixed(1)} 160 80)` });
  for (let x = -40; x < 360; x += 44) {
    for (let y = -60; y < 220; y += 36) {
      if (next() < 0.16) continue;
      town.append(svg("rect", {
        class: "block", x: x + 4, y: y + 4, width: between(24, 36), height: between(18, 28), rx: 3,
      }));
    }
  }
  town.append(svg("rect", {
    class: "park", x: between(10, 190), y: between(-10, 70), width: between(70, 110),
    height: between(50, 80), rx: 9,
  }));
  const river = between(20, 130);
  town.append(svg("path", {
    class: "water",
    d: `M-60 ${river} C 60 ${river - between(20, 60)}, 180 ${river + between(20, 70)}, 380 ${river - 10}`,
  }));
  const wide = [between(50, 110), between(200, 280)];
  for (const x of wide) town.append(svg("path", { class: "road wide", d: `M${x} -80V260` }));
  for (const y of [84, between(10, 40), between(120, 150)]) {
    town.append(svg("path", { class: y === 84 ? "road wide" : "road", d: `M-80 ${y}H400` }));
  }
  town.append(svg("path", { class: "road", d: `M160 -80V260` }));
  parts.push(town);
  parts.push(svg("g", { class: "pin", transform: "translate(160 84)" },
    svg("ellipse", { class: "shade", rx: 9, ry: 3.5 }),
    svg("path", { d: "M0 0C-4-10-14-16-14-27a14 14 0 0 1 28 0C14-16 4-10 0 0z" }),
    svg("circle", { cx: 0, cy: -27, r: 5.5 })));
  return svg(
    "svg",
    { class: "map", viewBox: "0 0 320 160", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    ...parts);
}

/// A location, or a venue with its title and address.
export function mapCard(location, venue) {
  const { latitude, longitude } = location;
  const numbers = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  return h(
    "a",
    {
      class: "map-card", target: "_blank", rel: "noopener noreferrer", title: t("map.open"),
      href: "https://www.openstreetmap.org/?mlat=" +
        `${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}&zoom=16`,
    },
    mapPicture(Number(latitude), Number(longitude)),
    h("span", { class: "map-words" },
      h("b", null, venue?.title || t("message.location")),
      h("small", null, venue?.address || numbers)));
}

export function contactCard(contact) {
  const digits = String(contact.phone_number ?? "").replace(/[^\d+]/g, "");
  const phone = digits && !digits.startsWith("+") ? `+${digits}` : digits;
  return h(
    "div", { class: "contact" },
    avatar(contact.user_id ?? digits.length, fullName(contact)),
    h("span", { class: "file-words" },
      h("b", null, fullName(contact)),
      h("a", { href: `tel:${phone}` }, phone)));
}

export function invoiceCard(invoice) {
  return h(
    "div", { class: "invoice" },
    h("b", null, invoice.title),
    h("p", null, invoice.description),
    h("strong", null, money(invoice.total_amount, invoice.currency)));
}
