// What `bpffaq serve` answers, as far as it is used here.

export interface Citation {
  document: string;
  file: string;
  lines: [number, number];
  url: string | null;
  revision: string | null;
  as_of: string | null;
  path: string;
  changed?: { revision: string; url: string | null } | null;
}

export interface Entry {
  id: string;
  question: string;
  section: string[];
  citation: Citation;
}

export interface Block {
  kind: string;
  text: string;
  lines: [number, number];
  label?: string;
}

/** An entry in full. */
export interface Whole extends Entry {
  short_answer?: { text: string; lines: [number, number] } | null;
  blocks: Block[];
  links: { text: string; url: string | null }[];
}

interface Remarks {
  query: string;
  confidence: number;
  level: string;
  corrections: Record<string, string>;
  unmatched: string[];
  taken_with: string | null;
  notices: string[];
}

/** The first result of an answer is whole. */
export type Answer = Remarks &
  ({ status: "answered" | "closest"; results: [Whole, ...Entry[]] } | { status: "not_covered"; results: [] });

export interface Listing {
  entries: Entry[];
  reading?: { message: string };
}

export interface Completions {
  items: { text: string; id: string }[];
}

/** An earlier question of a conversation, with the entry that answered it. */
export interface Turn {
  query: string;
  id: string;
}
