/** Identifiers made from titles. */

/** Lower-case ASCII words joined by hyphens: "Gdańsk, Poland" → "gdansk-poland". Empty if nothing of the title is ASCII. */
export function slugOf(title: string): string {
  return title
    .replace(/[łŁ]/g, 'l')
    .replace(/[øØ]/g, 'o')
    .replace(/[đĐðÐ]/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[þÞ]/g, 'th')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Makes names unique: the second "normans" becomes "normans-2". */
export class UniqueNames {
  private readonly taken = new Set<string>();
  private readonly next = new Map<string, number>();

  take(name: string): string {
    let unique = name;
    for (let n = this.next.get(name) ?? 2; this.taken.has(unique); n++) {
      unique = `${name}-${n}`;
      this.next.set(name, n + 1);
    }
    this.taken.add(unique);
    return unique;
  }
}
