import { useLanguage, useTexts } from "./texts";

/** The shop's name, where one could go, the language. */
export function TopBar({ onSwitch }: { onSwitch: () => void }) {
  const texts = useTexts();
  const isChinese = useLanguage() === "zh";
  return (
    <header className="top">
      <div className="top-inner">
        <span className="logo" aria-hidden="true">
          省
        </span>
        <span className="brand">
          <strong>{texts.name}</strong>
          <small>{texts.slogan}</small>
        </span>
        <span className="demo-mark">{texts.demo}</span>
        <ul className="promises">
          {texts.promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
        <button
          type="button"
          className="plain"
          lang={isChinese ? "en" : "zh-CN"}
          onClick={onSwitch}
        >
          {texts.language}
        </button>
      </div>
    </header>
  );
}
