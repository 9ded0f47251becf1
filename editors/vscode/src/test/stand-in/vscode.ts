// Stands in for VS Code where the tests run below node: it does what the extension asks of it, and remembers that.

import { CancellationTokenSource, Emitter, type Event } from "vscode-jsonrpc";

export { CancellationTokenSource, Emitter as EventEmitter };

export class CancellationError extends Error {}

export class Disposable {
  constructor(readonly dispose: () => void) {}

  static from(...all: { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) {
        one.dispose();
      }
    });
  }
}

export class Range {
  constructor(
    readonly startLine: number,
    readonly startCharacter: number,
    readonly endLine: number,
    readonly endCharacter: number,
  ) {}
}

export const ProgressLocation = { Notification: 15 };
export const ViewColumn = { One: 1, Beside: -2 };
export const Uri = { file: (path: string) => ({ path }) };

type Command = (...args: unknown[]) => Promise<void>;
interface Item {
  label: string;
}

/** What the user has set, types and chooses, and what was shown. */
export const user = {
  command: [] as string[],
  types: "",
  chooses: "",
  commands: new Map<string, Command>(),
  page: "",
  opened: [] as unknown[],
  executed: [] as string[],
  errors: [] as string[],
  progress: [] as string[],
  cancels: false,
};

const reconfigured = new Emitter<{ affectsConfiguration(section: string): boolean }>();

/** Sets another command, as the user does in the settings. */
export function configure(command: string[]): void {
  user.command = command;
  reconfigured.fire({ affectsConfiguration: (section) => section === "bpffaq.command" });
}

export const commands = {
  registerCommand(name: string, run: Command): Disposable {
    user.commands.set(name, run);
    return new Disposable(() => user.commands.delete(name));
  },
  executeCommand: (name: string) => Promise.resolve(user.executed.push(name)),
};

export const workspace = {
  getConfiguration: (section: string) => ({ get: (name: string) => (section === "bpffaq" && name === "command" ? user.command : undefined) }),
  onDidChangeConfiguration: reconfigured.event,
};

/** A prompt in which the user types, waits for what is to choose, chooses it and accepts. */
class QuickPick {
  value = "";
  items: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  private readonly changed = new Emitter<string>();
  private readonly accepted = new Emitter<undefined>();
  private readonly hidden = new Emitter<undefined>();
  readonly onDidChangeValue: Event<string> = this.changed.event;
  readonly onDidAccept: Event<undefined> = this.accepted.event;
  readonly onDidHide: Event<undefined> = this.hidden.event;

  show(): void {
    this.value = user.types;
    this.changed.fire(this.value);
    void this.choose();
  }

  hide(): void {
    this.hidden.fire(undefined);
  }

  dispose(): void {
    this.items = [];
  }

  private async choose(): Promise<void> {
    const end = Date.now() + 10_000;
    let chosen: Item | undefined;
    while (chosen === undefined && user.chooses && Date.now() < end) {
      chosen = this.items.find((item) => item.label === user.chooses);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.selectedItems = chosen ? [chosen] : this.items.slice(0, 1);
    this.accepted.fire(undefined);
  }
}

export const window = {
  activeTextEditor: undefined as unknown,
  createQuickPick: () => new QuickPick(),
  showQuickPick: (items: Item[]) => Promise.resolve(items.find((item) => item.label === user.chooses)),
  showErrorMessage: (message: string) => user.errors.push(message),
  showTextDocument: ({ path }: { path: string }, { selection }: { selection: Range }) => {
    user.opened.push([path, selection.startLine, selection.endLine]);
    return Promise.resolve();
  },
  createWebviewPanel: () => ({
    webview: {
      set html(page: string) {
        user.page = page;
      },
    },
    reveal: () => undefined,
    onDidDispose: () => undefined,
  }),
  withProgress: (_: unknown, work: (progress: object, token: object) => Promise<void>) => {
    const cancel = new CancellationTokenSource();
    const report = ({ message }: { message: string }): void => {
      user.progress.push(message);
      if (user.cancels) {
        cancel.cancel();
      }
    };
    return work({ report }, cancel.token);
  },
};
