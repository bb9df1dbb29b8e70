import { useLayoutEffect, useRef, useState } from "react";
import { inOrder, offering } from "../chat/transcript";
import { Button, Typing } from "../chatui";
import { useChat, usePanel, useTexts } from "../context";
import { focusTranscript } from "../focus";
import { useFollowing } from "../useFollowing";
import { MessageRow } from "./MessageRow";
import { PictureRow } from "./PictureRow";
import { RefusedRow, WaitingRow } from "./WaitingRow";
import { Welcome } from "./Welcome";

const PAGE = 60; // messages shown at once; older ones on demand

/** All that was said, the newest at the bottom, and what is on its way. */
export function Transcript() {
  const state = useChat();
  const texts = useTexts();
  const { isOpen } = usePanel();
  const [shown, setShown] = useState(PAGE);

  const known = new Set(state.messages.map((message) => message.message_id));
  const waiting = state.outbox.filter((saying) => !known.has(saying.id));
  const resent = new Set(state.outbox.map((saying) => saying.id));
  const first = Math.max(0, state.messages.length - shown);
  const offered = offering(state);
  const isTyping = state.owner.owner === "bot" && (state.isTyping || isUnanswered(state));
  const length = state.messages.length + waiting.length + state.pictures.length;

  const { scroller, onScroll, isBehind, catchUp, keepEnd } = useFollowing(
    length,
    waiting.length + state.pictures.length,
    state.phase === "ready",
    `${isTyping} ${isOpen}`,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what asks covers the last answer's end
  useLayoutEffect(keepEnd, [state.asksRating]);

  const heightBefore = useRef(0);
  const showEarlier = () => {
    heightBefore.current = scroller.current?.scrollHeight ?? 0;
    focusTranscript(); // the button may go away
    setShown(shown + PAGE);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the earlier ones are there
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && heightBefore.current) box.scrollTop += box.scrollHeight - heightBefore.current;
  }, [shown]);

  return (
    <div className="transcript-frame">
      <div
        ref={scroller}
        className="transcript"
        role="log"
        aria-live="off"
        aria-label={texts.transcript}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: to be scrolled by keyboard
        tabIndex={0}
        id="transcript"
        onScroll={onScroll}
      >
        <div className="transcript-inner">
          {state.phase === "loading" && <Loading />}
          {state.phase === "ready" && length === 0 && <Welcome />}
          {first > 0 && (
            <Button variant="text" onClick={showEarlier}>
              {texts.earlier}
            </Button>
          )}
          <ol className="rows">
            {state.messages.slice(first).map((message, i) => (
              <MessageRow
                key={message.id}
                message={message}
                before={state.messages.slice(0, first + i)}
                isOffering={message === offered}
                isResent={resent.has(message.message_id ?? "")}
                isLast={first + i === state.messages.length - 1}
              />
            ))}
            {inOrder(waiting, state.pictures).map((one) =>
              "file" in one ? (
                <PictureRow key={one.id} picture={one} />
              ) : (
                <WaitingRow key={one.id} saying={one} />
              ),
            )}
            {state.refused.map((saying) => (
              <RefusedRow key={saying.id} saying={saying} />
            ))}
          </ol>
          {isTyping && (
            <div className="typing">
              <Typing />
              <span className="hidden-visually">{texts.typing}</span>
            </div>
          )}
        </div>
      </div>
      {isBehind && (
        <button type="button" className="newer" onClick={catchUp}>
          {texts.newer}
        </button>
      )}
    </div>
  );
}

function Loading() {
  const texts = useTexts();
  return (
    <div className="loading">
      <span className="hidden-visually">{texts.loading}</span>
      <span className="skeleton" />
      <span className="skeleton" />
      <span className="skeleton" />
    </div>
  );
}

/** Whether the last thing the shopper said is still being answered. */
function isUnanswered({ messages, isOnline }: ReturnType<typeof useChat>): boolean {
  return isOnline && messages.at(-1)?.status === "received";
}
