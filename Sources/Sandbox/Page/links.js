// Links that lead into the bot's chat.

/// What stands after `start=` in a link to this user or bot ("" when nothing does); null for other links.
export function startParameter(href, username) {
  const name = String(username ?? "").toLowerCase();
  let url;
  try {
    const text = String(href ?? "").trim();
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  } catch {
    return null;
  }
  if (url.protocol === "tg:") {
    const isOurs = url.searchParams.get("domain")?.toLowerCase() === name;
    return isOurs && /resolve/.test(url.href) ? (url.searchParams.get("start") ?? "") : null;
  }
  const host = url.hostname.toLowerCase().replace(/^www\./, "");
  const path = url.pathname.replace(/^\/|\/$/g, "").toLowerCase();
  const isOurs =
    (["t.me", "telegram.me", "telegram.dog"].includes(host) && path === name) ||
    (host === `${name}.t.me` && path === "");
  return isOurs ? (url.searchParams.get("start") ?? "") : null;
}

/// The link that a "share" address passes on (t.me/share/url?url=…), or null.
export function sharedLink(href) {
  try {
    const url = new URL(href);
    const isShare =
      (url.hostname === "t.me" && /^\/share(\/url)?\/?$/.test(url.pathname)) ||
      (url.protocol === "tg:" && /msg_url/.test(url.href));
    return isShare ? url.searchParams.get("url") : null;
  } catch {
    return null;
  }
}
