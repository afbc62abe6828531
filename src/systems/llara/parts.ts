/** What the phases, the evaluation and the probes of one LLaRA run share. */

import type { AdapterChoice } from '../../models/lora.ts';
import type { ParameterRegistry } from '../../models/registry.ts';
import type { Engine } from '../../run/engine.ts';
import type { LexicalSearch } from '../../run/lexical.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { rateFactor } from '../../run/schedule.ts';
import type { Beside } from './beside.ts';
import type { LlaraEmbedder } from './embedding.ts';
import type { LlaraConfig } from './settings.ts';
import type { LlaraShapes } from './shapes.ts';
import type { LlaraTexts } from './texts.ts';

export interface LlaraParts extends LlaraShapes {
  config: LlaraConfig;
  prepared: PreparedCorpus;
  texts: LlaraTexts;
  lexical: LexicalSearch;
  /** A saved retriever that answers the same questions. */
  beside: Beside;
  /** Of fine-tuning and of everything that embeds; undefined: none. */
  adapter: AdapterChoice | undefined;
  registry: ParameterRegistry;
  engine: Engine;
  /** With the current parameters, and as they were when the engine was last frozen. */
  embedder: LlaraEmbedder;
  frozenEmbedder: LlaraEmbedder;
}

/** The learning rate of a phase at a step, from 0. */
export function rateAt(
  { schedule }: LlaraConfig,
  { steps, learningRate }: { steps: number; learningRate: number },
  step: number,
): number {
  const { warmupSteps, floor } = schedule;
  return learningRate * rateFactor({ steps, warmupSteps, linearDecay: true, floor }, step);
}
