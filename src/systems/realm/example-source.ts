/** Draws the masked sentences that reader and retriever train on. */
import { Draw } from '../../run/draws.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { maskableSpans } from '../../text/salient/masking.ts';
import { type MaskedExample, maskSentence } from './examples.ts';
import type { RealmConfig } from './settings.ts';

type MaskedSpan = Pick<MaskedExample, 'sentence' | 'masks'>;

export class ExampleSource {
  /** Its items are sentences, or numbers of groups. */
  readonly draws: Draw;
  /** One span of a group is masked; null: a sentence is drawn, and masked as `masking.strategy` says. */
  private readonly groups: MaskedSpan[][] | null;

  /** `purpose`: the id of the phase. */
  constructor(
    private readonly prepared: PreparedCorpus,
    private readonly config: Pick<RealmConfig, 'masking' | 'seed'>,
    purpose: string,
  ) {
    const { masking, seed } = config;
    this.groups = masking.strategy === 'salient' ? spanGroups(prepared, masking) : null;
    this.draws = new Draw(this.groups ? this.groups.map((_, i) => i) : prepared.training, seed, purpose);
  }

  /** The next example, with a substitution at this rate; null if the sentence has nothing to mask. */
  next(substitutionRate: number): MaskedExample | null {
    const { prng } = this.draws;
    const item = this.draws.next();
    if (!this.groups) return maskSentence(item, prng, this.prepared, this.config.masking, substitutionRate);
    const span = prng.pick(this.groups[item]!);
    return { ...span, substitution: prng.uniform() < substitutionRate ? prng.uint32() : null };
  }
}

/** The salient spans of the training sentences: each a group of its own, or those of a block together; null where sentences are drawn. */
export function spanGroups(prepared: PreparedCorpus, masking: RealmConfig['masking']): MaskedSpan[][] | null {
  if (masking.sampling === 'sentence') return null;
  const groups = new Map<number, MaskedSpan[]>();
  let spans = 0;
  for (const sentence of prepared.training) {
    const { block } = prepared.sentences[sentence]!;
    for (const [first, end] of maskableSpans(prepared.sentences[sentence]!, masking.maxTokens)) {
      const span = { sentence, masks: Array.from({ length: end - first }, (_, i) => first + i) };
      const key = masking.sampling === 'span' ? spans++ : block;
      const group = groups.get(key);
      if (group) group.push(span);
      else groups.set(key, [span]);
    }
  }
  return [...groups.values()];
}
