/** Colours of the theme as a canvas takes them: only an element can tell which side of `light-dark()` is in force. */
export class ThemeColours {
  private readonly known = new Map<string, string>();

  constructor(private readonly element: HTMLElement) {}

  /** The colour of a custom property, or one that is written as in CSS. */
  of(name: string): string {
    let colour = this.known.get(name);
    if (colour === undefined) {
      this.element.style.color = name.startsWith('--') ? `var(${name})` : name;
      colour = getComputedStyle(this.element).color;
      this.known.set(name, colour);
    }
    return colour;
  }

  /** To be called when the theme changes. */
  forget(): void {
    this.known.clear();
  }
}

/** Calls the listener when the theme of the page or of the system changes; returns what ends that. */
export function onThemeChange(listener: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', listener);
  const theme = new MutationObserver(listener);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-projector'] });
  return () => {
    scheme.removeEventListener('change', listener);
    theme.disconnect();
  };
}
