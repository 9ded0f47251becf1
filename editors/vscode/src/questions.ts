// The prompt: what is typed is the question, or one of those that it completes to.

import * as vscode from "vscode";

type Complete = (prefix: string, token: vscode.CancellationToken) => Promise<string[]>;

/**
 * Asks for a question.
 *
 * @returns what was chosen, undefined where nothing was.
 */
export async function questions(prompt: string, complete: Complete): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.placeholder = prompt;
  let current = new vscode.CancellationTokenSource();
  pick.onDidChangeValue(async (typed) => {
    current.cancel();
    const mine = (current = new vscode.CancellationTokenSource());
    pick.items = items(typed, []);
    const found = await complete(typed, mine.token).catch(() => []); // asking will say what is wrong
    if (!mine.token.isCancellationRequested) {
      pick.items = items(typed, found);
    }
  });
  const chosen = new Promise<string | undefined>((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label ?? pick.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      current.cancel();
      pick.dispose();
    });
  });
  pick.show();
  return chosen;
}

function items(typed: string, found: string[]): vscode.QuickPickItem[] {
  const labels = typed.trim() === "" ? found : [typed, ...found.filter((question) => question !== typed)];
  return labels.map((label) => ({ label, alwaysShow: true }));
}
