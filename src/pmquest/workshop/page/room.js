/** The page of one phone: takes what the room says, shows it, and sends what is tapped. */

import { clock, debrief, door, head, here, lobby, mark, notice, result, scene } from "./draw.js";
import { ask, done, follow, passing, untilRetry } from "./link.js";

const LOST_AFTER = 1_500;
const LITTLE_TIME = [30, 10];

const [place, bar, status, time, voice, top] = [
  "main",
  "bar",
  "status",
  "time",
  "news",
  "head",
].map((id) => document.getElementById(id));

let shared = null;
let own = null;
let refused = 0; // the status with which the room refused this phone; 0 where it is in
let lost = false;
let pending = null; // a vote that is on its way: { round, choice, failed }
let late = null; // the answer that was still on its way when the vote closed
let note = ""; // why the room did not take the last vote
let fragment = null; // the debrief, once it is here
let deadline = null; // when the open vote closes, on the clock of `performance`
let atDoor = {
  code: location.pathname.slice(1).toUpperCase(),
  name: "",
  problem: "",
  about: "",
  busy: false,
};

const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const words = ({ body }) => body?.error ?? "";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const link = follow({
  told(said) {
    refused = 0;
    if (said.shared) take(said.shared);
    if (said.own) own = said.own;
    draw();
  },
  refused(by) {
    refused = by;
    if (own)
      atDoor = {
        ...atDoor,
        code: "",
        name: own.name,
        problem: "The room that you were in is over. To join another, type its code.",
      };
    shared = own = null;
    draw();
  },
  linked,
});

let losing = 0;
function linked(yes) {
  if (!yes) losing ||= setTimeout(() => setLost(true), LOST_AFTER);
  else {
    clearTimeout(losing);
    losing = 0;
    if (lost) setLost(false);
  }
}

function setLost(now) {
  lost = now;
  draw();
}

/** Take over what everybody is shown; a vote that is still on its way when it closes is too late. */
function take(next) {
  if (shared && (next.round !== shared.round || next.phase !== shared.phase)) {
    late = pending?.round === next.round ? pending.choice : null;
    pending = null;
    note = "";
  }
  if (own && shared && next.round !== shared.round) own = { ...own, vote: null };
  if (next.phase !== "debrief") fragment = null;
  deadline = next.seconds === null ? null : performance.now() + 1000 * next.seconds;
  shared = next;
}

/** Vote. Only the latest answer is sent, again and again until the room takes or refuses it. */
function pick(choice) {
  if (shared.phase !== "voting" || shared.paused) return;
  const sending = pending !== null;
  note = "";
  pending = { round: shared.round, choice, failed: false };
  draw();
  if (!sending) send();
}

async function send() {
  for (let failed = 0; pending;) {
    const vote = pending;
    const answer = await ask("/api/vote", { round: vote.round, choice: vote.choice });
    if (done(answer) && vote.round === shared?.round) own = { ...own, vote: vote.choice };
    if (vote !== pending) continue;
    if (passing(answer)) {
      vote.failed = true;
      draw();
      await rest(Math.max(answer.after, untilRetry(failed++)));
      continue;
    }
    pending = null;
    if (!done(answer)) {
      note = words(answer) || "That answer was not taken.";
      link.wake();
    }
    draw();
  }
}

async function join(code, name) {
  if (atDoor.busy) return;
  code = code.replace(/\s/g, "").toUpperCase();
  if (!code)
    return turnAway({
      code,
      name,
      problem: "Type the code that stands on the wall.",
      about: "code",
    });
  atDoor = { code, name, problem: "", about: "", busy: true };
  draw();
  const answer = await ask("/api/join", { code, name });
  if (done(answer)) {
    atDoor.busy = false;
    link.wake();
  } else if (answer.status === 0) {
    turnAway({
      code,
      name,
      problem: "The room cannot be reached. Is this phone in the right Wi-Fi? Then try again.",
      about: "",
    });
  } else {
    turnAway({
      code,
      name,
      problem: words(answer) || "That did not work. Try again.",
      about: answer.status === 404 ? "code" : "",
    });
  }
}

function turnAway(why) {
  atDoor = { ...why, busy: false };
  draw();
  document.getElementById("code")?.focus();
}

async function save(question, text, say) {
  say("Saving.");
  for (let failed = 0; ;) {
    const answer = await ask("/api/reflect", { question, text });
    if (done(answer)) {
      own = { ...own, reflections: { ...own.reflections, [question]: text } };
      say("Saved.");
      return speak("Saved.");
    }
    if (!passing(answer)) return say(words(answer) || "That could not be saved.");
    say("Not saved yet. Trying again.");
    await rest(Math.max(answer.after, untilRetry(failed++)));
  }
}

async function fetchDebrief() {
  for (let failed = 0; fragment === null && shared?.phase === "debrief";) {
    const answer = await ask("/api/debrief", undefined, { patience: 60_000 });
    if (done(answer)) {
      fragment = answer.body;
      const box = document.getElementById("fragment");
      if (box) box.innerHTML = fragment;
      focusable();
    } else await rest(Math.max(answer.after, untilRetry(failed++)));
  }
}

