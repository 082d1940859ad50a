/** The page of one phone: takes what the room says, shows it, and sends what is tapped. */

import { answers, clock, debrief, door, head, here, lobby, mark, notice, result, scene, spaced } from "./draw.js";
import { ask, done, follow, passing, untilRetry } from "./link.js";

const LOST_AFTER = 1_500;
const WARNINGS = [30, 10];

const places = Object.fromEntries(["head", "main", "bar", "status", "time", "news"].map((id) => [id, document.getElementById(id)]));

let shared = null;
let own = null;
let out = null; // why this phone is not in the room: { status }
let lost = false;
let pending = null; // a vote on its way: { round, choice, failed }
let note = ""; // what went wrong with the last vote
let fragment = null;
let deadline = null;
let drawn = "";
let headed = "";
let spoken = "";
let typedCode = decodeURIComponent(location.pathname.slice(1)).toUpperCase();
let door_ = { problem: "", about: "", busy: false };

const link = follow({
  told(news) {
    out = null;
    if (news.shared) take(news.shared);
    if (news.own) own = news.own;
    draw();
  },
  refused(status) {
    out = { status };
    draw();
  },
  linked,
});

let losing = 0;
function linked(yes) {
  clearTimeout(losing);
  if (yes && lost) setLost(false);
  if (!yes && !lost) losing = setTimeout(() => setLost(true), LOST_AFTER);
}
function setLost(now) {
  lost = now;
  draw();
}

/** Take over what everybody is shown; a vote that is too late is said to be. */
function take(next) {
  const moved = !shared || next.round !== shared.round || next.phase !== shared.phase;
  if (moved) {
    note = pending?.round === shared?.round && pending ? "Your last answer came too late to be counted." : "";
    pending = null;
  }
  if (next.phase !== "debrief") fragment = null;
  deadline = next.seconds == null ? null : performance.now() + 1000 * next.seconds;
  shared = next;
}

/** Vote; a vote that the room could not take is sent again until it is taken or refused. */
function pick(choice) {
  note = "";
  const sending = pending !== null;
  pending = { round: shared.round, choice, failed: false };
  draw();
  if (!sending) send();
}

async function send() {
  for (let failed = 0; pending; ) {
    const vote = pending;
    const answer = await ask("/api/vote", { round: vote.round, choice: vote.choice });
    if (done(answer)) {
      if (own && vote.round === shared.round) own = { ...own, vote: vote.choice };
      if (pending === vote) pending = null;
      failed = 0;
    } else if (passing(answer)) {
      if (pending === vote) vote.failed = true;
      draw();
      await new Promise((resolve) => setTimeout(resolve, Math.max(answer.after, untilRetry(failed++))));
      continue;
    } else if (pending === vote) {
      pending = null;
      note = words(answer) || "That answer was not taken.";
      link.wake();
    }
    draw();
  }
}

const words = ({ body }) => (typeof body?.error === "string" ? body.error : "");

async function join(code, name) {
  if (door_.busy) return;
  typedCode = code;
  const clean = code.replace(/\s/g, "").toUpperCase();
  if (!clean) return refuseAtDoor("Type the code that stands on the wall.", "code");
  door_ = { problem: "", about: "", busy: true };
  draw();
  const answer = await ask("/api/join", { code: clean, name });
  if (done(answer)) {
    door_ = { problem: "", about: "", busy: false };
    link.wake();
    return;
  }
  if (answer.status === 0) refuseAtDoor("The room cannot be reached. Look whether this phone is in the right Wi-Fi, then try again.", "");
  else refuseAtDoor(words(answer) || "That did not work. Try again in a moment.", answer.status === 429 || answer.status >= 500 ? "" : "code");
}

function refuseAtDoor(problem, about) {
  door_ = { problem, about, busy: false };
  draw();
  document.getElementById(about || "code")?.focus();
}

async function save(question, text, say) {
  say("Saving");
  for (let failed = 0; ; ) {
    const answer = await ask("/api/reflect", { question, text });
    if (done(answer)) {
      if (own) own = { ...own, reflections: { ...own.reflections, [question]: text } };
      say(text.trim() ? "Saved." : "Taken back.");
      return speak("Saved.");
    }
    if (!passing(answer)) return say(words(answer) || "That could not be saved.");
    say("Not saved yet. Trying again.");
    await new Promise((resolve) => setTimeout(resolve, untilRetry(failed++)));
  }
}

async function fetchDebrief() {
  for (let failed = 0; fragment === null && shared.phase === "debrief"; ) {
    const answer = await ask("/api/debrief");
    if (done(answer)) {
      fragment = answer.body;
      document.getElementById("fragment").innerHTML = fragment;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, untilRetry(failed++)));
  }
}

