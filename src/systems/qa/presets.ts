/** Presets of Open-QA: layers over the defaults of its settings. Their models are those of REALM's presets, from whose checkpoints they may begin. */
import { layered, type PartialConfig } from '../../run/settings.ts';
import type { Preset } from '../../run/system.ts';
import { realmPresets } from '../realm/presets.ts';
import { defaultRealmConfig } from '../realm/settings.ts';
import { modelLayer } from './from-realm.ts';
import type { QaConfig } from './settings.ts';

type Layer = PartialConfig<QaConfig>;

/** What a REALM preset says of corpus, models and ICT. */
function fromRealm(name: string): Layer {
  const { layer } = realmPresets.find((preset) => preset.name === name)!;
  const config = layered(defaultRealmConfig, layer);
  return { corpus: config.corpus, ...modelLayer(config), ict: config.ict };
}

/** One word a value. */
const bios: Layer = {
  ...fromRealm('bios'),
  qa: { maxSpan: 2 },
};

/** It begins with the models of REALM, at the end of their run. */
const bilingual: Layer = {
  ...fromRealm('bios-2l'),
  qa: { init: 'checkpoint', maxSpan: 2, steps: 200 },
};

const smoke: Layer = {
  ...fromRealm('smoke'),
  ict: { steps: 30, batch: 16 },
  qa: {
    ...{ steps: 60, batch: 4, candidates: 3, maxSpan: 2, spanWidth: 16, retrieverCandidates: 16, warmupSteps: 10 },
    ...{ readerLearningRate: 3e-3, retrieverLearningRate: 1e-3 },
  },
  evaluation: { every: 30, examples: 16, questions: 24 },
};

const atlas: Layer = {
  ...fromRealm('atlas'),
  qa: { maxSpan: 6, steps: 1000, readerLearningRate: 3e-4 },
  evaluation: { questions: 300 },
};

export const qaPresets: readonly Preset[] = [
  {
    name: 'qa',
    title: 'Open-QA',
    about: 'Questions about the Atlas, answered with a span of a document that the retriever finds.',
    layer: atlas,
  },
  {
    name: 'qa-bios',
    title: 'Open-QA, biographies',
    about: 'The same with questions about invented people.',
    layer: bios,
  },
  {
    name: 'qa-2l',
    title: 'Open-QA, two languages',
    about:
      'English questions, answered from English and Chinese documents; it begins with the retriever and reader that masked words alone have trained.',
    layer: bilingual,
    init: 'bios-2l-end',
  },
  {
    name: 'qa-smoke',
    title: 'Open-QA, smoke',
    about: 'The same with two dozen people and a tiny model, in under a minute.',
    layer: smoke,
  },
];
