// The preview: the page that the language server asks to show, beside the text.

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

const COMMAND = "designlint.preview";
const PAGE = /^http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/(#[\w%./-]*)?$/;

export class Preview implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  dispose(): void {
    this.panel?.dispose();
  }

  /** Names the document that the command is about; shows pages here, and texts beside them. */
  middleware(): Middleware {
    return {
      executeCommand: (command, given, next) => next(command, command === COMMAND ? documentOf(given) : given),
      window: {
        showDocument: async (asked, next) => {
          if (asked.external && PAGE.test(asked.uri)) {
            await this.open(asked.uri);
            return { success: true };
          }
          if (asked.external || !this.panel) {
            const shown = await next(asked, new vscode.CancellationTokenSource().token);
            return "success" in shown ? shown : { success: false };
          }
          await reveal(vscode.Uri.parse(asked.uri), asked.selection, asked.takeFocus);
          return { success: true };
        },
      },
    };
  }

  private async open(address: string): Promise<void> {
    // Where the editor is another machine than the server, this is the address that is forwarded to it.
    const own = vscode.Uri.parse(address);
    const reached = (await vscode.env.asExternalUri(own)).with({ fragment: own.fragment });
    if (this.panel) this.panel.reveal(undefined, true);
    this.panel ??= this.made();
    this.panel.webview.html = page(reached);
  }

  private made(): vscode.WebviewPanel {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, retainContextWhenHidden: true };
    const panel = vscode.window.createWebviewPanel(COMMAND, "Preview of the design", place, options);
    panel.onDidDispose(() => { this.panel = undefined; });
    return panel;
  }
}

/** The arguments of the command: a menu gives no address in the server's form, the palette none at all. */
function documentOf(given: unknown[]): unknown[] {
  if (typeof given[0] === "string") return given;
  const document = given[0] instanceof vscode.Uri ? given[0] : vscode.window.activeTextEditor?.document.uri;
  return document ? [document.toString()] : [];
}

/** Shows a place of a text where the text is open already, never in the place of the preview. */
async function reveal(uri: vscode.Uri, at: Selection | undefined, takeFocus: boolean | undefined): Promise<void> {
  const open = vscode.window.visibleTextEditors.find((one) => one.document.uri.toString() === uri.toString());
  await vscode.window.showTextDocument(uri, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    preserveFocus: !takeFocus,
    ...(at && { selection: new vscode.Range(at.start.line, at.start.character, at.end.line, at.end.character) }),
  });
}

interface Selection {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

function page(address: vscode.Uri): string {
  const origin = `${address.scheme}://${address.authority}`;
  const source = address.toString(true).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; frame-src ${origin}; style-src 'unsafe-inline'">
<style>html, body, iframe { width: 100%; height: 100%; margin: 0; padding: 0; border: 0; }</style>
</head>
<body><iframe src="${source}" title="Preview of the design"></iframe></body>
</html>`;
}
