import { useEffect, useRef, useState } from "react";
import { useChat, useTexts } from "../context";

/** The one live region: reads out what is new and nobody of this side has said. */
export function Announcer({ isOpen }: { isOpen: boolean }) {
  const { messages, phase, isOnline } = useChat();
  const texts = useTexts();
  const [said, setSaid] = useState("");
  const last = useRef<number | null>(null);

  useEffect(() => {
    if (phase !== "ready") {
      last.current = null; // somebody else's history is no news
      return;
    }
    const news = messages.filter(
      ({ id, author }) =>
        last.current !== null && Number(id) > last.current && author !== "shopper",
    );
    last.current = Number(messages.at(-1)?.id ?? 0);
    if (isOpen && news.length > 0) setSaid(news.map(({ text }) => text).join("\n"));
  }, [messages, phase, isOpen]);

  useEffect(() => {
    if (phase === "ready" && !isOnline) setSaid(texts.offline);
    if (phase === "signed-out") setSaid(texts.expired);
  }, [phase, isOnline, texts]);

  return (
    <div className="hidden-visually" aria-live="polite">
      {said}
    </div>
  );
}
