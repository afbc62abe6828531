/** The places of the pages Prompt and Blanks in an address. */
import { expect, it } from 'vitest';
import { blockFurther } from './block-move.ts';
import { createGlmStores, glmPlaces } from './glm/blanks/blanks-state.ts';
import { createLlaraStores, llaraPlaces } from './llara/prompt/prompt-state.ts';

it('name block and question of the page Prompt', () => {
  const places = llaraPlaces(createLlaraStores());
  expect(places.now('prompt')).toEqual({});
  const named = { block: '12', question: 'Where was Mira born?' };
  expect(places.go('prompt', named)).toEqual([]);
  expect(places.now('prompt')).toEqual(named);
  expect(places.now('run')).toEqual({});
  expect(places.go('prompt', { block: '0' })).toEqual(['block']);
  expect(places.now('prompt')).toEqual({});
});

it('name block, mode, draw and text of the page Blanks', () => {
  const places = glmPlaces(createGlmStores());
  expect(places.now('blanks')).toEqual({});
  const named = { block: '3', mode: 'document', draw: '2', text: 'Mira was born in ___.' };
  expect(places.go('blanks', named)).toEqual([]);
  expect(places.now('blanks')).toEqual(named);
  expect(places.go('blanks', { block: 'x', mode: 'words', draw: '-1' })).toEqual(['block', 'mode', 'draw']);
  expect(places.now('blanks')).toEqual({});
});

it('tell of moves, which are entries of the history', () => {
  const stores = createGlmStores();
  const moves: boolean[] = [];
  glmPlaces(stores).subscribe((isMove) => moves.push(isMove));
  stores.blanks.store.setState({ block: 1, moves: 1 });
  stores.blanks.store.setState({ shownSteps: 2 });
  expect(moves).toEqual([true, false]);
});

it('go round the blocks of the corpus', () => {
  const info = { facts: { blocks: 3 } } as unknown as Parameters<typeof blockFurther>[2]['info'];
  expect([blockFurther(2, 1, { info }), blockFurther(0, -1, { info }), blockFurther(0, -1, { info: null })]).toEqual([
    0, 2, 0,
  ]);
});
