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
    else if (key === "on")
      for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const heading = (text, attributes = {}) => make("h1", { tabindex: "-1", ...attributes }, text);
const line = (text) => make("p", {}, text);
const quiet = (text) => make("p", { class: "muted" }, text);

const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** A code as it stands on the wall: "KHM 4RT". */
const spaced = (code) => code.replace(/(...)(?=.)/g, "$1 ");

/** A time as a clock shows it: "1:05". */
export const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** The line above everything: the title, which decision it is, and how things stand. */
export const head = ({ title, decision, meters, language }) => [
  make(
    "p",
    { class: "title" },
    make("span", { lang: language }, title),
    decision && make("span", { class: "muted" }, `Decision ${decision}`),
  ),
  meters.length > 0 &&
    make(
      "dl",
      { class: "meters" },
      meters.map(({ label, in_words, share }) =>
        make(
          "div",
          {},
          make("dt", { lang: language }, label),
          make("dd", {}, in_words, rail(share, "ink")),
        ),
      ),
    ),
];

/** A bar on its rail; `share` is 0 to 1. */
function rail(share, kind) {
  const width = Math.round(1000 * share) / 10;
  return make("span", {
    class: "rail",
    html: `<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="1"/><rect class="${kind}" width="${width}" height="1"/></svg>`,
  });
}

/** The way in. `join(code, name)` is called with what was typed. */
export function door({ code, name, problem, about, busy }, join) {
  const wrong =
    problem && about === "code" ? { "aria-invalid": "true", "aria-describedby": "problem" } : {};
  const codeField = make("input", {
    id: "code",
    value: spaced(code),
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "20",
    enterkeyhint: "next",
    ...wrong,
  });
  const nameField = make("input", {
    id: "name",
    value: name,
    autocomplete: "off",
    maxlength: "60",
    enterkeyhint: "go",
    "aria-describedby": "about-name",
  });
  const submit = (event) => {
    event.preventDefault();
    join(codeField.value, nameField.value);
  };
  return [
    heading("Join the room"),
    make(
      "form",
      { class: "door", novalidate: true, on: { submit } },
      problem &&
        make(
          "p",
          { id: "problem", class: "problem" },
          make("span", { "aria-hidden": "true" }, "✗ "),
          problem,
        ),
      make("label", { for: "code" }, "The code on the wall"),
      codeField,
      make("label", { for: "name" }, "A name, if you like"),
      nameField,
      make(
        "p",
        { id: "about-name", class: "muted" },
        "Everybody in the room can see it. Leave it empty and you are given one.",
      ),
      make(
        "button",
        { class: "go", "aria-disabled": busy ? "true" : null },
        busy ? "Joining" : "Join",
      ),
    ),
    quiet("The room sees how many gave which answer, and never who. A team can share one phone."),
  ];
}

/** People come in, and wait. */
export const lobby = ({ scene_html, language }, own) => [
  heading(`You are in, ${own.name}`),
  line("It begins soon. Keep this page open: it moves on by itself."),
  make("p", { id: "here", class: "muted" }),
  make("section", { class: "aside", lang: language, html: scene_html }),
];

/** How many are here, in words. */
export const here = (joined) =>
  joined === 1 ? "Nobody else is here yet." : `${joined} people are here.`;

/** Words where there is nothing else to show. */
export const notice = (title, text) => [heading(title), text && line(text)];

/** The scene: what came before, its title, its text and exhibits, and the answers where it has some. */
export const scene = (shared, pick) => [
  shared.before_html &&
    make("section", { class: "aside", lang: shared.language, html: shared.before_html }),
  heading(shared.scene_title, { lang: shared.language }),
  shared.ending_in_words && quiet(shared.ending_in_words),
  make("div", { class: "text", lang: shared.language, html: shared.scene_html }),
  shared.choices.length > 0 && answers(shared, pick),
];

/** The answers, each a button that votes; `pick(id)` is called with the one that is tapped. */
function answers({ choices, hands, language }, pick) {
  const items = choices.map(({ id, html, selectable, locked }, number) => {
    const parts = [
      make("span", { class: "place" }, selectable ? String(number + 1) : "–"),
      make(
        "span",
        { class: "deed" },
        make("span", { lang: language, html }),
        locked && make("span", { class: "locked", lang: language }, locked),
        make("span", { class: "said" }),
      ),
    ];
    if (!selectable)
      return make(
        "li",
        {},
        make(
          "div",
          { class: "card shut" },
          make("span", { class: "unseen" }, "Cannot be taken:"),
          parts,
        ),
      );
    if (hands) return make("li", {}, make("div", { class: "card" }, parts));
    const vote = {
      type: "button",
      class: "card",
      "data-choice": id,
      "aria-pressed": "false",
      on: { click: () => pick(id) },
    };
    return make("li", {}, make("button", vote, parts));
  });
  return make(
    "section",
    { id: "answers", "aria-labelledby": "ask" },
    make("h2", { id: "ask" }, hands ? "Raise your hand for one" : "What do you do?"),
    make("ol", { class: "answers" }, items),
  );
}

