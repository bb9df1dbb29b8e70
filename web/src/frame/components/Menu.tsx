import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { useAppearance, useChat, useFrame, useTexts } from "../context";
import { Icon } from "./Icon";

/** Language, elder mode, a human, a rating. Opens under its button; Escape or leaving closes it. */
export function Menu() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { chat, appearance } = useFrame();
  const { language, elder } = useAppearance();
  const { owner } = useChat();
  const texts = useTexts();

  const choose = (action: () => void) => () => {
    setOpen(false);
    button.current?.focus();
    action();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault(); // the chat itself stays open
    setOpen(false);
    button.current?.focus();
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what its buttons let pass
    <div className="menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        className="header-button"
        aria-label={texts.menu}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="menu" />
      </button>
      {isOpen && (
        <ul className="menu-list">
          <li>
            <button
              type="button"
              lang={language === "zh" ? "en" : "zh-CN"}
              onClick={choose(() => appearance.choose({ language: other(language) }))}
            >
              <Icon name="language" />
              {texts.menuLanguage}
            </button>
          </li>
          <li>
            <button
              type="button"
              aria-pressed={elder}
              onClick={choose(() => appearance.choose({ elder: !elder }))}
            >
              <Icon name="text" />
              {texts.menuElder}
              {elder && <Icon name="check" />}
            </button>
          </li>
          {owner.owner === "bot" && (
            <li>
              <button type="button" onClick={choose(() => chat.say(texts.human))}>
                <Icon name="person" />
                {texts.menuHuman}
              </button>
            </li>
          )}
          <li>
            <button type="button" onClick={choose(() => chat.askRating(true))}>
              <Icon name="star" />
              {texts.menuRate}
            </button>
          </li>
        </ul>
      )}
    </div>
  );
}

function other(language: "zh" | "en"): "zh" | "en" {
  return language === "zh" ? "en" : "zh";
}
