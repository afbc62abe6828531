/** What REALM's pages show, as parts of the address: the example of the run, how it is shown and the opened document; sentence, mask and opened document of the lab. */
import { firstPage, type PageName, type Places } from '../../../state/url.ts';
import type { SystemStores } from '../../context.ts';
import type { SystemPlaces } from '../views.ts';
import type { ExampleStore } from './example-store.ts';
import { initialLabState, type LabPlace, type LabState, labColumns } from './lab/lab-state.ts';
import type { Lab } from './lab/lab-store.ts';
import { isStage } from './picture/stages.ts';

/** Examples and sentences are counted from 1, as on the page. */
const wholeNumber = /^[1-9]\d{0,8}$/;
/** Positions of tokens that are masked by hand, from 0; `hand` alone: none. */
const byHand = /^\d{1,4}(\.\d{1,4})*$/;

/** `salient`, or with its draw `salient.2`; positions for the hand's mask. Undefined for what is shown in any case. */
function encodeMask({ active, hand, seeds }: LabState): string | undefined {
  if (active === 'hand') return hand.length > 0 ? hand.join('.') : 'hand';
  if (seeds[active] !== 1) return `${active}.${seeds[active]}`;
  return active === initialLabState.active ? undefined : active;
}

/** null: it cannot be read. */
function decodeMask(mask: string): Pick<LabPlace, 'active' | 'hand' | 'seeds'> | null {
  const { seeds } = initialLabState;
  if (byHand.test(mask))
    return { active: 'hand', hand: [...new Set(mask.split('.').map(Number))].sort((a, b) => a - b), seeds };
  const [name, seed = '1'] = mask.split('.');
  const active = labColumns.find((column) => column === name);
  if (!active || !wholeNumber.test(seed)) return null;
  return { active, hand: [], seeds: active === 'hand' ? seeds : { ...seeds, [active]: Number(seed) } };
}

const withoutAbsent = (entries: Readonly<Record<string, string | null | undefined>>): Places =>
  Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

function placesOfLab(state: LabState): Places {
  const { sentence, document } = state;
  const isFirst = 'index' in sentence && sentence.index === 0;
  return withoutAbsent({
    sentence: 'index' in sentence && !isFirst ? String(sentence.index + 1) : undefined,
    text: 'text' in sentence ? sentence.text : undefined,
    mask: encodeMask(state),
    document,
  });
}

/** Shows what is named; returns the keys whose values cannot be read, which count as not named. */
function goInLab(lab: Lab, { sentence, text, mask, document }: Places): string[] {
  const bad: string[] = [];
  if (sentence !== undefined && !wholeNumber.test(sentence)) bad.push('sentence');
  const decoded = mask === undefined ? null : decodeMask(mask);
  if (mask !== undefined && !decoded) bad.push('mask');
  const index = sentence !== undefined && wholeNumber.test(sentence) ? Number(sentence) - 1 : 0;
  const { active, hand, seeds } = initialLabState;
  lab.go({
    ...{ active, hand, seeds },
    ...decoded,
    sentence: text ? { text } : { index },
    document: document ?? null,
  });
  return bad;
}

function goInRun(store: ExampleStore, { example, document, as, stage }: Places): string[] {
  const isGood = example === undefined || wholeNumber.test(example);
  const isLook = as === undefined || as === 'picture';
  const isKnown = stage === undefined || (as === 'picture' && isStage(stage));
  store.setLook(as === 'picture' ? as : 'table', stage !== undefined && isStage(stage) ? stage : null);
  store.go(isGood && example !== undefined ? Number(example) - 1 : 0, document ?? null);
  return [...(isGood ? [] : ['example']), ...(isLook ? [] : ['as']), ...(isKnown ? [] : ['stage'])];
}

export function realmPlaces(stores: SystemStores): SystemPlaces {
  const { example, lab } = stores as unknown as { example: ExampleStore; lab: Lab };
  const places: Readonly<Record<PageName, (() => Places) | undefined>> = {
    run() {
      const { index, document, look, stage } = example.store.getState();
      return withoutAbsent({
        example: index === 0 ? undefined : String(index + 1),
        document,
        as: look === 'table' ? undefined : look,
        stage,
      });
    },
    lab: () => placesOfLab(lab.state),
  };
  return {
    keys: { run: ['example', 'document', 'as', 'stage'], lab: ['sentence', 'text', 'mask', 'document'] },
    now: (page) => places[page]?.() ?? {},
    go(page, named) {
      if (page === 'lab') return goInLab(lab, named);
      return page === firstPage ? goInRun(example, named) : [];
    },
    subscribe(listener) {
      const ends = [
        example.store.subscribe((state, before) => listener(state.moves !== before.moves)),
        lab.store.subscribe((state, before) => listener(state.moves !== before.moves)),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
