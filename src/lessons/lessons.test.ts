import { beforeAll, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialSessionState, type SessionState } from '../state/session-state.ts';
import { newSession } from '../state/testing/new-session.ts';
import { readAddress } from '../state/url.ts';
import type { GlmSample } from '../systems/glm/probes.ts';
import type { GlmRunConfig } from '../systems/glm/settings.ts';
import type { LlaraJoint, LlaraSearch } from '../systems/llara/probes.ts';
import type { LlaraConfig } from '../systems/llara/settings.ts';
import { resolvePreset } from '../systems/presets.ts';
import type { LabView } from '../systems/realm/lab-records.ts';
import { fakeExample } from '../systems/realm/testing/fake-examples.ts';
import { fakeLab } from '../systems/realm/testing/fake-lab.ts';
import type { ExampleView } from '../systems/realm/views.ts';
import { pageOf, systemPlaces } from '../ui/pages.ts';
import { initialLabState, type LabState } from '../ui/systems/realm/lab/lab-state.ts';
import { createStores, loadViews } from '../ui/systems/registry.ts';
import type { UiStore } from '../ui/ui-store.ts';
import { lessonTexts as english } from './en/en.ts';
import type { KnownBlanks } from './glm/known.ts';
import { type Known, type Lesson, type LessonText, momentOfPoint, type Part, type PartText } from './lesson.ts';
import type { KnownPrompt } from './llara/known.ts';
import { partCounts } from './outline.ts';
import { lessonById, lessons, partAt } from './registry.ts';
import { lessonTexts as chinese } from './zh/zh.ts';

const languages: Readonly<Record<string, Readonly<Record<string, LessonText>>>> = { en: english, zh: chinese };
const parts = lessons.flatMap((lesson) =>
  lesson.parts.map((part): [string, Part, Lesson] => [`${lesson.id}/${part.id}`, part, lesson]),
);
const worded = Object.entries(languages).flatMap(([language, texts]) =>
  lessons.flatMap(({ id, parts: own }) =>
    own.map((part): [string, Part, PartText] => [`${language} ${id}/${part.id}`, part, texts[id]!.parts[part.id]!]),
  ),
);

beforeAll(() => loadViews());

