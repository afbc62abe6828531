import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { MapDocument } from '../../../../systems/realm/index-map.ts';
import { documentColours } from '../../../documents/document-colours.ts';
import { candidateColours, DocumentMark } from './document-mark.tsx';

const documents = ['a', 'b', 'c', 'd'].map(
  (document, block): MapDocument => ({
    ...{ block, document, title: '', text: '', isSource: false, holdsAnswer: false },
    isCandidate: document !== 'b',
  }),
);

it('gives a candidate the colour that it has in the table, and other documents none', () => {
  const colours = candidateColours(documents);
  // the table has the null document, too
  const inTable = documentColours(['d', 'a', null, 'c']);
  for (const id of ['a', 'c', 'd']) expect(colours.get(id)).toBe(inTable.get(id)!.css);
  expect(colours.has('b')).toBe(false);
  const [candidate, other] = documents.map((one) => renderToStaticMarkup(<DocumentMark {...one} colour="red" />));
  expect(candidate).toContain('fill:red');
  expect(other).not.toContain('red');
});
