/** Words of GLM, in English. */
import type { Definition } from '../../../i18n/definition.ts';
import { blanks } from './en-blanks.ts';

export const glm = {
  blanks,
  phases: {},
  metrics: {} satisfies Record<string, Definition>,
};

export type GlmStrings = typeof glm;
