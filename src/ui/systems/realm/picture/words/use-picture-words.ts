/** The words of the picture of an example. */
import { partWords } from '../../../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const usePictureWords = partWords({ en, 'zh-Hans': zh });
