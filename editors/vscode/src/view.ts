// The view of answers, beside the editor, and what it showed before.

import * as vscode from "vscode";
import type { Turn } from "./protocol";

/** How many pages are kept to go back to. */
const KEPT = 20;

interface Shown {
  page: string;
  turns: readonly Turn[];
}

export class View {
  private panel: vscode.WebviewPanel | undefined;
  private shown: readonly Shown[] = [];

  /** @param commands those that a page may call. */
  constructor(private readonly commands: readonly string[]) {}

  /** Shows a page; with it is kept the conversation that goes on from there. */
  show(page: string, turns: readonly Turn[]): void {
    this.shown = [...this.shown, { page, turns }].slice(-KEPT);
    this.draw(page);
  }

  /** Shows what was shown before and gives the conversation up to there; undefined where there is nothing. */
  back(): readonly Turn[] | undefined {
    const before = this.shown.at(-2);
    if (before !== undefined) {
      this.shown = this.shown.slice(0, -1);
      this.draw(before.page);
    }
    return before?.turns;
  }

  private draw(page: string): void {
    this.panel ??= this.open();
    this.panel.webview.html = page;
    this.panel.reveal(undefined, true);
  }

  private open(): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("bpffaq", "bpffaq", place, {
      enableCommandUris: this.commands,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }
}