describe('the lessons', () => {
  it('are at least eight, of different names, each with its words and no more', () => {
    expect(lessons.length).toBeGreaterThanOrEqual(8);
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
    for (const texts of Object.values(languages)) {
      expect(Object.keys(texts).sort()).toEqual(lessons.map(({ id }) => id).sort());
      for (const { id, parts: own } of lessons) {
        expect(Object.keys(texts[id]!.parts)).toEqual(own.map((part) => part.id));
      }
    }
  });

  it('are known to the page, in their order, with the number of their parts', () => {
    expect(Object.entries(partCounts)).toEqual(lessons.map(({ id, parts: own }) => [id, own.length]));
  });

  it.each([undefined, 'llara', 'glm'])('fit into a lesson of 45 minutes and a little homework: %s', (system) => {
    const own = lessons.filter(({ preset }) => (preset && resolvePreset(preset).system) === system);
    for (const { minutes } of own) expect(minutes).toBeGreaterThan(0);
    expect(own.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(60);
  });

  it.each(worded)('%s has two to five sentences of prose', (_key, _part, { prose }) => {
    const sentences = prose.flatMap((paragraph) => paragraph.split(/(?<=[.?!]”?)\s+|(?<=[。？！]”?)(?=.)/u));
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(5);
  });

  it.each(worded)(
    '%s has one right choice among several and a reason, or no question',
    (_key, part, { prediction }) => {
      expect(prediction === undefined).toBe(part.right === undefined);
      if (!prediction) return;
      const choices = Object.entries(prediction.choices);
      expect(choices.length).toBeGreaterThanOrEqual(2);
      expect(choices.filter(([choice]) => choice === part.right)).toHaveLength(1);
      expect(new Set(choices.map(([, label]) => label)).size).toBe(choices.length);
      expect(prediction.why.length).toBeGreaterThan(15);
      expect(prediction.question).toMatch(/[?？]/);
    },
  );

  it.each(worded)('%s has words for its exercise, or neither', (_key, part, { exercise }) => {
    expect(exercise === undefined).toBe(part.check === undefined);
  });

  it.each(parts.filter(([, { shows }]) => shows?.address !== undefined))(
    '%s shows a place that can be read',
    (_key, part, { preset = 'bios' }) => {
      const { session } = newSession();
      const ui = createStore(() => ({ page: 'run' })) as unknown as UiStore;
      const { system } = resolvePreset(preset);
      const places = systemPlaces(system, createStores({ session, ui }))!;
      const { page, places: named, problems } = readAddress(part.shows!.address!, Object.values(places.keys).flat());
      expect(problems).toEqual([]);
      expect(pageOf(system, page).id).toBe(page);
      expect(Object.keys(named).every((key) => places.keys[page]!.includes(key))).toBe(true);
      expect(places.go(page, named)).toEqual([]);
    },
  );

  it('are found by a place', () => {
    expect(lessonById('mips')!.parts).toHaveLength(2);
    expect(lessonById('constructor')).toBeUndefined();
    expect(partAt({ lesson: 'mips', part: 2 })!.part.id).toBe('graph');
    for (const part of [0, 3, 1.5, Number.NaN]) expect(partAt({ lesson: 'mips', part })).toBeNull();
  });
});

describe('a point of the recording', () => {
  const moments = ['ict', 'ict', 'joint', 'joint', 'joint'].map((phase) => ({ phase }));
  it.each([
    ['ict', 0, 0],
    ['ict', 1, 1],
    ['joint', 0, 2],
    ['joint', 0.5, 3],
    ['joint', 1, 4],
    ['warmup', 0, 4],
  ])('%s %f is moment %i', (phase, share, at) => expect(momentOfPoint(moments, { phase, share })).toBe(at));
});

// — exercises —

const moment = { phase: 'joint', step: 60 };
/** The retriever of this example has learned: the document with the answer has the largest r(z). */
const example: ExampleView = fakeExample(0, 0.8, moment);
const best = example.candidates.toSorted((a, b) => b.gradient - a.gradient)[0]!;
const draft = initialSessionState.draft as never as Record<string, object>;

const recording = { moments: ['ict', 'warmup', 'joint', 'joint'].map((phase) => ({ phase, step: 1, views: {} })) };

function known(some: Partial<Known> & { state?: Partial<SessionState>; lab?: Partial<LabState> } = {}): Known {
  const { state, lab, ...rest } = some;
  return {
    page: 'run',
    places: {},
    session: { ...initialSessionState, isRecorded: true, now: moment, views: { example }, ...state },
    player: { recording: recording as never, at: 3, isPlaying: false },
    stores: { lab: { ...initialLabState, ...lab } },
    ...rest,
  };
}

const query = { sentence: { index: 0 }, nullDocument: true, allowTrivial: false };
const byHand = (positions: number[]): LabView => fakeLab({ ...query, masking: { positions } }, 0.8, moment, 3);
const salient = fakeLab({ ...query, masking: { strategy: 'salient', seed: 1 } }, 0.8, moment, 3);

const hand = (positions: number[]) =>
  known({
    page: 'lab',
    lab: { active: 'hand', views: { ...initialLabState.views, hand: byHand(positions) } },
  });

const atFirstJoint = known({ player: { recording: recording as never, at: 2, isPlaying: false } });
const setting = (section: string, values: object) =>
  known({ state: { draft: { ...draft, [section]: { ...draft[section], ...values } } as never } });

/** The index page with a map of this age; the index is refreshed every 50 steps. */
const stopped = (isStopped: boolean, age: number) =>
  known({ page: 'index', stores: { index: { map: { isStopped, age, refreshEvery: 50 } } } });

/** The lab with this text in place of a candidate's, and the reader's first guess beside it. */
function edited(text: string, guess: string, isRead = true): Known {
  const { document, text: before } = salient.reading!.candidates[1]!;
  const candidates = salient.reading!.candidates.map((one) =>
    one.document === document && one.text === before && isRead
      ? { ...one, text, predictions: [{ text: guess, probability: 0.9 }] }
      : one,
  );
  const view = { ...salient, reading: { ...salient.reading!, candidates } };
  return known({
    page: 'lab',
    lab: { edit: { document: document!, before, text }, views: { ...initialLabState.views, salient: view } },
  });
}

const source = salient.reading!.candidates[1]!.document!;
const trivial = (allowTrivial: boolean, document: string) =>
  known({
    page: 'lab',
    places: { document },
    lab: { allowTrivial, views: { ...initialLabState.views, salient: { ...salient, sourceDocument: source } } },
  });

const aged = (step: number) =>
  known({
    state: {
      now: { phase: 'joint', step },
      measured: { config: { joint: { refreshEvery: 50 } } } as never,
      refreshes: [{ requestedAtStep: 50, swappedAtStep: 54 } as never],
    },
  });

const llara = resolvePreset<LlaraConfig>('llara');
const glm = resolvePreset<GlmRunConfig>('glm-smoke');

/** The page Prompt or Blanks over what an exercise reads of it. */
const promptPage = (prompt: Partial<KnownPrompt>) => known({ page: 'prompt', stores: { prompt } });
const blanksPage = (blanks: Partial<KnownBlanks>) => known({ page: 'blanks', stores: { blanks } });
const draftOf = (config: object) => known({ state: { draft: config as never } });

/** A text of one token, then SELF and NEXT. */
const parts5 = { parts: ['text', 'self', 'selfSlot', 'next', 'nextSlot'] } as LlaraJoint;
const guessed = (phase: string, step: number, right: number) => {
  const self = Array.from({ length: 10 }, (_, i) => ({ token: `${i}`, probability: 0.1, isTarget: i < right }));
  return promptPage({ joint: { phase, step, self } as LlaraJoint });
};
const searched = (ours: boolean, lexical: boolean, heldOut = true) => {
  const hit = (answers: boolean) => [{ answers }];
  const found = { question: 'who ?', llara: hit(ours), lexical: hit(lexical) } as LlaraSearch;
  return promptPage({ found, questions: [{ question: 'who ?', heldOut }] });
};
const spans = (...starts: number[]) =>
  blanksPage({ sample: { partB: 8, spans: starts.map((start) => ({ start, end: start + 1 })) } as GlmSample });
const cellOf = (row: number, column: number) =>
  blanksPage({ sample: { partB: 8 } as GlmSample, cell: { row, column } });
/** A run that was measured at this moment. */
const measuredAt = (config: object, phase: string, step: number) =>
  known({ state: { measured: { config } as never, evaluations: [{ phase, step, metrics: {}, skipped: {} }] } });

/** For each exercise: states in which it is done, and states in which it is not. */
const cases: Record<string, { done: Known[]; undone: Known[] }> = {
  'masked-words/row': {
    done: [known({ places: { document: best.document! } })],
    undone: [
      known({ places: { document: '' } }),
      known({ page: 'lab', places: { document: best.document! } }),
      known({ places: { document: best.document! }, state: { views: {} } }),
    ],
  },
  'masked-words/sum': { done: [atFirstJoint], undone: [known(), { ...atFirstJoint, session: initialSessionState }] },
  'null-document/empty': {
    done: [known({ places: { document: '' } })],
    undone: [known({ places: { document: best.document! } })],
  },
  'null-document/utility': {
    done: [known({ places: { document: best.document! } })],
    undone: [known({ places: { document: '' } })],
  },
  'cold-start/copy': { done: [atFirstJoint], undone: [known()] },
  'cold-start/without': { done: [setting('ict', { steps: 0 })], undone: [setting('ict', { steps: 20 })] },
  'staleness/builder': { done: [aged(75), aged(99)], undone: [aged(74), aged(50)] },
  'staleness/harm': { done: [setting('joint', { refreshEvery: 0 })], undone: [setting('joint', { refreshEvery: 25 })] },
  'staleness/drift': {
    done: [stopped(true, 51)],
    undone: [stopped(true, 50), stopped(false, 80), known({ page: 'index', stores: { index: { map: null } } })],
  },
  'mips/graph': { done: [setting('index', { kind: 'exact' })], undone: [setting('index', { m: 8 })] },
  'salient-spans/grammar': {
    done: [hand([4]), hand([0, 4])],
    undone: [hand([]), hand(salient.masked), hand([4, ...salient.masked])],
  },
  'salient-spans/name': { done: [hand(salient.masked)], undone: [hand([4]), hand([4, ...salient.masked])] },
  'trivial-retrieval/source': {
    done: [trivial(true, source)],
    undone: [trivial(false, source), trivial(true, ''), trivial(true, 'another')],
  },
  'corpus-edit/change': {
    done: [edited('It stands in Oslo.', 'Trondheim')],
    undone: [edited('It stands in Oslo.', 'Oslo', false)],
  },
  'corpus-edit/answer': {
    done: [edited('It stands in Oslo.', 'oslo')],
    undone: [edited('It stands in Oslo.', 'Trondheim'), edited('It stands in Oslo.', 'Oslo', false)],
  },
  'joint-prompt/mask': {
    done: [promptPage({ joint: parts5, cell: { row: 4, column: 2 } })],
    undone: [
      promptPage({ joint: parts5, cell: { row: 4, column: 0 } }),
      promptPage({ joint: parts5, cell: { row: 2, column: 4 } }),
      promptPage({ joint: parts5, cell: null }),
    ],
  },
  'joint-prompt/positions': {
    done: [draftOf({ ...llara, prompt: { ...llara.prompt, kind: 'release' } })],
    undone: [draftOf(llara), draftOf(glm)],
  },
  'what-it-says/before': {
    done: [guessed('lm', 100, 0)],
    undone: [guessed('lm', 0, 0), guessed('lm', 150, 1), guessed('adapt', 100, 0)],
  },
  'what-it-says/after': {
    done: [guessed('adapt', 50, 2), guessed('tune', 0, 2)],
    undone: [guessed('adapt', 50, 1), guessed('lm', 200, 3), guessed('tune', 10, 3)],
  },
  'what-it-says/without': {
    done: [draftOf({ ...llara, adapt: { ...llara.adapt, steps: 0 } })],
    undone: [draftOf(llara), draftOf(glm)],
  },
  'to-retriever/zero-shot': {
    done: [measuredAt(llara, 'adapt', llara.adapt.steps)],
    undone: [measuredAt(llara, 'adapt', 100), measuredAt(llara, 'lm', 200), measuredAt(glm, 'adapt', 200)],
  },
  'to-retriever/fine-tuned': {
    done: [searched(true, true)],
    undone: [searched(false, true), searched(true, true, false), promptPage({ found: null, questions: [] })],
  },
  'to-retriever/lexical': { done: [searched(true, false)], undone: [searched(true, true), searched(false, false)] },
  'two-parts/sees': { done: [cellOf(7, 8)], undone: [cellOf(8, 9), cellOf(7, 7), cellOf(8, 0)] },
  'two-parts/positions': { done: [spans(5, 2), spans(1, 6, 3)], undone: [spans(2, 5), spans(4)] },
  'unknown-length/fill': {
    done: [blanksPage({ filled: { pieces: [], blanks: [{}, {}], tokensPerSecond: 1 } as never })],
    undone: [blanksPage({ filled: { pieces: [], blanks: [{}], tokensPerSecond: 1 } as never })],
  },
  'unknown-length/length': {
    done: [draftOf({ ...glm, glm: { ...glm.glm, objective: 'mlm' } })],
    undone: [draftOf(glm), draftOf(llara)],
  },
  'not-yet/loss': {
    done: [measuredAt(glm, 'glm', 100)],
    undone: [measuredAt(glm, 'glm', 50), measuredAt(llara, 'glm', 100)],
  },
  'not-yet/jump': { done: [draftOf(resolvePreset('glm'))], undone: [draftOf(glm), draftOf(llara)] },
};

describe('an exercise', () => {
  const exercises = parts.filter(([, { check }]) => check);
  it('is tested', () => expect(Object.keys(cases).sort()).toEqual(exercises.map(([key]) => key).sort()));

  it.each(exercises)('%s is not done when its part begins', (_key, { check, shows }, { preset }) => {
    const page = readAddress(shows?.address ?? '').page;
    expect(check!(known({ page, ...(preset && { state: { draft: resolvePreset(preset) } }) }))).toBe(false);
    // nothing is open or shown yet
    expect(check!({ ...known({ page }), session: initialSessionState, stores: {} })).toBe(false);
  });

  it.each(exercises)('%s is done in the states that fulfil it, and in no others', (key, { check }) => {
    const { done, undone } = cases[key]!;
    for (const state of done) expect(check!(state)).toBe(true);
    for (const state of undone) expect(check!(state)).toBe(false);
  });

  it('counts no answer of the lab that is still to come', () => {
    const { check } = partAt({ lesson: 'salient-spans', part: 1 })!.part;
    const waiting = hand([4]);
    const stores = { lab: { ...(waiting.stores.lab as LabState), unanswered: ['hand'] } };
    expect([check!(waiting), check!({ ...waiting, stores })]).toEqual([true, false]);
  });
});