/** Mark the answer that this phone gave, in place, and say how far it got. */
export function mark(answers, choice, said, open) {
  for (const card of answers.querySelectorAll("button")) {
    const mine = card.dataset.choice === choice;
    const text = mine ? said : "";
    card.classList.toggle("mine", mine);
    card.setAttribute("aria-pressed", String(mine));
    if (open) card.removeAttribute("aria-disabled");
    else card.setAttribute("aria-disabled", "true");
    const words = card.querySelector(".said");
    if (words.textContent !== text) words.textContent = text;
  }
}

/** What the room answered, then the scene to read again. */
export const result = (
  { bars, votes, hands, called_in_words, scene_title, scene_html, language },
  own,
) => [
  heading("The room’s answers"),
  make(
    "p",
    { class: "muted" },
    counted(votes, "vote"),
    hands && " by hand",
    " · ",
    make("span", { lang: language }, scene_title),
  ),
  called_in_words &&
    make("p", { id: "called" }, "The moment called for ", level(called_in_words), "."),
  make(
    "ol",
    { class: "outcome" },
    bars.map((bar) => make("li", {}, barCard(bar, bar.id === own.vote, language))),
  ),
  make(
    "details",
    {},
    make("summary", {}, "Read the scene again"),
    make("div", { class: "text", lang: language, html: scene_html }),
  ),
];

const barCard = (bar, mine, language) =>
  make(
    "div",
    { class: mine ? "card mine" : "card" },
    make("span", { class: "place" }, String(bar.number)),
    make(
      "div",
      { class: "deed" },
      make("p", { class: "what", lang: language, html: bar.html }),
      rail(bar.share, bar.level ?? "ink"),
      make(
        "p",
        { class: "figures" },
        make("span", {}, bar.votes_in_words),
        bar.level_in_words && level(bar.level_in_words, bar.level),
        bar.judgment_in_words && make("span", { class: "dots" }, bar.judgment_in_words),
        mine && make("strong", {}, "your answer"),
        bar.leading && make("strong", {}, "most votes"),
      ),
      bar.why_html && make("div", { class: "why", lang: language, html: bar.why_html }),
    ),
  );

/** A level in its colour, always with its glyph and its name. */
const level = (words, name = { "▪": "manager", "▲": "leader" }[words[0]]) =>
  make("span", { class: name }, words);

/**
 * The debrief: what the room made of it, questions to answer, and a copy to keep.
 * `save(question, text, say)` is called with an answer; `say` shows how it fares.
 */
export const debrief = ({ reflect, language }, own, fragment, save) => [
  heading("Your debrief"),
  make("div", { id: "fragment", html: fragment ?? '<p class="muted">It is being made.</p>' }),
  reflect.length > 0 &&
    make(
      "section",
      {},
      make("h2", {}, "Questions about your own work"),
      quiet("The room sees the answers, without names."),
      reflect.map((question, number) =>
        reflection(question, number, own.reflections[number] ?? "", language, save),
      ),
    ),
  make(
    "section",
    {},
    make("h2", {}, "To keep"),
    line("This address goes when the room goes. Everything above can be kept as one file."),
    make("p", {}, make("a", { class: "go", href: "/keep", download: true }, "Keep my debrief")),
  ),
];

function reflection(question, number, text, language, save) {
  const said = make("p", { class: "muted", id: `said-${number}` });
  const field = make("textarea", {
    id: `question-${number}`,
    rows: "4",
    maxlength: "1000",
    "aria-describedby": said.id,
  });
  field.value = text;
  const submit = (event) => {
    event.preventDefault();
    save(number, field.value, (words) => (said.textContent = words));
  };
  return make(
    "form",
    { class: "question", on: { submit } },
    make("label", { for: field.id, lang: language, html: question }),
    field,
    make("div", { class: "row" }, make("button", {}, "Save"), said),
  );
}
