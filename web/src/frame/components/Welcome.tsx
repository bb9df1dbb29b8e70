import { useChat, useTexts } from "../context";
import { Suggestions } from "./Suggestions";

/** Before anything is said: what the bot is for, and how to begin. */
export function Welcome() {
  const { isVisitor } = useChat();
  const texts = useTexts();
  const starters = [...texts.starters, texts.human];
  return (
    <div className="welcome">
      <span className="welcome-mark" aria-hidden="true">
        团
      </span>
      <h2>{texts.welcome}</h2>
      <p>{texts.welcomeText}</p>
      {isVisitor && <p className="welcome-note">{texts.welcomeVisitor}</p>}
      <Suggestions buttons={starters.map((text) => ({ title: text, payload: text }))} />
    </div>
  );
}
