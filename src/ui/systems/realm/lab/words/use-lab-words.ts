/** The words of the masking lab. */
import { partMetrics, partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { metrics as enMetrics } from './en-metrics.ts';
import { zh } from './zh.ts';
import { metrics as zhMetrics } from './zh-metrics.ts';

partMetrics('realm', { en: enMetrics, 'zh-Hans': zhMetrics });

export const useLabWords = partWords({ en, 'zh-Hans': zh });