/** What is shown now: its kind, all that it is built from, and how to build it. */
function view() {
  if (refused) return ["door", atDoor, () => door(atDoor, join)];
  if (!shared || !own) {
    return lost
      ? [
          "wait",
          [lost],
          () =>
            notice(
              "The room cannot be reached",
              "Is this phone in the right Wi-Fi? The page goes on trying.",
            ),
        ]
      : ["wait", [lost], () => notice("One moment")];
  }
  if (own.kicked)
    return [
      "out",
      [],
      () =>
        notice(
          "You are no longer in this room",
          "Whoever leads it has taken you out, and can let you in again. This page notices by itself.",
        ),
    ];
  if (shared.phase === "lobby") return ["lobby", own.name, () => lobby(shared, own)];
  if (shared.phase === "debrief")
    return ["debrief", [], () => debrief(shared, own, fragment, save)];
  if (shared.phase === "revealed")
    return ["result", [shared.round, shared.bars, own.vote], () => result(shared, own)];
  const { round, scene_title, scene_html, before_html, choices } = shared;
  return [
    "scene",
    [round, scene_title, scene_html, before_html, choices],
    () => scene(shared, pick),
  ];
}

/** The sentence that always stands in sight; "" where the page says it all itself. */
function sentence(kind) {
  if (!["lobby", "scene", "result", "debrief"].includes(kind)) return "";
  if (lost && kind === "debrief")
    return "The room has gone, or cannot be reached. What stands here stays.";
  if (lost) return pending ? "Not connected. Not saved yet." : "Not connected. Trying again.";
  if (shared.paused) return "A pause. No vote is taken.";
  switch (shared.phase) {
    case "story":
      return shared.ending_in_words
        ? "The debrief comes next."
        : "Read on. The room moves on by itself.";
    case "voting":
      if (shared.hands) return "Hands are counted.";
      if (pending) return pending.failed ? "Not saved yet. Trying again." : "Sending your answer.";
      if (note) return note;
      return own.vote ? "Saved. You can still change it." : "Pick one answer.";
    case "closed":
      if (late && late !== own.vote) return "Vote closed. Your last answer came too late.";
      return "Vote closed. The result comes next.";
    case "revealed":
      return "Talk about it. The room moves on.";
    default:
      return "";
  }
}

function said() {
  if (pending) return pending.failed || lost ? "Not saved yet" : "Sending";
  return shared.phase === "voting" ? "Your answer, saved" : "Your answer";
}

let drawn = [];
let headed = null;
function draw() {
  const [kind, from, build] = view();
  const inside = ["lobby", "scene", "result", "debrief"].includes(kind);
  const heads = inside
    ? { ...shared, decision: kind === "debrief" ? null : shared.decision }
    : null;
  const before = [headed?.title, headed?.decision, headed?.meters];
  if (!same(before, [heads?.title, heads?.decision, heads?.meters])) {
    top.replaceChildren(...(heads ? head(heads).filter(Boolean) : []));
    document.title = heads ? heads.title : "pmquest";
    headed = heads;
  }
  const anew = !same(drawn, [kind, from]);
  if (anew) rebuild(kind, build, drawn[0]);
  drawn = [kind, from];
  const count = document.getElementById("here");
  if (count && count.textContent !== here(shared.joined)) count.textContent = here(shared.joined);
  const answers = document.getElementById("answers");
  if (answers)
    mark(answers, pending?.choice ?? own.vote, said(), shared.phase === "voting" && !shared.paused);
  const text = sentence(kind);
  bar.hidden = !text;
  bar.classList.toggle("trouble", lost || Boolean(pending?.failed) || Boolean(note));
  const news = anew
    ? [place.querySelector("h1"), document.getElementById("called")].map((each) =>
        each?.textContent.replace(/\.$/, ""),
      )
    : [];
  if (anew || status.textContent !== text) speak([...news, text].filter(Boolean).join(". "));
  if (status.textContent !== text) status.textContent = text;
  tick();
}

/** Show another view; whoever stood in the one before stands at the top of it. */
function rebuild(kind, build, before) {
  const stood = place.contains(document.activeElement) || document.activeElement === document.body;
  const reading = kind === before && place.querySelector("details")?.open;
  place.replaceChildren(...build().filter(Boolean));
  if (reading) place.querySelector("details").open = true;
  focusable();
  if (kind === "debrief") fetchDebrief();
  if (kind === "door" && before === "door") return;
  if (kind !== "result" || before !== "result") scrollTo(0, 0);
  if (before && stood) place.querySelector("h1").focus({ preventScroll: true });
}

/** Let the keyboard scroll what is wider than the page. */
function focusable() {
  for (const wide of place.querySelectorAll(".wide")) {
    if (wide.scrollWidth <= wide.clientWidth) continue;
    wide.setAttribute("tabindex", "0");
    wide.setAttribute("role", "group");
    wide.setAttribute("aria-label", "A table that scrolls sideways");
  }
}

/** Say something to those who hear the page; the same thing is not said twice. */
let spoken = "";
function speak(text) {
  if (text && text !== spoken) voice.textContent = spoken = text;
}

/** Show the time that is left, and say it where it is little. */
let warned = Infinity;
function tick() {
  const running = !refused && shared?.phase === "voting" && deadline !== null;
  const left = running
    ? Math.max(0, shared.paused ? shared.seconds : (deadline - performance.now()) / 1000)
    : Infinity;
  const text = running ? clock(Math.ceil(left)) : "";
  if (time.textContent !== text) time.textContent = text;
  if (left > warned) warned = Infinity;
  const limit = LITTLE_TIME.findLast((each) => left <= each);
  if (limit < warned) {
    warned = limit;
    if (left > 0) speak(`${limit} seconds left.`);
  }
}
setInterval(tick, 250);
draw();
