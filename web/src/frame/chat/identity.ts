import { load, save } from "./storage";

const VISITOR = "visitor";

/** Whose token it is, to keep one shopper's things apart from another's; nothing is proved by it. */
export function subjectOf(token: string): string {
  try {
    const body = token.split(".")[1] ?? "";
    const claims = JSON.parse(atob(body.replace(/-/g, "+").replace(/_/g, "/")));
    return encodeURIComponent(String(claims.sub));
  } catch {
    return "unknown";
  }
}

export function visitorToken(): string | null {
  return load(VISITOR);
}

export function forgetVisitor(): void {
  save(VISITOR, null);
}

/** A token for somebody new, kept until they sign in. Throws where the front gives none. */
export async function newVisitor(): Promise<string> {
  const answer = await fetch("/api/web/visitors", { method: "POST" });
  if (!answer.ok) throw new Error(`visitors: ${answer.status}`);
  const { token } = (await answer.json()) as { token: string };
  const meanwhile = visitorToken(); // another tab's
  if (meanwhile) return meanwhile;
  save(VISITOR, token);
  return token;
}
