import { useChat, useFrame, useTexts } from "../context";
import { Icon } from "./Icon";
import { Menu } from "./Menu";

/** Who one talks to, the menu, and the way out. */
export function Header() {
  const { page } = useFrame();
  const { owner } = useChat();
  const texts = useTexts();
  const subtitle = {
    bot: texts.subtitle,
    queue: texts.withQueue,
    human: texts.withHuman(owner.name ?? texts.colleague),
  }[owner.owner];

  return (
    <header className="header">
      <span className="header-mark" aria-hidden="true">
        团
      </span>
      <div className="header-titles">
        <h1>{texts.title}</h1>
        <p>{subtitle}</p>
      </div>
      <Menu />
      {page.isThere && (
        <button
          type="button"
          className="header-button"
          aria-label={texts.close}
          onClick={() => page.tell({ tuanbao: "close" })}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
