/**
 * Spans that another passage can answer, after the recurring spans of Ram et al. 2022 (“Learning to Retrieve Passages without Supervision”): a
 * fact is taken to be two names side by side, and a name is worth masking where the two stand together somewhere else as well.
 */

/** The names of one sentence, one for each of its salient spans, and where it stands; sentences of equal `place` are one passage. */
export interface PlacedNames {
  place: string;
  names: readonly string[];
}

/** For each sentence, for each of its names, whether some other place has it together with another name of the sentence. Case is no matter. */
export function recurringNames(sentences: readonly PlacedNames[]): boolean[][] {
  const placesOf = new Map<string, Set<string>>();
  const folded = sentences.map(({ names }) => names.map((name) => name.toLowerCase()));
  sentences.forEach(({ place }, i) => {
    for (const name of folded[i]!) {
      const places = placesOf.get(name);
      if (places) places.add(place);
      else placesOf.set(name, new Set([place]));
    }
  });
  const together = (one: string, other: string, except: string) => {
    const [few, many] = [placesOf.get(one)!, placesOf.get(other)!].sort((a, b) => a.size - b.size) as [
      Set<string>,
      Set<string>,
    ];
    for (const place of few) if (place !== except && many.has(place)) return true;
    return false;
  };
  return sentences.map(({ place }, i) =>
    folded[i]!.map((name) => folded[i]!.some((other) => other !== name && together(name, other, place))),
  );
}
