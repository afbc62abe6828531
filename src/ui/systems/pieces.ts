/** Pieces of the vocabulary as a person reads and types them. */
import { endOfWord, readablePiece } from '../../text/tokenizer/bpe.ts';
import { continuingPrefix } from '../../text/tokenizer/wordpiece.ts';

/** How a person writes a blank. */
export const blank = '___';

/** Whether a text begins with what stands close to the word before it. */
export const closes = (text: string): boolean => /^[.,;:!?]/.test(text);

/** A piece that stands for no text, such as `[CLS]`. */
export const isSpecial = (piece: string): boolean => /^\[\w+\]$/.test(piece);

/** A piece without the marks of the vocabulary: `##ing` and `ing</w>` are `ing`. */
export const readable = (piece: string): string =>
  piece.startsWith(continuingPrefix) ? piece.slice(continuingPrefix.length) : readablePiece(piece);

/** Whether a space stands before piece i of a text. */
export function hasSpaceBefore(pieces: readonly string[], i: number): boolean {
  const [before, piece] = [pieces[i - 1], pieces[i]!];
  if (before === undefined || closes(piece) || piece.startsWith(continuingPrefix)) return false;
  const areBytePairs = pieces.some((one) => one.endsWith(endOfWord));
  return !areBytePairs || before.endsWith(endOfWord) || before === blank;
}

/** The text of pieces; special ones are left out. */
export function joinPieces(pieces: readonly string[]): string {
  const shown = pieces.filter((piece) => !isSpecial(piece));
  return shown.map((piece, i) => `${hasSpaceBefore(shown, i) ? ' ' : ''}${readable(piece)}`).join('');
}
