import type { Order } from "./api";

const PATHS: Record<Order["kind"], string> = {
  goods: "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9M8 6l8 4v3",
  service:
    "M4 9l1.5-4h13L20 9M4 9c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0M5.5 12v8h13v-8M10 20v-5h4v5",
  ticket: "M3 7h18v3.5c-2 0-2 3 0 3V17H3v-3.5c2 0 2-3 0-3zM14 7v2M14 11v2M14 15v2",
  voucher:
    "M4 10h16v10H4zM3 7h18v3H3zM12 7v13M12 7c-5 0-5-4-2.5-4S12 7 12 7c0 0 0-4 2.5-4S17 7 12 7",
};

/** A picture of the kind of thing that was bought. */
export function Drawing({ kind }: { kind: Order["kind"] }) {
  return (
    <span className={`item-picture picture-${kind}`} aria-hidden="true">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={PATHS[kind]} />
      </svg>
    </span>
  );
}
