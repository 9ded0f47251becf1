import assert from "node:assert/strict";
import { test } from "node:test";
import { answerPage, entryPage } from "../page";
import type { Answer, Block, Entry, Whole } from "../protocol";

const CITATION = {
  document: "Eggs",
  file: "eggs.rst",
  lines: [4, 6] as [number, number],
  url: "https://example.org/eggs.html#q",
  revision: "abc",
  as_of: "2020-07",
  path: "/home/me/eggs of mine.rst",
};
const OTHER: Entry = { id: "q-two", question: "Where?", section: [], citation: CITATION };
const ENTRY: Whole = {
  ...OTHER,
  id: "q-one",
  question: "How long?",
  section: ["Cooking", "Boiling"],
  short_answer: { text: "Five minutes.", lines: [5, 5] },
  blocks: [{ kind: "paragraph", text: "Five minutes.", lines: [5, 5] }],
  links: [],
};
const ANSWER: Answer = {
  query: "how long",
  status: "answered",
  confidence: 0.912,
  level: "high",
  corrections: { egs: "eggs" },
  unmatched: ["zebra"],
  taken_with: "soft eggs",
  notices: ["eggs.rst cannot be read"],
  results: [ENTRY, OTHER],
};

/** What stands between the tags of a page's body, without its footer. */
function shown(page: string): string[] {
  const body = page.replace(/.*<body>|<footer>.*/gs, "");
  return body
    .split(/<[^>]*>|\n/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function withBlock(kind: string, text: string, label = ""): string {
  const page = entryPage({ ...ENTRY, section: [], short_answer: null, blocks: [{ kind, text, label, lines: [5, 5] }] });
  return /<h1>.*?<\/h1>\n(.*?)\n<p><a/s.exec(page)?.[1] ?? "";
}

test("an answer says how it came about, the entry, its source and the others", () => {
  assert.deepEqual(shown(answerPage(ANSWER)), [
    "You asked: how long",
    "Confidence: high (0.91)",
    "Taken with: soft eggs",
    "Read &quot;egs&quot; as &quot;eggs&quot;.",
    "Not in the document: zebra",
    "eggs.rst cannot be read",
    "How long?",
    "Cooking › Boiling",
    "Five minutes.",
    "eggs.rst:4-6",
    "Eggs, abc, as of 2020-07",
    "https://example.org/eggs.html#q",
    "Other entries",
    "Where?",
  ]);
});

const BLOCKS: Block[] = [
  { kind: "paragraph", text: "Not <here>. Boil it: so. Done.", lines: [3, 4] },
  { kind: "bullet", text: "Boil it: so.", lines: [6, 6] },
  { kind: "code", text: "egg\nboil\n  peel", lines: [8, 10] },
];
const LONG: Block = { kind: "paragraph", text: "Long. ".repeat(160) + "Boil.", lines: [3, 3] };

/** The blocks of a page as they are marked, tags of blocks left out. */
function marks(short: string, lines: [number, number], blocks = BLOCKS): string {
  const page = entryPage({ ...ENTRY, section: [], short_answer: { text: short, lines }, blocks });
  const body = /<h1>.*?<\/h1>\n(.*?)\n<p><a/s.exec(page)?.[1] ?? "";
  return body.replace(/<strong[^>]*>/g, "[").replace(/<\/strong>/g, "]").replace(/<[^>]*>/g, "");
}

test("what answers is marked in a short text", () => {
  const [first, second, third] = ["Not &lt;here&gt;. Boil it: so. Done.", "Boil it: so.", "egg\nboil\n  peel"];
  assert.equal(marks("Boil it: so.", [3, 4]), `Not &lt;here&gt;. [Boil it: so.] Done.\n${second}\n${third}`);
  assert.equal(marks("it: so", [6, 6]), `${first}\nBoil [it: so.]\n${third}`);
  assert.equal(marks("Boil it:\nboil\n  peel", [6, 10]), `${first}\n[Boil it:] so.\negg\n[boil\n  peel]`);
});

test("the short answer precedes a long text, or one that lacks it", () => {
  assert.ok(marks("nowhere", [3, 10]).startsWith("nowhere\nNot"));
  assert.ok(marks("Boil it: so.", [8, 10]).startsWith("Boil it: so.\nNot"));
  assert.match(marks("Boil.", [3, 3], [LONG]), /^Boil\.\nLong\. .*\[Boil\.\]$/);
});

const plain = { ...ANSWER, corrections: {}, unmatched: [], taken_with: null, notices: [] };

test("no sure answer names the nearest entries only", () => {
  assert.deepEqual(shown(answerPage({ ...plain, status: "closest", results: [ENTRY, OTHER] })), [
    "You asked: how long",
    "The document does not answer this.",
    "These entries may help",
    "How long?",
    "Where?",
  ]);
});

test("what is not covered is said", () => {
  const page = answerPage({ ...plain, status: "not_covered", results: [] });
  assert.deepEqual(shown(page), ["You asked: how long", "The document does not cover this question."]);
});

test("links call the commands of the extension with their arguments", () => {
  const calls = [...answerPage(ANSWER).matchAll(/href="command:([^?"]*)\?([^"]*)"/g)].map(([, name, args]) => [
    name,
    JSON.parse(decodeURIComponent(args ?? "")) as unknown,
  ]);
  assert.deepEqual(calls, [
    ["bpffaq.visit", ["/home/me/eggs of mine.rst", 4, 6]],
    ["bpffaq.show", ["q-two"]],
    ["bpffaq.followUp", []],
    ["bpffaq.back", []],
  ]);
});

test("only addresses of the web and of mail are links, of mail nothing but the address", () => {
  const links = [
    ["web", "https://example.org/?a=1&b=2"],
    ["mail", "mailto:me@example.org?attach=/etc/passwd"],
    ["script", "javascript:alert(1)"],
    ["command", "command:workbench.action.quit"],
    ["file", "file:///etc/passwd"],
    ["broken", 'https://example.org/"onclick=" '],
    ["nothing", null],
  ].map(([text, url]) => ({ text: text ?? "", url: url ?? null }));
  const page = entryPage({ ...ENTRY, links, citation: { ...CITATION, url: "javascript:alert(1)" } });
  assert.deepEqual(page.match(/href="(?!command:bpffaq)[^"]*"/g), [
    'href="https://example.org/?a=1&amp;b=2"',
    'href="mailto:me@example.org"',
  ]);
});

test("a newer revision that says it differently is named", () => {
  const changed = { revision: "linux-6.12", url: "https://example.org/new" };
  const page = entryPage({ ...ENTRY, citation: { ...CITATION, changed } });
  assert.match(page, /<a href="https:\/\/example.org\/new">linux-6.12 says this differently.<\/a>/);
});

const blocks: [kind: string, text: string, label: string, html: string][] = [
  ["paragraph", "one", "", "<p>one</p>"],
  ["code", "if (a < b)\n  &c", "", "<pre>if (a &lt; b)\n  &amp;c</pre>"],
  ["table", "a | b", "", "<pre>a | b</pre>"],
  ["bullet", "one", "", "<ul><li>one</li></ul>"],
  ["enumerated", "one", "2.", "<p>2. one</p>"],
  ["quote", "one", "", "<blockquote>one</blockquote>"],
  ["note", "one", "Warning", "<p><strong>Warning one</strong></p>"],
  ["paragraph", "<img src=x onerror='alert(1)'>", "", "<p>&lt;img src=x onerror=&#39;alert(1)&#39;&gt;</p>"],
  ["paragraph", "a\u202eb\u001b[2J", "", "<p>a\ufffdb\ufffd[2J</p>"],
  ["paragraph", "👩\u200d🍳", "", "<p>👩\u200d🍳</p>"],
];
for (const [kind, text, label, html] of blocks) {
  test(`${kind}: ${JSON.stringify(text)}`, () => {
    assert.equal(withBlock(kind, text, label), html);
  });
}

test("a page has no script and allows none", () => {
  const page = answerPage(ANSWER);
  assert.doesNotMatch(page, /<script|\son\w+=/i);
  assert.match(page, /content="default-src 'none'; style-src 'sha256-[\w+/]{43}='"/);
});
