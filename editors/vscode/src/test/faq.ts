// The real program with a document made for the tests.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

const EGGS = `Cooking eggs
============

Q: How long does a soft egg boil?
---------------------------------
A: Four to five minutes, counted from when the water boils again.

Q: Where are eggs kept?
-----------------------
A: In the \`cellar <https://example.org/cellar>\`_. Never in the sun::

  cellar/eggs <&> more
`;

/** Gives a new folder, which is removed after the tests. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "bpffaq-"));
  after(() => {
    rmSync(made, { recursive: true });
  });
  return made;
}

/** Gives the command that answers from a document about eggs, with an index of its own. */
export function eggs(): { command: string[]; path: string } {
  const home = folder();
  const path = join(home, "eggs.rst");
  writeFileSync(path, EGGS);
  return { command: command(home, "--source", path), path };
}

/** Gives the command that answers from the document that came with the program. */
export function shipped(): string[] {
  return command(folder());
}

/** Gives the command that answers from so many documents that they are read by another process. */
export function many(): string[] {
  const home = folder();
  const documents = join(home, "documents");
  mkdirSync(documents);
  for (let n = 0; n < 60; n++) {
    writeFileSync(join(documents, `eggs${n.toString()}.rst`), EGGS.replace(/egg/g, `egg${n.toString()}`));
  }
  return command(home, "--source", documents);
}

function command(home: string, ...options: string[]): string[] {
  const program = (process.env.BPFFAQ ?? "bpffaq").split(" ");
  return ["env", `XDG_CACHE_HOME=${join(home, "cache")}`, ...program, "serve", ...options];
}
