/** Words of GLM, in Chinese. */
import type { GlmStrings } from './en.ts';
import { blanks } from './zh-blanks.ts';

export const glm: GlmStrings = { blanks, phases: {}, metrics: {} };
