import { useEffect, useRef } from "react";
import type { Shopper } from "./api";
import { useLanguage, useTexts } from "./texts";
import { VISITOR } from "./useShop";

interface Props {
  shoppers: Shopper[];
  who: string;
  onChoose: (shopperId: string) => void;
}

/** Who one can be, each with what is good to try as them. */
export function ShopperPicker({ shoppers, who, onChoose }: Props) {
  const texts = useTexts();
  const language = useLanguage();
  const chosen = shoppers.find(({ shopper_id }) => shopper_id === who);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const button = who && list.current?.querySelector<HTMLElement>("[aria-pressed=true]");
    if (button) button.scrollIntoView({ block: "nearest", inline: "center" }); // on a phone it is a row
  }, [who]);
  const hint = chosen ? chosen[language] : texts.visitorHint;
  return (
    <section className="picker" aria-labelledby="who">
      <h2 id="who">{texts.who}</h2>
      <p className="picker-hint">{texts.whoHint}</p>
      <ul ref={list} className="shoppers">
        {[...shoppers.map(({ shopper_id, name }) => [shopper_id, name] as const), visitor()].map(
          ([id, name]) => (
            <li key={id}>
              <button type="button" aria-pressed={id === who} onClick={() => onChoose(id)}>
                <span className="face" data-face={id} aria-hidden="true">
                  {name.slice(0, 1)}
                </span>
                {name}
              </button>
            </li>
          ),
        )}
      </ul>
      {who !== "" && (
        <p className="try">
          <strong>{texts.try}</strong>
          {hint}
        </p>
      )}
    </section>
  );

  function visitor() {
    return [VISITOR, texts.visitor] as const;
  }
}
