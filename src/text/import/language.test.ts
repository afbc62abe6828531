import { describe, expect, it } from 'vitest';
import { guessLanguage } from './language.ts';

const guess = (text: string) => guessLanguage([{ text }]);

describe('guessLanguage', () => {
  it.each([
    ['en', 'The house that he built is by the river, and it was not for sale.'],
    ['de', 'Das Haus, das er gebaut hat, ist nicht weit von der Stadt und auf dem Berg.'],
    ['nl', 'Het huis dat hij bouwde is niet ver van de stad en op een berg bij het bos.'],
    ['da', 'Huset er ikke langt fra byen, og han blev født der efter at de flyttede af sted.'],
    ['nb', 'Huset er ikke langt fra byen, og han ble født der etter at de flyttet av sted mellom fjellene.'],
    ['sv', 'Huset är inte långt från staden, och han har bott där av en anledning som blev känd.'],
    ['fr', 'La maison est dans la ville et elle a été construite par un homme qui ne vit pas au village.'],
    ['es', 'La casa que se construyó en la ciudad fue para los hijos del rey y no por su hermano.'],
    ['pt', 'A casa não foi feita por ele e os seus filhos são mais do que uma família na cidade.'],
    ['it', 'La casa che è nella città non fu costruita per il re, ma gli altri sono più belli.'],
    ['cs', 'Dům byl ve městě, který není daleko, a také se v roce 1900 stal školou pro děti.'],
    ['pl', 'Dom nie był w mieście, które jest daleko, oraz do szkoły się z niego nie chodziło przez rok.'],
    ['ru', 'Дом стоял у реки.'],
    ['uk', 'Дім стояв біля ріки, і її вода була чиста.'],
    ['fa', 'خانه نزدیک رودخانه بود و پدر در آن زندگی می‌کرد.'],
    ['ur', 'یہ گھر دریا کے کنارے تھا اور وہ اس میں رہتے ہیں۔'],
    ['ar', 'كان البيت قريبا من النهر.'],
    ['bn', 'বাড়িটি নদীর ধারে ছিল।'],
    ['km', 'ផ្ទះនៅក្បែរទន្លេ។'],
    ['zh', '房子在河边，主人姓 Smith。'],
    ['en', 'Berlin is a city. Paris is a town.'],
    ['en', "Rock 'n' roll is king. O'Brien's dog heard it. The band King's X played."],
    ['hu', 'A ház egy hegyen áll, és nem messze van a város.'],
    // Nothing to go by.
    ['en', 'Xyz 123 qwerty.'],
    ['en', ''],
  ])('%s: %s', (language, text) => {
    expect(guess(text)).toBe(language);
  });
});
