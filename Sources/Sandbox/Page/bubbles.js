// One message, or one album, as a bubble with what hangs below it.
import { contactCard, fileCard, gallery, invoiceCard, mapCard, player } from "./cards.js";
import { fullName, h, icon, iconButton, svg } from "./dom.js";
import { formatted } from "./entities.js";
import { clockTime, formatDate, money, t } from "./texts.js";

/// What a message is about, in a few words; for replies, previews and pins.
export function summary(message) {
  if (!message) return t("message.deleted");
  const said = message.text ?? message.caption;
  if (said) return said.replace(/\s+/g, " ").slice(0, 120);
  if (message.photo) return t("message.photo");
  if (message.video || message.animation || message.video_note) return t("message.video");
  if (message.document) return message.document.file_name || t("message.file");
  if (message.venue) return message.venue.title;
  if (message.location) return t("message.location");
  if (message.contact) return `${t("message.contact")}: ${fullName(message.contact)}`;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${t("message.sticker")}`.trim();
  if (message.invoice) return `${t("message.invoice")}: ${message.invoice.title}`;
  if (message.voice || message.audio) return t("message.voice");
  return t("message.unsupported");
}

/// The text of a message that is no bubble but a note in the middle; null for all others.
export function serviceText(message) {
  if (message.pinned_message) {
    return t("message.pinned", {
      name: fullName(message.from), text: summary(message.pinned_message).slice(0, 40),
    });
  }
  const paid = message.successful_payment;
  if (paid) return t("message.paid", { amount: money(paid.total_amount, paid.currency) });
  const back = message.refunded_payment;
  if (back) return t("message.refunded", { amount: money(back.total_amount, back.currency) });
  return null;
}

// Up to three emoji alone are shown large, without a bubble.
const onlyEmoji = /^(?:\p{RI}{2}|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod}|\u200D\p{Extended_Pictographic})*){1,3}$/u;

function isLarge(message) {
  if (message.sticker || message.dice) return true;
  return Boolean(message.text && message.text.length < 30 && !message.entities?.length &&
    onlyEmoji.test(message.text.replace(/\s/g, "")));
}

function media(messages, context) {
  const [message] = messages;
  if (messages.some((one) => one.photo?.length) || (messages.length > 1 && message.video)) {
    return gallery(messages.filter((one) => one.photo?.length || one.video), context);
  }
  if (message.video || message.animation || message.video_note || message.voice || message.audio) {
    return player(message);
  }
  if (message.document) {
    return h("div", { class: "files" },
      messages.filter((one) => one.document).map((one) => fileCard(one.document)));
  }
  if (message.venue) return mapCard(message.venue.location, message.venue);
  if (message.location) return mapCard(message.location);
  if (message.contact) return contactCard(message.contact);
  if (message.invoice) return invoiceCard(message.invoice);
  return null;
}

/// One or two ticks: sent, and noticed by the bot.
function ticks(isRead) {
  return svg(
    "svg",
    { class: "ticks", viewBox: "0 0 18 12", role: "img", "aria-label": t(isRead ? "read" : "sent") },
    svg("path", { d: isRead ? "m1 6.500 3.500 3.500 7-8M8.500 9.500l.5.5 7.500-8.500" : "m4 6.500 3.500 3.500 7-8" }));
}

function footer(message, mine, isRead) {
  return h(
    "span", { class: "meta" },
    message.edit_date ? h("span", null, t("edited")) : null,
    h("time", { title: formatDate(message.date, { dateStyle: "full", timeStyle: "medium" }) },
      clockTime(message.date)),
    mine ? ticks(isRead) : null);
}

function quoted(message, context) {
  const original = message.reply_to_message;
  if (!original) return null;
  return h(
    "button",
    { type: "button", class: "quoted", onclick: () => context.showMessage(original.message_id) },
    h("b", null, fullName(original.from)),
    h("span", null, summary(original)));
}

/// What a press of an inline button does; the icon in its corner says the same.
function inlineButton(button, message, row, column, context) {
  const kind =
    button.url ? "out" : button.copy_text ? "copy" : button.pay ? "card"
    : button.switch_inline_query !== undefined || button.switch_inline_query_chosen_chat ? "reply" : null;
  const node = h(
    "button",
    {
      type: "button", class: `key ${styleClass(button)}`, "data-place": `${row}.${column}`,
      title: button.url ?? button.copy_text?.text ?? null,
      onclick: () => context.press(message, button, `${row}.${column}`),
    },
    h("span", { class: "label" }, button.text),
    kind ? icon(kind) : null);
  if (context.isPending(message.message_id, button.callback_data)) {
    node.classList.add("waiting");
    node.setAttribute("aria-busy", "true");
  }
  return node;
}

export function styleClass(button) {
  return ["primary", "success", "danger"].includes(button.style) ? button.style : "";
}

function keyboard(message, context) {
  const rows = [...(message.reply_markup?.inline_keyboard ?? [])];
  const payable = message.invoice && !rows.flat().some((button) => button.pay);
  if (payable) {
    const amount = money(message.invoice.total_amount, message.invoice.currency);
    rows.unshift([{ text: t("pay", { amount }), pay: true, style: "success" }]);
  }
  if (rows.length === 0) return null;
  return h(
    "div", { class: "keys" },
    rows.map((row, place) =>
      h("div", { class: "keys-row" },
        row.map((button, column) => inlineButton(button, message, place, column, context)))));
}

/// The node of a message or album (`messages` by rising id). `context` is the chat's: what
/// `formatted` needs, and showMessage(id), press(message, button, place), isPending(id, data),
/// reply(message), isMine(message), isRead(message).
export function bubble(messages, context) {
  const [first] = messages;
  const note = serviceText(first);
  if (note !== null) return h("div", { class: "service" }, h("span", null, note));

  const mine = context.isMine(first);
  const captioned = messages.find((message) => message.caption) ?? first;
  const words = captioned.text ?? captioned.caption;
  const entities = captioned.entities ?? captioned.caption_entities;
  const picture = media(messages, context);
  const large = isLarge(first);
  const last = messages[messages.length - 1];
  const stamp = footer(last.edit_date ? last : captioned, mine, context.isRead(last));
  const known = words !== undefined || picture || large;

  let body;
  if (large) {
    const shown = first.sticker?.emoji ?? first.dice?.emoji ?? first.text;
    body = h("div", { class: "bubble large" }, quoted(first, context), h("span", { class: "emoji" }, shown), stamp);
  } else {
    const text = h(
      "div", { class: "words", dir: "auto" },
      known ? formatted(words, entities, context) : h("i", null, t("message.unsupported")), stamp);
    const bare = words === undefined && known;
    const isFlush = Boolean(picture?.matches?.(".gallery, .map-card, video"));
    const parts = captioned.show_caption_above_media ? [text, picture] : [picture, text];
    if (bare) text.classList.add("bare");
    body = h(
      "div", { class: `bubble ${isFlush ? "flush" : ""} ${bare && isFlush ? "only-media" : ""}` },
      quoted(first, context), ...parts.filter(Boolean));
  }
  return h(
    "article",
    { class: `message ${mine ? "mine" : "theirs"}`, "data-id": first.message_id },
    h("div", { class: "stack" },
      h("div", { class: "line" },
        body, iconButton("reply", t("reply"), () => context.reply(first), "reply-here")),
      keyboard(messages.find((message) => message.reply_markup) ?? first, context)));
}
