/** What is written and not sent, one text a conversation, over reloads of this tab. */

const PREFIX = "tuanbao.draft.";

export function draftOf(who: string | null): string {
  try {
    return (who && sessionStorage.getItem(PREFIX + who)) || "";
  } catch {
    return ""; // forbidden for frames of other sites
  }
}

export function keepDraft(who: string | null, text: string): void {
  if (who === null) return;
  try {
    if (text) sessionStorage.setItem(PREFIX + who, text);
    else sessionStorage.removeItem(PREFIX + who);
  } catch {
    // forbidden or full: it lasts until the page is left
  }
}

/** Somebody has signed in: what they were writing as a visitor is theirs. */
export function adoptDraft(who: string, visitor: string): void {
  const draft = draftOf(visitor);
  if (draft && !draftOf(who)) keepDraft(who, draft);
  keepDraft(visitor, "");
}

/** What is written, and `draft` that a button of the page puts in; `former` is what one did before. */
export function withDraft(written: string, draft: string, former: string): string {
  if (written.trim() === "" || written === former) return draft;
  return written.includes(draft) ? written : `${written}\n${draft}`;
}
