/** Which preset fits a text of the user's own. */

/** A preset for texts of up to so many passages. */
export interface OwnTextPreset {
  preset: string;
  passages: number;
}

/** Characters in a passage of about 48 tokens, which is `lengths.document` in the settings for natural text. */
const charactersOfPassage = 200;
/** Chinese and Japanese have few characters a token. */
const charactersOfUnspacedPassage = 70;

/** About how many passages a text of so many characters is cut into. `language`: BCP 47. */
export function passagesIn(characters: number, language: string): number {
  const isUnspaced = /^(zh|ja)\b/.test(language);
  return Math.ceil(characters / (isUnspaced ? charactersOfUnspacedPassage : charactersOfPassage));
}

/** The first preset that is made for so many passages; undefined where there are none. */
export function presetForPassages(presets: readonly OwnTextPreset[], passages: number): string | undefined {
  return presets.find((one) => passages <= one.passages)?.preset;
}
