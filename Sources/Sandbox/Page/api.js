// Calls of the sandbox's control interface.

/// The server said no, or did not answer; `message` is fit to be shown.
export class CallFailed extends Error {}

async function call(method, path, body) {
  let response;
  try {
    const isForm = body instanceof FormData;
    response = await fetch(path, {
      method,
      body: body === undefined || isForm ? body : JSON.stringify(body),
      headers: body === undefined || isForm ? {} : { "content-type": "application/json" },
    });
  } catch {
    throw new CallFailed("");
  }
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    answer = null;
  }
  if (!response.ok) {
    const reason = answer?.description ?? answer?.error ?? `HTTP ${response.status}`;
    throw new CallFailed(typeof reason === "string" ? reason : `HTTP ${response.status}`);
  }
  return answer;
}

export const readState = () => call("GET", "/sandbox/state");
export const setFaults = (faults) => call("POST", "/sandbox/faults", faults);
export const advanceClock = (seconds) => call("POST", "/sandbox/clock", { advance: seconds });

/// Something that the person does: text, tap, start, contact, location, photo, document, …
export const act = (person, deed, body = {}) =>
  call("POST", `/sandbox/people/${person}/${deed}`, body);

export const fileURL = (fileID) => `/sandbox/files/${encodeURIComponent(fileID)}`;
