import { describe, expect, it } from 'vitest';
import { englishWords } from './english.ts';

describe('englishWords', () => {
  it('has words without marks, possessives and stop words, in lower case', () => {
    expect(
      englishWords('The cats’ owner is Marie Curie’s friend; she isn\'t "IN" Warsaw, into 3.14 or U.S. terms.'),
    ).toEqual(['cat', 'owner', 'mari', 'curi', 'friend', 'she', "isn't", 'warsaw', '3.14', 'u.', 'term']);
    expect(englishWords('')).toEqual([]);
    expect(englishWords('— … !')).toEqual([]);
  });

  it('removes exactly the 33 stop words of Lucene', () => {
    const removed =
      'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with';
    expect(removed.split(' ')).toHaveLength(33);
    expect(englishWords(removed)).toEqual([]);
    // common words that other lists have
    expect(englishWords('he she which were has have who when')).toHaveLength(8);
  });

  it.each([
    // The examples of Porter 1980, "An algorithm for suffix stripping", steps 1a to 5b, each stemmed to the end.
    'caresses:caress ponies:poni ties:ti caress:caress cats:cat feed:feed agreed:agre plastered:plaster bled:bled motoring:motor sing:sing',
    'conflated:conflat troubled:troubl sized:size hopping:hop tanned:tan falling:fall hissing:hiss fizzed:fizz failing:fail filing:file',
    'happy:happi sky:sky relational:relat conditional:condit rational:ration digitizer:digit radically:radic differently:differ vilely:vile',
    'vietnamization:vietnam predication:predic operator:oper feudalism:feudal decisiveness:decis hopefulness:hope formality:formal sensitivity:sensit',
    'triplicate:triplic formative:form formalize:formal electrical:electr goodness:good revival:reviv allowance:allow inference:infer airliner:airlin',
    'adjustable:adjust defensible:defens irritant:irrit replacement:replac adjustment:adjust dependent:depend adoption:adopt communism:commun',
    'activate:activ homologous:homolog effective:effect bowdlerize:bowdler probate:probat rate:rate cease:ceas controlling:control rolling:roll',
    // Every 710th word of the vocabulary that is published with the algorithm (snowballstem/snowball-data, porter).
    'acquaint:acquaint allurements:allur araucarian:araucarian averse:avers bedwin:bedwin blending:blend bricklayer:bricklay campany:campani changing:chang clearly:clearli complimentary:complimentari conversational:convers crocodile:crocodil decaying:decai detestable:detest disposed:dispos dropsied:dropsi emissary:emissari eruptions:erupt facial:facial finis:fini forsworn:forsworn gastness:gast grafters:grafter hap:hap hitches:hitch ignomy:ignomi inexpressive:inexpress invoked:invok kilns:kiln',
    'lemuy:lemui luccicos:luccico marvellous:marvel miracle:miracl multiplying:multipli nominee:nomine oriental:orient paramount:paramount perpetuated:perpetu pleasers:pleaser preferments:prefer prowess:prowess ransom:ransom release:releas rheumatic:rheumat saintly:saintli seconded:second shred:shred smite:smite splendour:splendour strangling:strangl surveys:survei terminates:termin toothful:tooth turfy:turfi unfortnet:unfortnet unwillingness:unwilling violation:violat weller:weller wouldn:wouldn',
  ])('stems as it is published: %s', (pairs) => {
    for (const pair of pairs.split(' ')) {
      const [word, stem] = pair.split(':');
      expect(englishWords(word!), word).toEqual([stem]);
    }
  });

  it('has the departures of Porter’s own program', () => {
    expect(englishWords('possibly archaeology us es')).toEqual(['possibl', 'archaeolog', 'us', 'es']);
  });
});
