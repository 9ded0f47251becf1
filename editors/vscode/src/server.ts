// A process of `bpffaq serve` that stays warm, spoken to in the framing of the Language Server Protocol.
// Nothing of VS Code is used here, so that node alone can test it.

import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { homedir } from "node:os";
import { promisify } from "node:util";
import {
  type CancellationToken,
  createMessageConnection,
  type Message,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";

/** The process ended before it answered. */
class Ended extends Error {}

/** Writes where there is still somebody to read: the end of the process is told by itself. */
class Writer extends StreamMessageWriter {
  override async write(message: Message): Promise<void> {
    await super.write(message).catch(() => undefined);
  }
}

interface Running {
  child: ChildProcessWithoutNullStreams;
  connection: MessageConnection;
  /** Fails when the process ends. */
  ended: Promise<never>;
}

export class Server {
  private running: Running | undefined;

  /**
   * @param command gives the program and its arguments.
   * @param progress is told how far the program has read the documents.
   */
  constructor(
    private readonly command: () => readonly string[],
    private readonly progress: (message: string) => void,
  ) {}

  /** Sends a request, once more where the process ends before it answers. */
  async request(method: string, params: object, token?: CancellationToken): Promise<unknown> {
    try {
      return await this.send(method, params, token);
    } catch (problem) {
      if (!(problem instanceof Ended)) {
        throw problem;
      }
    }
    try {
      return await this.send(method, params, token);
    } catch (problem) {
      throw problem instanceof Ended ? new Error(`the program ended twice${problem.message}`) : problem;
    }
  }

  /** Ends the process; the next request starts another. */
  stop(): void {
    const running = this.running;
    this.running = undefined;
    running?.child.kill();
  }

  private async send(method: string, params: object, token?: CancellationToken): Promise<unknown> {
    this.running ??= this.start();
    const { connection, ended } = this.running;
    const reply = token === undefined ? connection.sendRequest(method, params) : connection.sendRequest(method, params, token);
    reply.catch(() => undefined); // it also fails, later and with less to say, when the process ends
    return Promise.race([reply, ended]);
  }

  private start(): Running {
    const [program, ...rest] = this.command();
    if (program === undefined) {
      throw new Error('bpffaq.command: is empty; set it like ["bpffaq", "serve"]');
    }
    const child = spawn(program, rest, { cwd: homedir() });
    const connection = createMessageConnection(new StreamMessageReader(child.stdout), new Writer(child.stdin));
    const ended = this.end(program, child);
    ended.catch(() => {
      connection.dispose();
    });
    connection.onError(() => undefined); // the process ends, which is told
    connection.onNotification("faq/progress", (params: { message: string }) => {
      this.progress(params.message);
    });
    connection.listen();
    return { child, connection, ended };
  }

  private async end(program: string, child: ChildProcessWithoutNullStreams): Promise<never> {
    let complaints = "";
    child.stderr.on("data", (data: Buffer) => {
      complaints = (complaints + data.toString()).slice(-10_000);
    });
    try {
      await new Promise((resolve, reject) => {
        child.on("close", resolve);
        child.on("error", reject);
      });
    } catch (problem) {
      throw new Error(`${program}: cannot be run; install bpffaq or set bpffaq.command`, { cause: problem });
    } finally {
      if (this.running?.child === child) {
        this.running = undefined;
      }
    }
    const last = complaints.trim().split("\n").at(-1)?.trim();
    throw new Ended(last ? `: ${last}` : "");
  }
}

/** Gives the paths of the documents in use that came with the program of a command. */
export async function bundled(command: readonly string[]): Promise<string[]> {
  const asking = command.filter((word) => word !== "--vectors"); // it is for questions
  const [program = "", ...rest] = asking.map((word) => (word === "serve" ? "sources" : word));
  const { stdout } = await promisify(execFile)(program, [...rest, "--json"], { cwd: homedir(), maxBuffer: Infinity });
  const { sources } = JSON.parse(stdout) as { sources: { path: string; origin: string }[] };
  return sources.filter(({ origin }) => origin === "bundled").map(({ path }) => path);
}
