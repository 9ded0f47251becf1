// The edge to VS Code: commands, prompts, the view.

import * as vscode from "vscode";
import { Conversation } from "./conversation";
import { answerPage, COMMANDS, entryPage } from "./page";
import type { Entry } from "./protocol";
import { questions } from "./questions";
import { bundled, Server } from "./server";
import { View } from "./view";

export function activate(context: vscode.ExtensionContext): void {
  const asker = new Asker();
  const commands: Record<string, (...args: never[]) => unknown> = {
    "bpffaq.ask": () => asker.ask("Question"),
    "bpffaq.followUp": () => asker.ask("Follow-up"),
    "bpffaq.askSelection": () => asker.askSelection(),
    "bpffaq.candidates": () => asker.pickOther(),
    "bpffaq.list": () => asker.browse(),
    "bpffaq.back": () => {
      asker.back();
    },
    "bpffaq.new": () => {
      asker.forget();
    },
    "bpffaq.stop": () => {
      asker.stop();
    },
    // Called by the links of a page.
    "bpffaq.show": (id: string) => asker.show(id),
    "bpffaq.visit": visit,
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, told(run)));
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("bpffaq.command")) {
        asker.stop();
        asker.forget();
      }
    }),
    new vscode.Disposable(() => {
      asker.stop();
    }),
  );
}

/** Asks and shows; one of everything: a program, a conversation, a view. */
class Asker {
  private readonly reading = new vscode.EventEmitter<string>();
  private readonly server = new Server(command, (message) => {
    this.reading.fire(message);
  });
  private readonly conversation = new Conversation(this.server);
  private readonly view = new View(COMMANDS);
  private others: readonly Entry[] = [];

  async ask(prompt: string): Promise<void> {
    const question = await questions(prompt, (prefix, token) => this.conversation.complete(prefix, token));
    await this.answer(question);
  }

  async askSelection(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      throw new Error("no text is selected");
    }
    const { document, selection } = editor;
    const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
    await this.answer(range && document.getText(range));
  }

  async show(id: string): Promise<void> {
    const entry = await this.waited((token) => this.conversation.show(id, token));
    this.view.show(entryPage(entry), this.conversation.turns);
  }

  async pickOther(): Promise<void> {
    if (this.others.length === 0) {
      throw new Error("there are no other entries");
    }
    await this.pick(this.others);
  }

  async browse(): Promise<void> {
    const { entries, reading } = await this.waited((token) => this.conversation.list(token));
    if (reading !== undefined && entries.length === 0) {
      throw new Error(`${reading.message}; try again in a while`);
    }
    await this.pick(entries);
  }

  back(): void {
    const turns = this.view.back();
    if (turns === undefined) {
      throw new Error("nothing was shown before");
    }
    this.conversation.turns = turns;
  }

  forget(): void {
    this.conversation.turns = [];
  }

  stop(): void {
    this.server.stop();
  }

  private async answer(typed: string | undefined): Promise<void> {
    const question = typed?.split(/\s+/).join(" ").trim();
    if (!question) {
      return;
    }
    const answer = await this.waited((token) => this.conversation.ask(question, token));
    this.others = answer.status === "answered" ? answer.results.slice(1) : answer.results;
    this.view.show(answerPage(answer), this.conversation.turns);
  }

  private async pick(entries: readonly Entry[]): Promise<void> {
    const items = entries.map(({ id, question, section }) => ({ id, label: question, description: section.join(" › ") }));
    const picked = await vscode.window.showQuickPick(items, { matchOnDescription: true, placeHolder: "Entry" });
    if (picked !== undefined) {
      await this.show(picked.id);
    }
  }

  /** Waits as long as it takes, with how far the program is and a way out once that is long. */
  private async waited<R>(work: (token: vscode.CancellationToken) => Promise<R>): Promise<R> {
    const cancel = new vscode.CancellationTokenSource();
    const result = work(cancel.token);
    const slow = setTimeout(() => {
      void this.showProgress(cancel, result);
    }, 500);
    try {
      return await result;
    } catch (problem) {
      throw cancel.token.isCancellationRequested ? new vscode.CancellationError() : problem;
    } finally {
      clearTimeout(slow);
      cancel.dispose();
    }
  }

  private showProgress(cancel: vscode.CancellationTokenSource, result: Promise<unknown>): Thenable<void> {
    const options = { location: vscode.ProgressLocation.Notification, title: "bpffaq", cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const subscriptions = [
        this.reading.event((message) => {
          progress.report({ message });
        }),
        token.onCancellationRequested(() => {
          cancel.cancel();
        }),
      ];
      await result.catch(() => undefined);
      vscode.Disposable.from(...subscriptions).dispose();
    });
  }
}

function command(): readonly string[] {
  return vscode.workspace.getConfiguration("bpffaq").get<string[]>("command", []);
}

/** Shows the cited lines; what came with the program is read-only. */
async function visit(path: string, first: number, last: number): Promise<void> {
  const readonly = (await bundled(command())).includes(path);
  const selection = new vscode.Range(first - 1, 0, last, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(path), { selection, viewColumn: vscode.ViewColumn.One });
  if (readonly) {
    await vscode.commands.executeCommand("workbench.action.files.setActiveEditorReadonlyInSession");
  }
}

/** What says in one line why a command could not be done. */
function told<A extends never[]>(run: (...args: A) => unknown): (...args: A) => Promise<void> {
  return async (...args) => {
    try {
      await run(...args);
    } catch (problem) {
      if (!(problem instanceof vscode.CancellationError)) {
        void vscode.window.showErrorMessage(`bpffaq: ${problem instanceof Error ? problem.message : String(problem)}`);
      }
    }
  };
}
