import { expect, it } from 'vitest';
import { joinPieces } from './pieces.ts';

it.each([
  [['[CLS]', 'mira', 'sings', ',', 'too', '.', '[SEP]'], 'mira sings, too.'],
  [['un', '##heard', '##of', 'song'], 'unheardof song'],
  [['un', '##heard', '___', 'song', '.'], 'unheard ___ song.'],
  [['s', 'ings</w>', '___', 'l', 'oud</w>'], 'sings ___ loud'],
  [['s', 'ings</w>', 'l', 'oud</w>', '.</w>'], 'sings loud.'],
])('%j are read as words', (pieces, text) => expect(joinPieces(pieces)).toBe(text));
