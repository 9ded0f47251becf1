// Where the short answer stands in the text of an entry.

import type { Block, Whole } from "./protocol";

/** Where a piece of a text begins and ends. */
export type Span = readonly [number, number];

/** A text up to which the short answer is not repeated above it: twelve lines of eighty characters. */
const SHORT = 960;

/** Whether a text is short enough that marking the answer within it suffices. */
export function isShort(blocks: readonly Block[]): boolean {
  return blocks.reduce((size, block) => size + block.text.length, 0) <= SHORT;
}

/** The span of the short answer in each block that holds some of it; none where a piece of it is not found. */
export function spans(entry: Whole): Map<Block, Span> {
  const found = new Map<Block, Span>();
  const pieces = entry.short_answer ? entry.short_answer.text.split("\n").filter((piece) => piece.trim()) : [];
  const lines = entry.short_answer?.lines ?? [0, 0];
  for (const block of entry.blocks) {
    let end = 0;
    for (;;) {
      const piece = pieces[0];
      const first = piece === undefined || isOutside(block, lines) ? -1 : block.text.indexOf(piece, end);
      if (piece === undefined || first < 0) {
        break;
      }
      pieces.shift();
      end = first + piece.length + (/^\S*/.exec(block.text.slice(first + piece.length))?.[0].length ?? 0);
      const begin = first - (/\S*$/.exec(block.text.slice(0, first))?.[0].length ?? 0);
      found.set(block, [found.get(block)?.[0] ?? begin, end]);
    }
  }
  return pieces.length === 0 ? found : new Map<Block, Span>();
}

function isOutside(block: Block, lines: readonly [number, number]): boolean {
  return block.lines[1] < lines[0] || block.lines[0] > lines[1];
}
