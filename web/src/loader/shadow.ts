import { paintedOn } from "./color";
import type { Options } from "./options";
import styles from "./styles.css?inline";

/** A root of our own in the page: its styles do not reach in, ours do not reach out. */
export function shadow(options: Options): ShadowRoot {
  const host = document.createElement("div");
  host.dataset.tuanbao = options.side;
  host.style.cssText = "all: initial";
  host.style.setProperty("--brand", options.look.color);
  host.style.setProperty("--on-brand", paintedOn(options.look.color));
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // allowed by any content security policy
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  return root;
}
