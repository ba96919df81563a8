// What the menu of a column offers: language, blocking, and things only a developer would do.
import { fullName } from "./dom.js";
import { startParameter } from "./links.js";
import { askFields } from "./overlay.js";
import { languages, t } from "./texts.js";

// Telegram's languages to choose from: the bot's own, and one it doesn't speak.
const choices = { ...languages, de: "Deutsch" };

export function columnChoices(column) {
  const code = column.person.language_code ?? "";
  const isListed = code in choices;
  const owner = fullName(column.person);
  const setLanguage = (value) => column.act("language", { code: value });
  const blocked = Boolean(column.person.blocked);
  return [
    t("menu.language"),
    ...Object.entries(choices).map(([value, name]) => ({
      text: name, hint: value.toUpperCase(), checked: value === code, onclick: () => setLanguage(value),
    })),
    {
      text: t("menu.otherLanguage"), hint: isListed ? "" : code.toUpperCase(), checked: !isListed,
      onclick: async () => {
        const answer = await askFields(
          t("menu.language"), null,
          [{ name: "code", label: t("menu.languageCode"), value: isListed ? "" : code, maxLength: 12 }],
          t("ok"), owner);
        if (answer?.code.trim()) setLanguage(answer.code.trim().toLowerCase());
      },
    },
    null,
    { icon: "start", text: t("menu.start"), onclick: () => column.start(""), disabled: blocked },
    { icon: "link", text: t("menu.openLink"), onclick: () => openLink(column, owner), disabled: blocked },
    { icon: "smile", text: t("attach.sticker"), onclick: () => column.act("sticker"), disabled: blocked },
    { icon: "code", text: t("menu.forge"), onclick: () => forge(column, owner), disabled: blocked },
    null,
    {
      icon: "block", danger: !blocked, text: t(blocked ? "menu.unblock" : "menu.block"),
      onclick: () => column.act("block", { blocked: !blocked }),
    },
  ];
}

async function openLink(column, owner) {
  const answer = await askFields(
    t("menu.openLink"), t("menu.openLinkHint"),
    [{ name: "link", label: t("links"), placeholder: `https://t.me/${column.page.bot.username}?start=…` }],
    t("open"), owner);
  if (!answer) return;
  const text = answer.link.trim();
  if (startParameter(text, column.page.bot.username) !== null) column.openLink(text);
  else column.start(text.replace(/^.*start=/, ""));
}

/// Presses a button that was never shown: the bot must take it for what it is.
async function forge(column, owner) {
  const ids = [...column.timeline.messages.values()]
    .filter((message) => message.from?.is_bot).map((message) => message.message_id);
  const answer = await askFields(
    t("menu.forge"), t("menu.forgeHint"),
    [
      { name: "data", label: t("menu.forgeData"), maxLength: 64 },
      {
        name: "message", label: t("menu.forgeMessage"), inputMode: "numeric",
        value: String(Math.max(0, ...ids)),
      },
    ],
    t("menu.forgeSend"), owner);
  if (answer) column.tap(Number(answer.message) || 0, answer.data);
}
