import { Button } from "../chatui";
import { useChat, useFrame, useTexts } from "../context";
import { Icon } from "./Icon";

/** While the shopper waits for a human: the place in the queue, and the way out of it. */
export function OwnerBar() {
  const { chat } = useFrame();
  const { owner } = useChat();
  const texts = useTexts();
  if (owner.owner !== "queue") return null;
  return (
    <div className="bar bar-queue">
      <Icon name="clock" />
      <span>{texts.queue(owner.ahead ?? 0)}</span>
      <Button size="sm" onClick={() => chat.leaveQueue()}>
        {texts.leaveQueue}
      </Button>
    </div>
  );
}
