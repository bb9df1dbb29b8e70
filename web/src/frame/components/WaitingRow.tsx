import type { Saying } from "../chat/protocol";
import type { RefusedSaying } from "../chat/state";
import { wording } from "../chat/transcript";
import { Bubble } from "../chatui";
import { useChat, useFrame, useTexts } from "../context";
import { Picture } from "./Picture";

/** Something said that the front has not acknowledged yet. */
export function WaitingRow({ saying }: { saying: Saying }) {
  const { isOnline } = useChat();
  const texts = useTexts();
  return (
    <li className="row row-own row-waiting">
      <span className="hidden-visually">{texts.you}</span>
      <Said saying={saying} />
      <span className="state">{isOnline ? texts.sending : texts.waiting}</span>
    </li>
  );
}

/** Something the front will never take. */
export function RefusedRow({ saying }: { saying: RefusedSaying }) {
  const { chat } = useFrame();
  const texts = useTexts();
  return (
    <li className="row row-own">
      <span className="hidden-visually">{texts.you}</span>
      <Said saying={saying} />
      <span className="state">
        <span className="failed" role="alert">
          {texts.refused}
        </span>
        <button type="button" className="link" onClick={() => chat.forget(saying.id)}>
          {texts.remove}
        </button>
      </span>
    </li>
  );
}

function Said({ saying }: { saying: Saying }) {
  const { messages } = useChat();
  if (saying.upload) return <Picture id={saying.upload} />;
  return <Bubble content={wording(saying.text ?? "", messages)} />;
}
