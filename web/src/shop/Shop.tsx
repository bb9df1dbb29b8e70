import { useEffect, useState } from "react";
import type { Language } from "../bridge";
import { OrderList } from "./OrderList";
import { ShopperPicker } from "./ShopperPicker";
import { TopBar } from "./TopBar";
import { LanguageContext, useTexts } from "./texts";
import { useShop, VISITOR, withChat } from "./useShop";
import { Visitor } from "./Visitor";

/** The demo shop: its page "my orders", with the chat on it. */
export function Shop() {
  const [language, setLanguage] = useState<Language>(kept());
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    sessionStorage.setItem("demo.language", language);
    withChat((chat) => chat.setLanguage(language));
  }, [language]);
  return (
    <LanguageContext.Provider value={language}>
      <TopBar onSwitch={() => setLanguage(language === "zh" ? "en" : "zh")} />
      <Orders />
    </LanguageContext.Provider>
  );
}

function Orders() {
  const texts = useTexts();
  const { shoppers, who, orders, hasFailed, become } = useShop();
  const shopper = shoppers.find(({ shopper_id }) => shopper_id === who);
  useEffect(() => {
    document.title = texts.title;
  }, [texts]);
  return (
    <>
      <main className="page">
        <ShopperPicker shoppers={shoppers} who={who} onChoose={become} />
        <section className="orders" aria-labelledby="orders">
          <div className="orders-head">
            <h1 id="orders">{shopper ? texts.hello(shopper.name) : texts.orders}</h1>
            {orders && orders.length > 0 && <span>{texts.count(orders.length)}</span>}
          </div>
          {hasFailed && <p className="empty">{texts.failed}</p>}
          {!hasFailed && !orders && <p className="empty">{texts.loading}</p>}
          {who === VISITOR && orders && <Visitor />}
          {orders && orders.length > 0 && <OrderList orders={orders} />}
        </section>
      </main>
      <footer className="footer">{texts.footer}</footer>
    </>
  );
}

function kept(): Language {
  const chosen = sessionStorage.getItem("demo.language");
  if (chosen) return chosen === "en" ? "en" : "zh";
  return navigator.language.startsWith("zh") ? "zh" : "en";
}
