/** What outlives a reload. A browser that refuses to keep anything keeps it until then. */

const PREFIX = "tuanbao.";
const memory = new Map<string, string>();

function kept(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden for frames of other sites
  }
}

export function load(key: string): string | null {
  return kept()?.getItem(PREFIX + key) ?? memory.get(PREFIX + key) ?? null;
}

/** Keep `value`; null forgets what was kept. */
export function save(key: string, value: string | null): void {
  const name = PREFIX + key;
  if (value === null) memory.delete(name);
  else memory.set(name, value);
  try {
    if (value === null) kept()?.removeItem(name);
    else kept()?.setItem(name, value);
  } catch {
    // full: it is kept in memory
  }
}

/** The kept keys that begin with `start`, in their order. */
export function keys(start: string): string[] {
  const all = new Set([...memory.keys(), ...Object.keys(kept() ?? {})]);
  return [...all]
    .filter((key) => key.startsWith(PREFIX + start))
    .map((key) => key.slice(PREFIX.length))
    .sort();
}
