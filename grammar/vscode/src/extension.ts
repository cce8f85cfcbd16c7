// The extension: it starts `designlint lsp`, and shows how the requirements stand.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, State } from "vscode-languageclient/node";

import { Preview } from "./preview";
import { StatusBar, type Verdicts } from "./status";

const INSTALL = "pip install 'designlint[lsp]'";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("designlint", { log: true });
  const status = new StatusBar();
  const preview = new Preview();
  context.subscriptions.push(
    output,
    status,
    preview,
    vscode.commands.registerCommand("designlint.restart", () => restart(output, status, preview)),
    vscode.commands.registerCommand("designlint.output", () => output.show()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("designlint.command")) await restart(output, status, preview);
    }),
  );
  await start(output, status, preview);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(output: vscode.LogOutputChannel, status: StatusBar, preview: Preview): Promise<void> {
  const [command, ...given] = vscode.workspace.getConfiguration("designlint").get<string[]>("command", ["designlint"]);
  if (!command) return;
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "design" }],
    outputChannel: output,
    synchronize: { configurationSection: "designlint" },
    initializationOptions: settings(),
    middleware: preview.middleware(),
  };
  client = new LanguageClient("designlint", "designlint", { command, args: [...given, "lsp"] }, options);
  client.onDidChangeState(({ newState }) => status.running(newState === State.Running));
  client.onNotification("designlint/verdicts", (verdicts: Verdicts) => status.verdicts(verdicts));
  try {
    await client.start();
  } catch (error) {
    output.error(String(error));
    await offerHelp(command, output);
  }
}

async function restart(output: vscode.LogOutputChannel, status: StatusBar, preview: Preview): Promise<void> {
  await client?.stop().catch((error: unknown) => output.warn(String(error)));
  client = undefined;
  await start(output, status, preview);
}

function settings(): Record<string, unknown> {
  const found = vscode.workspace.getConfiguration("designlint");
  const config = found.get<string>("config");
  return {
    inlayHints: found.get<boolean>("inlayHints"),
    codeLens: found.get<boolean>("codeLens"),
    ...(config ? { config } : {}),
  };
}

async function offerHelp(command: string, output: vscode.LogOutputChannel): Promise<void> {
  const copy = "Copy the install command";
  const show = "Show the output";
  const chosen = await vscode.window.showErrorMessage(
    `designlint could not start: \`${command} lsp\` failed. It comes with \`${INSTALL}\`, or set \`designlint.command\`.`,
    copy,
    show,
  );
  if (chosen === copy) await vscode.env.clipboard.writeText(INSTALL);
  if (chosen === show) output.show();
}
