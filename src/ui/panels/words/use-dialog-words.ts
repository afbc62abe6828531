/** The words of the dialogs of the run. */
import { partWords } from '../../i18n/part-words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export const useDialogWords = partWords({ en, 'zh-Hans': zh });
