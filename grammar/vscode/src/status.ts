// The status bar: how many requirements of the design at hand are met, violated and undecided.

import * as vscode from "vscode";

/** The verdicts of the design that a file belongs to. */
export interface Verdicts {
  uri: string;
  met: number;
  violated: number;
  undecided: number;
}

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("designlint.verdicts", vscode.StatusBarAlignment.Left);
  private readonly known = new Map<string, Verdicts>();
  private readonly changed: vscode.Disposable;
  private isRunning = false;

  constructor() {
    this.item.name = "designlint";
    this.item.command = "designlint.output";
    this.changed = vscode.window.onDidChangeActiveTextEditor(() => this.show());
    this.show();
  }

  running(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.show();
  }

  verdicts(verdicts: Verdicts): void {
    this.known.set(verdicts.uri, verdicts);
    this.show();
  }

  dispose(): void {
    this.item.dispose();
    this.changed.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "design") {
      this.item.hide();
      return;
    }
    const found = this.known.get(document.uri.toString());
    this.item.text = this.isRunning ? text(found) : "$(circle-slash) designlint";
    this.item.tooltip = this.isRunning ? sentence(found) : "designlint does not run: see its output";
    this.item.show();
  }
}

function text(found: Verdicts | undefined): string {
  return found ? `$(pass) ${found.met} $(error) ${found.violated} $(question) ${found.undecided}` : "$(sync~spin) designlint";
}

function sentence(found: Verdicts | undefined): string {
  if (!found) return "designlint is at work";
  return `Requirements: ${found.met} met, ${found.violated} violated, ${found.undecided} undecided`;
}
