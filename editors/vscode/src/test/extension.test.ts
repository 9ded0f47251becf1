import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import type { ExtensionContext } from "vscode";
import { activate } from "../extension";
import { eggs, many, shipped } from "./faq";
import { configure, user, window } from "./stand-in/vscode";

const SOFT = "How long does a soft egg boil?";
const KEPT = "Where are eggs kept?";
const { command, path } = eggs();
const subscriptions: { dispose(): void }[] = [];

activate({ subscriptions } as unknown as ExtensionContext);
const registered = [...user.commands.keys()];

after(() => {
  for (const one of subscriptions) {
    one.dispose();
  }
});

beforeEach(() => {
  configure(command);
  Object.assign(user, { types: "", chooses: "", page: "", opened: [], executed: [], errors: [], progress: [], cancels: false });
});

async function run(name: string, ...args: unknown[]): Promise<void> {
  await user.commands.get(name)?.(...args);
}

async function ask(question: string, name = "bpffaq.ask"): Promise<void> {
  Object.assign(user, { types: question, chooses: "" });
  await run(name);
}

/** The questions that are headings of the page. */
function headings(): string[] {
  return [...user.page.matchAll(/<h1>(.*?)<\/h1>/g)].map(([, question]) => question ?? "");
}

test("every command that is offered is there", () => {
  const { contributes } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf-8")) as {
    contributes: { commands: { command: string }[] };
  };
  const offered = contributes.commands.map((one) => one.command);
  assert.deepEqual([...registered].sort(), [...offered, "bpffaq.show", "bpffaq.visit"].sort());
});

test("what is typed is asked", async () => {
  await ask("a soft egg, how long?");
  assert.deepEqual([headings(), user.errors], [[SOFT], []]);
});

test("a completed question is chosen", async () => {
  Object.assign(user, { types: "where", chooses: KEPT });
  await run("bpffaq.ask");
  assert.deepEqual(headings(), [KEPT]);
  assert.match(user.page, /You asked: Where are eggs kept\?/);
});

test("the selection is asked, in one line", async () => {
  const document = { getText: () => "how long does\n  a soft egg boil?" };
  window.activeTextEditor = { document, selection: { isEmpty: false } };
  await run("bpffaq.askSelection");
  assert.match(user.page, /You asked: how long does a soft egg boil\?/);
  window.activeTextEditor = undefined;
  await run("bpffaq.askSelection");
  assert.deepEqual(user.errors, ["bpffaq: no text is selected"]);
});

/** Follows the link of a page to the cited lines. */
async function visit(): Promise<void> {
  const args = /href="command:bpffaq\.visit\?([^"]*)"/.exec(user.page)?.[1] ?? "";
  await run("bpffaq.visit", ...(JSON.parse(decodeURIComponent(args)) as unknown[]));
}

test("a link opens the cited lines", async () => {
  await ask(SOFT);
  await visit();
  assert.deepEqual([user.opened, user.executed], [[[path, 3, 6]], []]);
});

test("a document that came with the program is opened read-only", async () => {
  configure(shipped());
  await ask("How do I report bugs for BPF kernel code?");
  await visit();
  assert.deepEqual([user.opened.length, user.executed], [1, ["workbench.action.files.setActiveEditorReadonlyInSession"]]);
});

test("an entry is browsed to, and the way back leads step by step to what was shown before", async () => {
  await ask(KEPT);
  await ask(SOFT);
  user.chooses = KEPT;
  await run("bpffaq.list");
  const shown = [headings()];
  await run("bpffaq.back");
  shown.push(headings());
  await run("bpffaq.back");
  shown.push(headings());
  assert.deepEqual([shown, user.errors], [[[KEPT], [SOFT], [KEPT]], []]);
});

test("a follow-up is taken with what was asked, a new conversation forgets it", async () => {
  await ask(KEPT);
  await ask("and why?", "bpffaq.followUp");
  assert.match(user.page, /Taken with: Where are eggs kept\?/);
  await run("bpffaq.new");
  await ask("and why?");
  assert.doesNotMatch(user.page, /Taken with/);
});

test("the other entries of an answer are to choose from", async () => {
  await ask("eggs boil or kept?");
  user.chooses = headings()[0] === SOFT ? KEPT : SOFT;
  await run("bpffaq.candidates");
  assert.deepEqual([headings(), user.errors], [[user.chooses], []]);
});

test("a program that cannot be run is told in one line", async () => {
  configure(["no-such-bpffaq"]);
  await ask(SOFT);
  assert.deepEqual(user.errors, ["bpffaq: no-such-bpffaq: cannot be run; install bpffaq or set bpffaq.command"]);
});

test("it is shown how far the documents are read", async () => {
  configure(many());
  await ask("where are egg7s kept?");
  assert.match(user.progress.at(-1) ?? "", /^reading documents, \d+ of 60$/);
  assert.equal(user.errors.length, 0);
});

test("who takes a question back is told nothing", async () => {
  configure(many());
  user.cancels = true;
  await ask("where are egg7s kept?");
  assert.deepEqual([user.page, user.errors], ["", []]);
});
