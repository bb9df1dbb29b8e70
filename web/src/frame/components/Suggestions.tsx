import type { Button as Choice } from "../chat/protocol";
import { besidesCard, offering } from "../chat/transcript";
import { Button } from "../chatui";
import { useChat, useFrame, useTexts } from "../context";
import { focusTranscript } from "../focus";

const YES = "/affirm";

/** What the bot offers to press at the moment, always in sight above the composer. */
export function Offered() {
  const message = offering(useChat());
  const buttons = message ? besidesCard(message) : [];
  if (buttons.length === 0) return null;
  return (
    <div className="offered">
      <Suggestions buttons={buttons} />
    </div>
  );
}

/** What may be pressed instead of typing; a yes stands out. */
export function Suggestions({ buttons }: { buttons: Choice[] }) {
  const { chat } = useFrame();
  const texts = useTexts();
  if (buttons.length === 0) return null;
  return (
    <ul className="suggestions" aria-label={texts.suggestions}>
      {buttons.map(({ title, payload }) => (
        <li key={payload}>
          <Button
            {...(payload.startsWith(YES) && { color: "primary" })}
            onClick={() => {
              focusTranscript(); // the button goes away
              chat.say(payload);
            }}
          >
            {title}
          </Button>
        </li>
      ))}
    </ul>
  );
}
