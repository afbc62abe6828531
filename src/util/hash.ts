/** 32-bit FNV-1a over a text's UTF-16 units (Fowler, Noll and Vo). `hash`: the hash of the text before, to hash a text in several pieces. */
export function fnv1a(text: string, hash = 0x811c9dc5): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
