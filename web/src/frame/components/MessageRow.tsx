import { memo, type ReactNode } from "react";
import { CardView } from "../cards/CardView";
import type { Message } from "../chat/protocol";
import { wording, words } from "../chat/transcript";
import { Bubble, SystemMessage } from "../chatui";
import { useAppearance, useChat, useFrame, useTexts } from "../context";
import { Icon } from "./Icon";
import { Picture } from "./Picture";

const APART = 5 * 60_000; // milliseconds of silence after which the time is shown

interface Props {
  message: Message;
  before: Message[];
  isOffering: boolean;
  isResent: boolean;
  isLast: boolean;
}

/** One message, with what hangs on it. */
export const MessageRow = memo(
  function MessageRow({ message, before, isOffering, isResent, isLast }: Props) {
    return (
      <>
        <Time message={message} previous={before.at(-1)} />
        {message.author === "system" && (
          <li className="row row-system">
            <SystemMessage content={message.text} />
          </li>
        )}
        {message.author === "shopper" && (
          <Own message={message} before={before} isResent={isResent} isLast={isLast} />
        )}
        {(message.author === "bot" || message.author === "agent") && (
          <Theirs message={message} isOffering={isOffering} />
        )}
      </>
    );
  },
  (one, other) =>
    one.message === other.message &&
    one.isOffering === other.isOffering &&
    one.isResent === other.isResent &&
    one.isLast === other.isLast,
);

function Theirs({ message, isOffering }: { message: Message; isOffering: boolean }) {
  const texts = useTexts();
  const isAgent = message.author === "agent";
  const spoken = words(message);
  const name = isAgent ? (message.name ?? texts.colleague) : texts.bot;
  return (
    <li className={`row row-theirs row-${message.author}`}>
      <span className="avatar" aria-hidden="true">
        {isAgent ? name.slice(0, 1) : "团"}
      </span>
      <div className="row-body">
        <span className={isAgent ? "author" : "hidden-visually"}>{name}</span>
        {spoken && <Bubble content={spoken} />}
        {message.card && <CardView card={message.card} isOffering={isOffering} />}
      </div>
    </li>
  );
}

function Own({ message, before, isResent, isLast }: Omit<Props, "isOffering">) {
  const { chat } = useFrame();
  const { isOnline } = useChat();
  const texts = useTexts();
  const hasFailed = message.status === "failed" && !isResent;
  let state: ReactNode = null;
  if (isResent) state = isOnline ? texts.sending : texts.waiting;
  else if (hasFailed)
    state = (
      <>
        <span className="failed">{texts.failed}</span>
        <button type="button" className="link" onClick={() => chat.retry(message)}>
          <Icon name="retry" />
          {texts.retry}
        </button>
      </>
    );
  else if (isLast) state = texts.sent;
  return (
    <li className="row row-own">
      <span className="hidden-visually">{texts.you}</span>
      {message.upload ? (
        <Picture id={message.upload} />
      ) : (
        <Bubble content={wording(message.text, before)} />
      )}
      {state && <span className="state">{state}</span>}
    </li>
  );
}

function Time({ message, previous }: { message: Message; previous: Message | undefined }) {
  const { language } = useAppearance();
  const at = new Date(message.at);
  if (previous && at.getTime() - new Date(previous.at).getTime() < APART) return null;
  const isToday = at.toDateString() === new Date().toDateString();
  const day = isToday ? {} : ({ month: "long", day: "numeric" } as const);
  const shown = at.toLocaleString(language === "zh" ? "zh-CN" : "en-GB", {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
  });
  return (
    <li className="row-time">
      <time dateTime={message.at}>{shown}</time>
    </li>
  );
}
