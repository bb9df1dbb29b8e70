const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12l16-8-6 16-3-6-7-2zM11 14l9-10",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9h.01",
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M7 7l10 10M17 7L7 17",
  clock: "M12 7v5l3 2M12 21a9 9 0 100-18 9 9 0 000 18z",
  retry: "M4 12a8 8 0 108-8H7M10 1L7 4l3 3",
  chevron: "M9 6l6 6-6 6",
  language: "M12 21a9 9 0 100-18 9 9 0 000 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
  text: "M4 18L9 6l5 12M6 14h6M15 18l3-8 3 8M16 15.5h4",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20c1-5 15-5 16 0",
  star: "M12 3.5l2.6 5.6 6.100.7-4.5 4.200 1.200 6.100-5.400-3-5.400 3 1.200-6.100-4.5-4.200 6.100-.7z",
} as const;

/** A small drawing beside a text; screen readers hear the text. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
