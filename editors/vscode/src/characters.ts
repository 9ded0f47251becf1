// The harmful characters. Made by tests/record_characters.py of the program's own list: do not edit.

// Joiners are let pass within a word that is not ASCII: Persian and emoji need them.
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![^\0-\x7f\s\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f\s\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\u200c\u200d])/gu;

/** Text without harmful characters: they are replaced. */
export function harmless(text: string): string {
  return text.replace(HARMFUL, "\ufffd");
}
