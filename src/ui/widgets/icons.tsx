/** Small drawings, 16 × 16, in the colour of the text. They carry no meaning of their own: a label stands beside or behind each. */

import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="1rem"
      height="1rem"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 3v10l8-5z" fill="currentColor" stroke="none" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" stroke="none" />
  </Icon>
);

export const StepIcon = () => (
  <Icon>
    <path d="M3.5 3v10l6.5-5z" fill="currentColor" stroke="none" />
    <path d="M12 3v10" strokeWidth="2" />
  </Icon>
);

export const ResetIcon = () => (
  <Icon>
    <path d="M3.2 6.2A5.2 5.2 0 1 1 2.8 9.4M3 2.6v3.8h3.8" />
  </Icon>
);

export const ProjectorIcon = () => (
  <Icon>
    <path d="M1.5 2.5h13M2.5 2.5v7.5h11V2.5M8 10v2M5 14l3-2 3 2" strokeWidth="1.4" />
  </Icon>
);

export const TableIcon = () => (
  <Icon>
    <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" strokeWidth="1.2" />
  </Icon>
);

export const RerollIcon = () => (
  <Icon>
    <path d="M13 6.5A5.2 5.2 0 0 0 3.6 5.2M3 2.6v3h3M3 9.5a5.2 5.2 0 0 0 9.4 1.3m.6 2.6v-3h-3" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="M10 3.5 5.5 8l4.5 4.5" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="M6 3.5 10.5 8 6 12.5" />
  </Icon>
);

export const LiveIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.2" fill="currentColor" stroke="none" />
    <path d="M4.3 11.7a5.2 5.2 0 0 1 0-7.4M11.7 4.3a5.2 5.2 0 0 1 0 7.4" />
  </Icon>
);

export const HeldIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.2" />
    <path d="M2.5 13.5l11-11" />
  </Icon>
);

export const ThemeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.4" />
    <path d="M8 2.6a5.4 5.4 0 0 1 0 10.8z" fill="currentColor" stroke="none" />
  </Icon>
);

export const CommandIcon = () => (
  <Icon>
    <path d="M3 4.5h10M3 8h10M3 11.5h6" />
  </Icon>
);

export const LessonIcon = () => (
  <Icon>
    <path d="M8 4.5C6.5 3.4 4.5 3 2.5 3v9c2 0 4 .4 5.5 1.5 1.5-1.1 3.5-1.5 5.5-1.5V3c-2 0-4 .4-5.5 1.5zM8 4.5v9" />
  </Icon>
);

export const SaveIcon = () => (
  <Icon>
    <path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="M4 4l8 8M12 4l-8 8" />
  </Icon>
);

/** The mark: a path that turns back on itself, as a planet seen from Earth does, and as a gradient does through a model. */
export const Mark = () => (
  <svg width="30" height="24" viewBox="2 4 29 22" fill="none" aria-hidden="true">
    <path
      d="M3.5 22.5C9 22.5 24 21 24 13.5C24 9.5 20.6 7.5 17.5 7.5C12.5 7.5 10.5 12.5 14 16C17 19 23 20.5 28.5 20.5"
      stroke="var(--pull)"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
    <circle cx="17.5" cy="7.5" r="3" fill="var(--push)" />
  </svg>
);