/** Which view is due: a key that changes whenever it has to be built anew, and how to build it. */
function view() {
  if (out?.status === 403 || own?.kicked) {
    return ["kicked", () => notice("You are no longer in this room", "Whoever leads it has taken you out, and can let you in again. This page notices by itself.")];
  }
  if (out?.status === 410) return ["over", () => notice("This room is over", "Thank you for being here. You can close this page.")];
  if (out && !own) return [`door ${JSON.stringify(door_)}`, () => door({ code: spaced(typedCode), ...door_, join })];
  if (!shared || !own) return ["wait", () => notice(lost ? "The room cannot be reached" : "One moment", ...(lost ? ["Look whether this phone is in the right Wi-Fi. This page goes on trying."] : []))];
  const { phase, round, scene_title, scene_html, before_html } = shared;
  switch (phase) {
    case "lobby":
      return [`lobby ${own.name}`, () => lobby(shared, own)];
    case "debrief":
      return ["debrief", () => debrief(shared, own, fragment, save)];
    case "revealed":
      return [`revealed ${round} ${JSON.stringify(shared.bars)} ${own.vote}`, () => result(shared, own)];
    default:
      return [
        JSON.stringify([phase === "closed", round, scene_title, scene_html, before_html, shared.choices]),
        () => [...scene(shared), shared.choices.length > 0 && answers(shared, pick)],
      ];
  }
}

/** The sentence at the bottom of the page; "" where the page says it all itself. */
function status() {
  if (out || !shared || !own || own.kicked) return "";
  if (lost) return pending ? "Not connected, and your answer is not saved. Trying again." : "Not connected. Trying again.";
  if (shared.paused) return "A pause: no vote is taken and no time passes.";
  switch (shared.phase) {
    case "story":
      return shared.ending_in_words ? "The debrief comes next." : "Read on. The room moves on by itself.";
    case "voting":
      if (shared.hands) return "Votes are shown by hand.";
      if (pending) return pending.failed ? "Your answer is not saved yet. Trying again." : "Sending your answer.";
      if (note) return note;
      return own.vote ? "Your answer is saved. You can change it until the vote closes." : "Pick one answer.";
    case "closed":
      return note || "The vote is closed. The result comes next.";
    case "revealed":
      return "Talk about it. The room moves on by itself.";
    default:
      return "";
  }
}

const said = () => {
  if (!pending) return shared.phase === "voting" ? "Your answer, saved" : "Your answer";
  return pending.failed || lost ? "Not saved yet" : "Sending";
};

function draw() {
  const [key, build] = view();
  const inside = Boolean(shared && own && !out && !own.kicked);
  const fresh = key !== drawn;
  const top = JSON.stringify(inside && [shared.title, shared.meters, shared.decision, shared.phase]);
  if (top !== headed) {
    headed = top;
    places.head.replaceChildren(...(inside ? head(shared) : []).filter(Boolean));
    document.title = inside ? shared.title : "pmquest";
  }
  if (fresh) rebuild(key, build);
  const live = places.main.querySelector("[data-live=joined]");
  if (live) live.textContent = here(shared.joined);
  const cards = document.getElementById("answers");
  if (cards) mark(cards, pending?.choice ?? own.vote, said());
  const sentence = status();
  places.bar.hidden = !sentence;
  places.bar.classList.toggle("lost", lost || Boolean(pending?.failed));
  if (places.status.textContent !== sentence) places.status.textContent = sentence;
  tick();
  speak([fresh && spokenTitle(), sentence].filter(Boolean).join(". "));
}

/** Show another view; whoever stood in the old one stands at the top of the new one. */
function rebuild(key, build) {
  const [before, after] = [drawn, key].map((text) => text.split(" ")[0]);
  const same = before === after && before === "revealed";
  const stood = places.main.contains(document.activeElement) || document.activeElement === document.body;
  drawn = key;
  places.main.replaceChildren(...build().filter(Boolean));
  if (key === "debrief") fetchDebrief();
  if (before === "door" && after === "door") return;
  if (!same) scrollTo(0, 0);
  if (stood && before && after !== "door") places.main.querySelector("h1")?.focus({ preventScroll: true });
}

function spokenTitle() {
  const title = places.main.querySelector("h1")?.textContent ?? "";
  const called = places.main.querySelector(".called")?.textContent ?? "";
  return [title, called].filter(Boolean).join(". ").replace(/\.$/, "");
}

/** Say something to those who hear the page; the same thing is not said twice. */
function speak(text) {
  if (!text || text === spoken) return;
  spoken = text;
  places.news.textContent = text;
}

/** Show the time that is left, and say it where little is. */
let warned = Infinity;
function tick() {
  const running = shared && !out && shared.phase === "voting" && deadline !== null;
  const left = running ? Math.max(0, shared.paused ? shared.seconds : (deadline - performance.now()) / 1000) : null;
  const text = left === null ? "" : clock(Math.ceil(left));
  if (places.time.textContent !== text) places.time.textContent = text;
  places.time.hidden = left === null;
  if (left === null || left > warned + 1) warned = Infinity;
  const due = left === null ? undefined : WARNINGS.findLast((limit) => left <= limit && limit < warned);
  if (due !== undefined && left > 0) {
    warned = due;
    speak(`${due} seconds left.`);
  }
}
setInterval(tick, 250);
draw();
