// The page's own language: which one, its texts, and dates in it.
import english from "./english.js";
import french from "./french.js";
import russian from "./russian.js";
import ukrainian from "./ukrainian.js";

export const languages = { en: "English", uk: "Українська", ru: "Русский", fr: "Français" };
const texts = { en: english, uk: ukrainian, ru: russian, fr: french };

// Browsers may forbid a page to remember anything.
function remembered() {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

function preferred() {
  const asked = new URLSearchParams(location.search).get("lang");
  const kept = remembered();
  const spoken = navigator.languages ?? [navigator.language];
  const codes = [asked, kept, ...spoken].map((code) => String(code ?? "").slice(0, 2).toLowerCase());
  return codes.find((code) => code in texts) ?? "en";
}

const current = preferred();
document.documentElement.lang = current;

export const language = () => current;

/// Keeps the choice and loads the page anew: everything on it is then in that language.
export function chooseLanguage(code) {
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  try {
    localStorage.setItem("language", code);
  } catch {
    address.searchParams.set("lang", code);
  }
  location.replace(address);
}

/// The text of a key with `{placeholders}` filled in.
export function t(key, values = {}) {
  const text = texts[current][key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/// The role of a person; unknown roles stand for themselves.
export function roleName(role) {
  return `role.${role}` in english ? t(`role.${role}`) : String(role ?? "");
}

/// What a newcomer does first as a person of this role; null for roles without advice.
export function roleHint(role) {
  return `hint.${role}` in english ? t(`hint.${role}`) : null;
}

const formats = new Map();

function format(options, locale) {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    // A made-up code that a person chose as Telegram's language must not break the page.
    try {
      found = new Intl.DateTimeFormat(locale, options);
    } catch {
      found = new Intl.DateTimeFormat("en", options);
    }
    formats.set(key, found);
  }
  return found;
}

// British order and a 24-hour clock for English that names no country.
const localeOf = (code) => (code === "en" ? "en-GB" : code);

/// A unix second in the browser's zone.
export function formatDate(unix, options, code = current) {
  const date = new Date(unix * 1000);
  return Number.isNaN(date.getTime()) ? "" : format(options, localeOf(code)).format(date);
}

export const clockTime = (unix) => formatDate(unix, { hour: "2-digit", minute: "2-digit" });

/// The day in the browser's zone, as a key.
export function dayKey(unix) {
  const date = new Date(unix * 1000);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

export function dayName(unix, now) {
  if (dayKey(unix) === dayKey(now)) return t("day.today");
  if (dayKey(unix) === dayKey(now - 86400)) return t("day.yesterday");
  const sameYear = new Date(unix * 1000).getFullYear() === new Date(now * 1000).getFullYear();
  return formatDate(unix, { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) });
}

/// "in 2 hours", "3 days ago".
export function relativeTime(unix, now, code = current) {
  const seconds = unix - now;
  const steps = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  let formatter;
  try {
    formatter = new Intl.RelativeTimeFormat(localeOf(code), { numeric: "always" });
  } catch {
    formatter = new Intl.RelativeTimeFormat("en", { numeric: "always" });
  }
  return formatter.format(Math.round(seconds / length), unit);
}

/// Seconds as "2 d 4 h 5 min".
export function spanText(seconds) {
  const parts = [];
  let rest = Math.round(seconds);
  for (const [unit, length] of [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]]) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${t(`unit.${unit}`)}`);
  }
  return parts.slice(0, 3).join(" ") || `0 ${t("unit.minute")}`;
}

const unitLetters = {
  s: 1, sec: 1, с: 1, сек: 1,
  m: 60, min: 60, м: 60, мин: 60, хв: 60,
  h: 3600, ч: 3600, г: 3600, год: 3600, час: 3600,
  d: 86400, j: 86400, д: 86400, дн: 86400, day: 86400, days: 86400, jour: 86400, jours: 86400,
  w: 604800, sem: 604800, нед: 604800, тиж: 604800,
};

/// Seconds of "2 d 4 h", "45" (minutes), "1,5 год"; null when it is no span.
export function parseSpan(text) {
  const source = text.trim().toLowerCase();
  if (/^\d+$/.test(source)) return Number(source) * 60;
  const parts = [...source.matchAll(/(\d+(?:[.,]\d+)?)\s*(\p{L}+)\.?/gu)];
  const covered = parts.map((part) => part[0]).join("").replace(/\s/g, "");
  if (parts.length === 0 || covered !== source.replace(/\s/g, "")) return null;
  let sum = 0;
  for (const [, number, unit] of parts) {
    if (!(unit in unitLetters)) return null;
    sum += Number(number.replace(",", ".")) * unitLetters[unit];
  }
  return Math.round(sum);
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const [unit, size] =
    bytes < 1048576 ? ["kilobyte", Math.max(0.1, bytes / 1024)]
    : ["megabyte", bytes / 1048576];
  return new Intl.NumberFormat(localeOf(current), {
    style: "unit", unit, maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}

// Currencies whose minor unit is not a hundredth (Bot API: currencies.json).
const wholeCurrencies = new Set(["XTR", "JPY", "KRW", "CLP", "ISK", "VND", "UGX", "PYG", "RWF", "XAF"]);

export function money(amount, currency) {
  if (currency === "XTR") return `⭐ ${amount}`;
  const value = wholeCurrencies.has(currency) ? amount : amount / 100;
  try {
    return new Intl.NumberFormat(localeOf(current), { style: "currency", currency }).format(value);
  } catch {
    return `${value} ${currency ?? ""}`;
  }
}
