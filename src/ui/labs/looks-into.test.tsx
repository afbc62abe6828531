/** What the list says of a lab is what its view offers where no run is open: nothing, to train a model, or one that comes trained, too. */
import { expect, it } from 'vitest';
import { markupOf, textOf } from '../testing/markup.tsx';
import { BasicsPage } from './basics-page.tsx';
import { labs } from './registry.ts';
import { labKey, predictionName } from './use-desk.ts';

const page = { page: 'basics', places: {}, look: { hidden: [], isEmbedded: false } } as const;
const list = markupOf(<BasicsPage />, {}, {}, 'en', page);
const card = (id: string): string => textOf(list.split('<a ').find((link) => link.includes(`lab=${id}`))!);

it.each(labs.map(({ lab, View }) => [lab.id, lab.right, View] as const))('%s', (id, right, View) => {
  const view = markupOf(<View />, {}, {}, 'en', page, { [labKey(id, predictionName)]: right });
  const offers = (action: string) => view.includes(`data-action="${action}"`);
  expect(card(id).includes('trains a model')).toBe(offers('lab-train') && !offers('lab-trained'));
  expect(card(id).includes('comes trained')).toBe(offers('lab-trained'));
});
