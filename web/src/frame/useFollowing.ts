import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR = 120; // pixels from where we would scroll that count as being there
const ABOVE = 64; // pixels left in sight above what is new
const BELOW = 16; // and below a card that waits to be pressed
const LIVE = ".card-orders:has(button)";

/**
 * Keep a scroller at the news: at its end, or where what came last is longer than the window, at
 * the beginning of that; a card that waits to be pressed comes into sight. Whoever has scrolled up to read is left there until they say something.
 *
 * `length` counts what is shown, `own` what of it is on its way; `isNews` is false as long as the
 * history comes in; `layout` changes with all else that moves it. `isBehind` tells that something
 * came which they have not scrolled to; `keepEnd` leaves the beginning for the end.
 */
export function useFollowing(length: number, own: number, isNews: boolean, layout: string) {
  const scroller = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const known = useRef(0);
  const wasNews = useRef(false);
  const target = useRef<HTMLElement | null>(null);
  const [isBehind, setBehind] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something is said here
  useLayoutEffect(() => {
    isFollowing.current = true;
  }, [own]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever moves what is shown
  useLayoutEffect(() => {
    const rows = scroller.current?.querySelectorAll<HTMLElement>(".row");
    if (!wasNews.current) target.current = null;
    else if (rows && length > known.current)
      target.current = rows[rows.length - (length - known.current)] ?? null;
    wasNews.current = isNews;
    if (isFollowing.current) scroll(scroller, target.current);
    else if (length > known.current) setBehind(true);
    known.current = length;
  }, [length, isNews, layout]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const follow = new ResizeObserver(() => {
      if (isFollowing.current) scroll(scroller, target.current);
    });
    for (const part of [box, ...box.children]) follow.observe(part); // pictures, the keyboard
    return () => follow.disconnect();
  }, []);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    isFollowing.current = box.scrollTop > place(box, target.current) - NEAR;
    if (isFollowing.current) setBehind(false);
  };
  const keepEnd = () => {
    target.current = null;
    if (isFollowing.current) scroll(scroller, null);
  };
  const catchUp = () => scroll(scroller, target.current);
  return { scroller, onScroll, isBehind, catchUp, keepEnd };
}

function scroll(scroller: RefObject<HTMLDivElement>, news: HTMLElement | null): void {
  const box = scroller.current;
  if (box) box.scrollTop = place(box, news);
}

function place(box: HTMLDivElement, news: HTMLElement | null): number {
  const end = box.scrollHeight - box.clientHeight;
  if (!news?.isConnected) return end;
  const top = offset(box, news, "top") - ABOVE;
  const live = box.querySelector<HTMLElement>(LIVE);
  const choice = live
    ? Math.min(
        offset(box, live, "top") - ABOVE,
        offset(box, live, "bottom") - box.clientHeight + BELOW,
      )
    : top;
  return Math.max(0, Math.min(end, Math.max(top, choice)));
}

function offset(box: HTMLElement, part: HTMLElement, edge: "top" | "bottom"): number {
  return part.getBoundingClientRect()[edge] - box.getBoundingClientRect().top + box.scrollTop;
}
