/**
 * The link to the room: asks for its state, listens to its stream, and mends itself.
 *
 * The state that is asked for is the truth; the stream only brings it sooner. A stream that died
 * in a phone's sleep says nothing, so the state is asked for again now and then, and at once
 * whenever the page wakes. Every wait has a random part, so that a room does not return as one.
 */

const CHECK = [20_000, 30_000];
const POLL = [2_000, 3_000];
const RETRY = [300, 1_500];
const LONGEST_RETRY = 4_000;
const REFUSED = [4_000, 8_000];
const PATIENCE = 6_000;
const STREAMS_TRIED = 3;

/** A random time within a span of milliseconds. */
export const within = ([least, most]) => least + Math.random() * (most - least);

/** How long to wait before the next try, after so many that failed. */
export const untilRetry = (failed) =>
  within([RETRY[0], Math.min(RETRY[1] * 2 ** failed, LONGEST_RETRY)]);

/**
 * Ask the room for something.
 * `patience` is how many milliseconds to wait; a `controller` can end that sooner.
 * Gives { status, body, after }: status 0 where no answer came; body as JSON or text; after is the
 * time in milliseconds that the room asks to wait, 0 where it asks for none.
 */
export async function ask(
  path,
  sent,
  { controller = new AbortController(), patience = PATIENCE } = {},
) {
  const impatient = setTimeout(() => controller.abort(), patience);
  const options = { cache: "no-store", credentials: "same-origin", signal: controller.signal };
  if (sent !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(sent);
  }
  try {
    const answer = await fetch(path, options);
    const json = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    const body = answer.status === 204 ? null : await (json ? answer.json() : answer.text());
    return { status: answer.status, body, after: 1000 * (answer.headers.get("Retry-After") || 0) };
  } catch {
    return { status: 0, body: null, after: 0 };
  } finally {
    clearTimeout(impatient);
  }
}

/** Whether an answer says that it was done. */
export const done = ({ status }) => status >= 200 && status < 300;

/** Whether an answer may be another one later: no link, a full disk, too many at once. */
export const passing = ({ status }) =>
  status === 0 || status === 408 || status === 429 || status >= 500;

/**
 * Follow the room until the page goes away.
 *
 * told({ shared?, own? }) is called with whatever the room says; refused(status) where it lets
 * this phone in no more, or not yet; linked(yes) when the link is lost or there again.
 * Gives wake(), which asks at once.
 */
export function follow({ told, refused, linked }) {
  let sequence = -1;
  let shown = "";
  let stream = null;
  let deaf = 0; // how many streams in a row brought nothing
  let asking = null;
  let interrupt = () => {};

  const wait = (time) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      interrupt = () => (clearTimeout(timer), resolve());
    });

  const hangUp = () => {
    stream?.close();
    stream = null;
  };

  /** Pass on what the room said; whether that was news. */
  const take = ({ shared, own }) => {
    if (!shared) return (told({ own }), false);
    if (shared.sequence < sequence) return false;
    const before = shown;
    sequence = shared.sequence;
    shown = JSON.stringify({ ...shared, sequence: 0, seconds: 0 });
    told({ shared, own });
    return shown !== before;
  };

  const listen = () => {
    if (stream || deaf >= STREAMS_TRIED || !globalThis.EventSource) return;
    const opened = (stream = new EventSource("/api/events"));
    for (const name of ["shared", "own"]) {
      opened.addEventListener(name, (event) => {
        if (opened !== stream) return;
        deaf = 0;
        take({ [name]: JSON.parse(event.data) });
      });
    }
    opened.addEventListener("error", () => {
      if (opened !== stream) return;
      deaf += 1;
      hangUp();
      setTimeout(() => interrupt(), within(RETRY));
    });
  };

  /** Look once, and give how long to wait before looking again. */
  const look = async (failed) => {
    asking = new AbortController();
    const answer = await ask(`/api/state?after=${sequence}`, undefined, { controller: asking });
    asking = null;
    if (done(answer)) {
      linked(true);
      const missed = answer.body !== null && take(answer.body) && stream !== null;
      if (missed) {
        deaf += 1;
        hangUp();
      }
      listen();
      return { failed: 0, time: within(stream ? CHECK : POLL) };
    }
    hangUp();
    if (passing(answer)) {
      linked(false);
      return { failed: failed + 1, time: Math.max(answer.after, untilRetry(failed)) };
    }
    sequence = -1; // whatever comes next may be another room
    refused(answer.status);
    return { failed: 0, time: within(answer.status === 401 ? CHECK : REFUSED) };
  };

  let woken = false;
  const wake = () => {
    woken = true;
    sequence = -1; // a clock may have slept too: ask for everything
    deaf = 0;
    hangUp();
    asking?.abort();
    interrupt();
  };
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  addEventListener("offline", () => linked(false));

  (async () => {
    for (let failed = 0, time = 0; ;) {
      woken = false;
      ({ failed, time } = await look(failed));
      if (!woken) await wait(time);
    }
  })();
  return { wake };
}
