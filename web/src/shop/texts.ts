import { createContext, useContext } from "react";
import type { Language } from "../bridge";
import { shop as en } from "../texts/en";
import { shop as zh } from "../texts/zh";

export const LanguageContext = createContext<Language>("zh");

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** What the shop says in the chosen language. */
export function useTexts(): typeof zh {
  return useLanguage() === "en" ? en : zh;
}
