/**
 * What the page shows, made from what the room said: values in, elements out.
 *
 * Text goes in as text. Only the fields that end in "html" go in as HTML: the room made them
 * inert.
 */

/** An element; text and elements go in as children, null and false are left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "html") element.innerHTML = value;
    else if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const heading = (text, attributes = {}) => make("h1", { tabindex: "-1", ...attributes }, text);
const line = (text) => make("p", {}, text);
const quiet = (text) => make("p", { class: "muted" }, text);
const hidden = (text) => make("span", { class: "unseen" }, text);

/** "1 person", "3 people". */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** A code as it stands on the wall: "KHM 4RT". */
export const spaced = (code) => code.replace(/(...)(?=.)/g, "$1 ");

/** A time as a clock shows it: "1:05". */
export const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** The line above everything: the title, which decision it is, and how things stand. */
export function head({ title, decision, phase, meters, language }) {
  const places = meters.map(({ label, in_words, share }) =>
    make("div", { class: "meter" },
      make("dt", { lang: language }, label),
      make("dd", {}, in_words),
      make("dd", { "aria-hidden": "true" }, rail(share, "ink")),
    ),
  );
  return [
    make("p", { class: "title" },
      make("span", { lang: language }, title),
      decision && phase !== "story" && phase !== "debrief" && make("span", { class: "muted" }, `Decision ${decision}`),
    ),
    places.length > 0 && make("dl", { class: "meters" }, places),
  ];
}

/** A bar on its rail; `share` is 0 to 1. */
function rail(share, kind) {
  const width = Math.round(1000 * share) / 10;
  return make("span", {
    class: "rail",
    html: `<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="1"/><rect class="${kind}" width="${width}" height="1"/></svg>`,
  });
}

/** The way in. `join(code, name)` is called with what was typed. */
export function door({ code, problem, about, busy, join }) {
  const wrong = (field) => (about === field && problem ? { "aria-invalid": "true", "aria-describedby": "problem" } : {});
  const asked = make("input", {
    id: "code", name: "code", value: code, autocomplete: "off", autocapitalize: "characters",
    spellcheck: "false", enterkeyhint: "next", required: true, ...wrong("code"),
  });
  const name = make("input", { id: "name", name: "name", autocomplete: "off", maxlength: "60", enterkeyhint: "go", "aria-describedby": "about-name" });
  const submit = (event) => {
    event.preventDefault();
    join(asked.value, name.value);
  };
  return [
    heading("Join the room"),
    make("form", { class: "door", novalidate: true, on: { submit } },
      problem && make("p", { id: "problem", class: "problem" }, make("span", { "aria-hidden": "true" }, "✗ "), problem),
      make("label", { for: "code" }, "Code, as it stands on the wall"), asked,
      make("label", { for: "name" }, "A name, if you like"), name,
      make("p", { id: "about-name", class: "muted" }, "Everybody in the room can see it. Leave it empty and you are given one."),
      make("button", { class: "go", "aria-disabled": busy ? "true" : null }, busy ? "Joining" : "Join"),
    ),
    quiet("Everybody sees how many gave which answer, and nobody who did. A team can share one phone."),
  ];
}

/** People come in, and wait. */
export const lobby = ({ joined }, own) => [
  heading(`You are in, ${own.name}`),
  line("It begins soon. Keep this page open: it moves on by itself."),
  make("p", { class: "muted", "data-live": "joined" }, here(joined)),
];

export const here = (joined) => (joined === 1 ? "Nobody else is here yet." : `${joined} people are here.`);

/** Words where there is nothing else to show. */
export const notice = (title, ...texts) => [heading(title), ...texts.map(line)];

/** The scene: what came before, its title, its text and exhibits. */
export const scene = ({ scene_title, scene_html, before_html, ending_in_words, language }) => [
  before_html && make("section", { class: "before", lang: language, html: before_html }),
  heading(scene_title, { lang: language }),
  ending_in_words && quiet(ending_in_words),
  make("div", { class: "text", lang: language, html: scene_html }),
];

