import { useEffect, useState } from "react";
import { Button } from "../chatui";
import { useChat, useFrame, useTexts } from "../context";

const SHORT = 1_500; // milliseconds; a quick reconnect is nobody's business
const LONG = 5_000; // after which a first connection is taking too long

/** What stands between the shopper and the front: no network, or a token that has run out. */
export function Banner() {
  const { page } = useFrame();
  const { phase, isOnline } = useChat();
  const texts = useTexts();
  const isOffline = useLasting(phase === "ready" && !isOnline, SHORT);
  const isSlow = useLasting(phase === "loading", LONG);

  if (phase === "signed-out")
    return (
      <div className="bar bar-warning">
        <span>{texts.expired}</span>
        {page.isThere && (
          <Button size="sm" onClick={() => page.tell({ tuanbao: "reload" })}>
            {texts.reload}
          </Button>
        )}
      </div>
    );
  if (isSlow) return <div className="bar bar-warning">{texts.connecting}</div>;
  if (isOffline) return <div className="bar bar-warning">{texts.offline}</div>;
  return null;
}

/** Whether `now` has been true for so long. */
function useLasting(now: boolean, milliseconds: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    setLasts(false);
    if (!now) return;
    const timer = setTimeout(() => setLasts(true), milliseconds);
    return () => clearTimeout(timer);
  }, [now, milliseconds]);
  return lasts && now;
}
