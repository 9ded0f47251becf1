import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { CancellationTokenSource } from "vscode-jsonrpc";
import { Conversation } from "../conversation";
import { bundled, Server } from "../server";
import { eggs, folder, many } from "./faq";

function started(command: readonly string[], progress: (message: string) => void = () => undefined): Server {
  const server = new Server(() => command, progress);
  after(() => {
    server.stop();
  });
  return server;
}

test("a question is answered with its source", async () => {
  const { command, path } = eggs();
  const conversation = new Conversation(started(command));
  const answer = await conversation.ask("how long does a soft egg boil?");
  assert.equal(answer.status, "answered");
  const [first] = answer.results;
  assert.equal(first.short_answer?.text, "Four to five minutes, counted from when the water boils again.");
  assert.deepEqual([first.citation.path, first.citation.lines], [path, [4, 6]]);
  assert.deepEqual(conversation.turns, [{ query: "how long does a soft egg boil?", id: first.id }]);
});

test("the documents that came with the program are asked of the same command", async () => {
  const shown = 'console.log(JSON.stringify({ sources: [{ origin: "bundled", path: process.argv.slice(1).join(" ") }] }))';
  const command = [process.execPath, "-e", shown, "serve", "--source", "a.rst", "--vectors"];
  assert.deepEqual(await bundled(command), ["sources --source a.rst --json"]);
});

test("what was asked and shown before goes along with the next question", async () => {
  const sent: unknown[] = [];
  const results = [{ id: "q-soft" }];
  const conversation = new Conversation({
    request: (method, params) => {
      sent.push([method, params]);
      return Promise.resolve({ status: "answered", results });
    },
  });
  await conversation.ask("a soft one?");
  await conversation.show("q-kept");
  await conversation.ask("and a hard one?");
  assert.deepEqual(sent, [
    ["faq/search", { query: "a soft one?", context: [], progress: true }],
    ["faq/show", { id: "q-kept" }],
    ["faq/search", { query: "and a hard one?", context: [{ query: "a soft one?", id: "q-kept" }], progress: true }],
  ]);
});

test("entries are shown, listed and completed", async () => {
  const conversation = new Conversation(started(eggs().command));
  const { entries } = await conversation.list();
  const questions = ["How long does a soft egg boil?", "Where are eggs kept?"];
  assert.deepEqual(
    entries.map((entry) => entry.question),
    questions,
  );
  assert.equal((await conversation.show(entries[1]?.id ?? "")).question, questions[1]);
  assert.deepEqual(await conversation.complete("where"), [questions[1]]);
  await assert.rejects(conversation.show("nothing"), /no such entry/);
});

test("it is told how far the documents are read, and the answer comes", async () => {
  const told: string[] = [];
  const conversation = new Conversation(started(many(), (message) => told.push(message)));
  assert.equal((await conversation.ask("where are egg7s kept?")).status, "answered");
  assert.match(told[0] ?? "", /^reading documents, \d+ of 60$/);
});

test("a question that waits for the documents can be taken back", async () => {
  const cancel = new CancellationTokenSource();
  const server = started(many(), () => {
    cancel.cancel();
  });
  await assert.rejects(new Conversation(server).ask("where?", cancel.token), /the request was cancelled/);
});

test("a program that ended is started again", async () => {
  const { command } = eggs();
  const once = join(folder(), "once");
  const script = 'if [ -e "$0" ]; then exec "$@"; fi; : > "$0"; exit 1';
  const { entries } = await new Conversation(started(["sh", "-c", script, once, ...command])).list();
  assert.deepEqual([existsSync(once), entries.length], [true, 2]);
});

test("after a stop the next question starts the program again", async () => {
  const server = started(eggs().command);
  const conversation = new Conversation(server);
  await conversation.list();
  server.stop();
  assert.equal((await conversation.list()).entries.length, 2);
});

const failures: [string, string[], string][] = [
  ["nothing", [], 'bpffaq.command: is empty; set it like ["bpffaq", "serve"]'],
  ["no program", ["no-such-bpffaq"], "no-such-bpffaq: cannot be run; install bpffaq or set bpffaq.command"],
  ["a program that complains", ["sh", "-c", "echo one >&2; echo two >&2"], "the program ended twice: two"],
  ["a program that says nothing", ["true"], "the program ended twice"],
];
for (const [name, command, message] of failures) {
  test(`why there is no answer: ${name}`, async () => {
    await assert.rejects(started(command).request("faq/list", {}), { message });
  });
}