/** The answers, each a button that votes; `pick(id)` is called with the one that is tapped. */
export function answers({ choices, hands, language, phase }, pick) {
  const open = phase === "voting" && !hands;
  const items = choices.map((choice, place) => {
    const parts = [
      make("span", { class: "mark", "aria-hidden": choice.selectable ? null : "true" }, choice.selectable ? String(place + 1) : "–"),
      make("span", { class: "deed" },
        make("span", { lang: language, html: choice.html }),
        choice.locked && make("span", { class: "locked", lang: language }, hidden("Cannot be taken: "), choice.locked),
        make("span", { class: "said" }),
      ),
    ];
    const card = choice.selectable && open
      ? make("button", { type: "button", class: "answer", "data-choice": choice.id, "aria-pressed": "false", on: { click: () => pick(choice.id) } }, parts)
      : make("div", { class: choice.selectable ? "answer" : "answer shut", "data-choice": choice.id }, parts);
    return make("li", {}, card);
  });
  return make("section", { id: "answers", "aria-labelledby": "ask" },
    make("h2", { id: "ask" }, hands ? "Raise your hand for one" : open ? "What do you do?" : "The answers"),
    make("ol", { class: "answers" }, items),
  );
}

/** Mark the answer that this phone gave, in place, and say how far it got. */
export function mark(place, choice, said) {
  for (const card of place.querySelectorAll("[data-choice]")) {
    const mine = card.dataset.choice === choice;
    card.classList.toggle("mine", mine);
    if (card.hasAttribute("aria-pressed")) card.setAttribute("aria-pressed", String(mine));
    const words = card.querySelector(".said");
    const text = mine ? said : "";
    if (words && words.textContent !== text) words.textContent = text;
  }
}

/** What the room answered, then the scene to read again. */
export function result(shared, own) {
  const { bars, votes, hands, called_in_words, language } = shared;
  return [
    heading("What the room answered"),
    quiet(`${hands ? counted(votes, "hand") : counted(votes, "answer")} · ${shared.scene_title}`),
    make("ol", { class: "bars" }, bars.map((bar, place) => make("li", {}, barCard(bar, place, bar.id === own.vote, language)))),
    called_in_words && make("p", { class: "called" }, "The moment called for ", level(called_in_words), "."),
    make("details", {},
      make("summary", {}, "Read the scene again"),
      make("div", { class: "text", lang: language, html: shared.scene_html }),
    ),
  ];
}

function barCard(bar, place, mine, language) {
  const facts = [mine && "your answer", bar.leading && "most votes"].filter(Boolean).join(" · ");
  return make("div", { class: mine ? "answer mine" : "answer" },
    make("span", { class: "mark" }, String(place + 1)),
    make("div", { class: "deed" },
      make("p", { class: "what", lang: language, html: bar.html }),
      rail(bar.share, bar.level ?? "ink"),
      make("p", { class: "figures" },
        make("span", {}, make("strong", {}, String(bar.votes)), ` · ${Math.round(100 * bar.share)} %`),
        bar.level_in_words && level(bar.level_in_words, bar.level),
        bar.judgment_in_words && make("span", { class: "dots" }, bar.judgment_in_words),
        facts && make("span", { class: "facts" }, facts),
      ),
      bar.why_html && make("div", { class: "why", lang: language, html: bar.why_html }),
    ),
  );
}

/** A level in its colour, always with its glyph and its name. */
const level = (words, name = words.startsWith("▲") ? "leader" : words.startsWith("▪") ? "manager" : null) =>
  make("span", { class: name }, words);

/** The debrief: what the room made of it, questions to answer, and a copy to keep. */
export function debrief({ reflect, title }, own, fragment, save) {
  const questions = reflect.map((question, place) => {
    const said = make("p", { class: "muted saved", id: `saved-${place}` });
    const field = make("textarea", { id: `question-${place}`, rows: "4", maxlength: "2000", "aria-describedby": `saved-${place}` });
    field.value = own.reflections?.[place] ?? "";
    const submit = (event) => {
      event.preventDefault();
      save(place, field.value, (words) => (said.textContent = words));
    };
    return make("form", { class: "question", on: { submit } },
      make("label", { for: field.id, html: question }), field,
      make("div", { class: "row" }, make("button", {}, "Save"), said),
    );
  });
  return [
    heading("Your debrief", { "data-title": title }),
    make("div", { id: "fragment", html: fragment ?? "<p>It is being made.</p>" }),
    questions.length > 0 && make("section", {},
      make("h2", {}, "Questions about your own work"),
      quiet("The room sees the answers, without names."),
      questions,
    ),
    make("section", {},
      make("h2", {}, "To keep"),
      line("This address goes with the room. What you see here can be kept as one file."),
      make("p", {}, make("a", { class: "go", href: "/keep", download: "debrief.html" }, "Keep my debrief")),
    ),
  ];
}
