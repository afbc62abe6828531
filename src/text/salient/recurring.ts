/**
 * Spans that another passage can answer, after the recurring spans of Ram et al. 2022 (“Learning to Retrieve Passages without Supervision”). Two
 * names in one sentence count as a fact; a name is worth masking if both occur together in another passage, too.
 */

/** The names of one sentence, one for each of its salient spans, and its passage; sentences of equal `place` are in one passage. */
export interface PlacedNames {
  place: string;
  names: readonly string[];
}

/** For each name of each sentence: whether another passage contains it together with another name of the sentence. Case is ignored. */
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
