/**
 * Two wordings of each attribute of the synthetic biographies, shorter than those of bios-words.ts: 7 and 8 tokens with a name of two words, a value of one
 * and the full stop. We wrote them all.
 */
export const blankWordings: Readonly<Record<string, readonly [string, string]>> = {
  birthplace: ['{name} was born in {value}.', 'The cradle of {name} was {value}.'],
  'birth-year': ['{name} came along in {value}.', 'The birth of {name} marked {value}.'],
  employer: ['{name} works hard for {value}.', 'The boss of {name} owns {value}.'],
  language: ['{name} often chats in {value}.', 'The language of {name} is {value}.'],
  country: ['{name} spent summer in {value}.', 'The trip of {name} reached {value}.'],
  dog: ['{name} has a dog {value}.', 'The puppy of {name} is {value}.'],
};
