/** FNV-1a of 32 bits over a text's UTF-16 units (Fowler, Noll and Vo); `hash` goes on from the text before. */
export function fnv1a(text: string, hash = 0x811c9dc5): number {
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
