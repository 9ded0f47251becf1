// An answer as a page without scripts: its links are web addresses and commands of this extension.

import { createHash } from "node:crypto";
import { harmless } from "./characters";
import { isShort, type Span, spans } from "./marks";
import type { Answer, Block, Citation, Entry, Whole } from "./protocol";

const STYLE = `
body { max-width: 50em; padding-bottom: 2em; line-height: 1.5; }
h1 { font-size: 1.4em; }
.said, footer { color: var(--vscode-descriptionForeground); }
.said p { margin: 0; }
.short { border-left: 3px solid var(--vscode-textLink-foreground); padding-left: 1em; font-weight: bold; white-space: pre-line; }
pre { padding: 0.5em 1em; overflow-x: auto; background: var(--vscode-textCodeBlock-background); }
`;

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;

/** The commands that a page may call. */
export const COMMANDS = ["bpffaq.visit", "bpffaq.show", "bpffaq.followUp", "bpffaq.back"];

/** The page of an answer: the first entry in full where it answers, the others by name. */
export function answerPage(answer: Answer): string {
  const said = remarks(answer).map((remark) => `<p>${text(remark)}</p>`);
  const parts = [`<div class="said">${said.join("\n")}</div>`];
  if (answer.status === "answered") {
    const [first, ...others] = answer.results;
    parts.push(whole(first), candidates("Other entries", others));
  } else if (answer.status === "closest") {
    parts.push(candidates("These entries may help", answer.results));
  }
  return page(parts);
}

/** The page of one entry. */
export function entryPage(entry: Whole): string {
  return page([whole(entry)]);
}

function page(parts: string[]): string {
  const footer = `<footer>${link(command("bpffaq.followUp"), "Ask a follow-up")} · ${link(command("bpffaq.back"), "Back")}</footer>`;
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style></head>
<body>
${[...parts, footer].filter(Boolean).join("\n")}
</body>
</html>
`;
}

/** How the answer came about. */
function remarks(answer: Answer): string[] {
  const said = [`You asked: ${answer.query}`];
  switch (answer.status) {
    case "answered":
      said.push(`Confidence: ${answer.level} (${answer.confidence.toFixed(2)})`);
      break;
    case "closest":
      said.push("The document does not answer this.");
      break;
    case "not_covered":
      said.push("The document does not cover this question.");
  }
  if (answer.taken_with !== null) {
    said.push(`Taken with: ${answer.taken_with}`);
  }
  for (const [typed, read] of Object.entries(answer.corrections)) {
    said.push(`Read "${typed}" as "${read}".`);
  }
  if (answer.unmatched.length > 0) {
    said.push(`Not in the document: ${answer.unmatched.join(", ")}`);
  }
  return [...said, ...answer.notices];
}

function whole(entry: Whole): string {
  const parts = [`<h1>${text(entry.question)}</h1>`];
  if (entry.section.length > 0) {
    parts.push(`<p class="said">${text(entry.section.join(" › "))}</p>`);
  }
  const marked = spans(entry);
  if (entry.short_answer && (marked.size === 0 || !isShort(entry.blocks))) {
    parts.push(`<p class="short">${text(entry.short_answer.text)}</p>`);
  }
  parts.push(...entry.blocks.map((shown) => block(shown, marked.get(shown))), cited(entry.citation));
  const links = entry.links.map((found) => web(found.url, found.text)).filter(Boolean);
  if (links.length > 0) {
    parts.push(`<h2>Links</h2>`, list(links));
  }
  return parts.join("\n");
}

function block(shown: Block, span?: Span): string {
  const label = shown.label ? `${text(shown.label)} ` : "";
  const words = span ? marked(shown.text, span) : text(shown.text);
  switch (shown.kind) {
    case "code":
    case "table":
      return `<pre>${words}</pre>`;
    case "bullet":
      return list([words]);
    case "enumerated":
      return `<p>${label}${words}</p>`;
    case "quote":
      return `<blockquote>${words}</blockquote>`;
    case "note":
      return `<p><strong>${label}${words}</strong></p>`;
    default:
      return `<p>${words}</p>`;
  }
}

/** A text with what answers in it marked. */
function marked(shown: string, [begin, end]: Span): string {
  const answers = `<strong>${text(shown.slice(begin, end))}</strong>`;
  return text(shown.slice(0, begin)) + answers + text(shown.slice(end));
}

function cited(citation: Citation): string {
  const { file, lines, path, url, revision, as_of, changed } = citation;
  const source = link(command("bpffaq.visit", path, ...lines), `${file}:${lines.join("-")}`);
  const state = [citation.document, revision, as_of && `as of ${as_of}`].filter(Boolean).join(", ");
  const parts = [`${source} ${text(state)}`, web(url, url ?? "")];
  if (changed) {
    const newer = `${changed.revision} says this differently.`;
    parts.push(web(changed.url, newer) || text(newer));
  }
  return `<p>${parts.filter(Boolean).join("<br>")}</p>`;
}

function candidates(title: string, entries: readonly Entry[]): string {
  if (entries.length === 0) {
    return "";
  }
  return `<h2>${title}</h2>\n${list(entries.map((entry) => link(command("bpffaq.show", entry.id), entry.question)))}`;
}

function list(items: string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

/** A link to an address of the web, or of mail without what tells a mail program what to do; else nothing. */
function web(url: string | null, shown: string): string {
  if (url === null || !/^(https?:\/\/|mailto:)[!-~]+$/i.test(url)) {
    return "";
  }
  return link(/^mailto:/i.test(url) ? url.replace(/\?.*/, "") : url, shown);
}

function command(name: string, ...args: (string | number)[]): string {
  return `command:${name}?${encodeURIComponent(JSON.stringify(args))}`;
}

function link(address: string, shown: string): string {
  return `<a href="${text(address)}">${text(shown)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML that shows it. */
function text(shown: string): string {
  return harmless(shown).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");
}
