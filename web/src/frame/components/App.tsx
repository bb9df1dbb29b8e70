import { useEffect } from "react";
import { useChat, useFrame, usePanel, useTexts } from "../context";
import { Announcer } from "./Announcer";
import { Banner } from "./Banner";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { OwnerBar } from "./OwnerBar";
import { RatingPanel } from "./RatingPanel";
import { Offered } from "./Suggestions";
import { Transcript } from "./Transcript";

/** The whole chat. Escape closes it, unless something in it is open and closes first. */
export function App() {
  const { page } = useFrame();
  const { isOpen } = usePanel();
  const { asksRating } = useChat();
  const texts = useTexts();

  useEffect(() => {
    document.title = texts.title;
  }, [texts]);

  useEffect(() => {
    const closing = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing)
        page.tell({ tuanbao: "close" });
    };
    window.addEventListener("keydown", closing);
    return () => window.removeEventListener("keydown", closing);
  }, [page]);

  return (
    <div className="chat">
      <Header />
      <main>
        <OwnerBar />
        <Banner />
        <Transcript />
        <Offered />
        {asksRating && <RatingPanel />}
        <Composer />
        <Announcer isOpen={isOpen} />
      </main>
    </div>
  );
}
