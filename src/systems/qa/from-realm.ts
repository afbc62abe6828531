/** What an Open-QA run takes over from another run, so that it has the same retriever and reader. */
import type { RunConfig } from '../../run/records.ts';
import { layered, type PartialConfig } from '../../run/settings.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import type { RealmConfig } from '../realm/settings.ts';
import type { QaConfig } from './settings.ts';

type ModelSections = Pick<RealmConfig, 'bios' | 'tokenizer' | 'lengths' | 'transformer' | 'retriever' | 'reader'> &
  Pick<QaConfig, 'realm'>;

export function modelLayer({
  bios,
  tokenizer,
  lengths,
  transformer,
  retriever,
  reader,
  realm,
}: ModelSections): PartialConfig<QaConfig> {
  const { scoreScale, temperature } = realm;
  return { bios, tokenizer, lengths, transformer, retriever, reader, realm: { scoreScale, temperature } };
}

/**
 * A configuration whose run begins with the models of a REALM run, or of another Open-QA run: corpus, seed, held-out subjects and models are those of
 * that run. Throws `bad-option` for a run of another system.
 */
export function beginFrom(config: QaConfig, saved: RunConfig): QaConfig {
  if (saved.system !== 'realm' && saved.system !== 'qa') {
    throw new RetrogradError(
      'bad-option',
      sentence`A run of ${saved.system} has no retriever and reader to begin with: give a checkpoint of REALM or of Open-QA.`,
    );
  }
  const models = saved as RunConfig & ModelSections & Pick<QaConfig, 'evaluation'>;
  const { corpus, seed, evaluation } = models;
  const { holdOutEvery } = evaluation;
  return layered(config, {
    corpus,
    seed,
    ...modelLayer(models),
    evaluation: { holdOutEvery },
    qa: { init: 'checkpoint' },
  });
}
