// A conversation: the questions asked so far go along with the next, so that "and for stable?" is understood.

import type { CancellationToken } from "vscode-jsonrpc";
import type { Answer, Completions, Listing, Turn, Whole } from "./protocol";

/** How many earlier questions go along. */
const KEPT = 8;

export interface Requests {
  request(method: string, params: object, token?: CancellationToken): Promise<unknown>;
}

export class Conversation {
  turns: readonly Turn[] = [];

  constructor(private readonly server: Requests) {}

  async ask(query: string, token?: CancellationToken): Promise<Answer> {
    const context = this.turns;
    const answer = (await this.server.request("faq/search", { query, context, progress: true }, token)) as Answer;
    const id = answer.status === "answered" ? answer.results[0].id : "";
    this.turns = [...context, { query, id }].slice(-KEPT);
    return answer;
  }

  /** Gives an entry in full; a follow-up is about it from now on. */
  async show(id: string, token?: CancellationToken): Promise<Whole> {
    const entry = (await this.server.request("faq/show", { id }, token)) as Whole;
    const last = this.turns.at(-1);
    this.turns = last === undefined ? [] : [...this.turns.slice(0, -1), { query: last.query, id }];
    return entry;
  }

  /** Gives the entries; what is known of them while documents are being read. */
  async list(token?: CancellationToken): Promise<Listing> {
    return (await this.server.request("faq/list", {}, token)) as Listing;
  }

  async complete(prefix: string, token?: CancellationToken): Promise<string[]> {
    const { items } = (await this.server.request("faq/complete", { prefix }, token)) as Completions;
    return items.map((item) => item.text);
  }
}
