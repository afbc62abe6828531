/** The mark of a document: a small figure in its colour. Decoration: the title stands beside it. */
import type { DocumentColour } from './document-colours.ts';

const figures = {
  disc: <circle cx="6" cy="6" r="4.6" fill="currentColor" />,
  square: <rect x="1.8" y="1.8" width="8.4" height="8.4" fill="currentColor" />,
  diamond: <path d="M6 .4 11.6 6 6 11.6 .4 6z" fill="currentColor" />,
  ring: <circle cx="6" cy="6" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

export function DocumentMark({ colour, className }: { colour: DocumentColour; className?: string | undefined }) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      className={className}
      style={{ color: colour.css }}
      data-form={colour.form}
      aria-hidden="true"
    >
      {figures[colour.form]}
    </svg>
  );
}
