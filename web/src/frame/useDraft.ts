import { type Dispatch, type SetStateAction, useEffect, useState } from "react";
import { draftOf, keepDraft } from "./chat/drafts";

/** What is being written in the conversation of `who`, nobody's yet where that is null. */
export function useDraft(who: string | null): [string, Dispatch<SetStateAction<string>>] {
  const [owner, setOwner] = useState(who);
  const [text, setText] = useState(() => draftOf(who));
  if (owner !== who) {
    const isTheirs = owner === null && text !== ""; // written before it was known who writes
    if (!isTheirs) setText(draftOf(who));
    setOwner(who);
  }
  useEffect(() => keepDraft(who, text), [who, text]);
  return [text, setText];
}
