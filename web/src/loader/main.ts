import { Launcher } from "./launcher";
import { type Api, read } from "./options";
import { Panel } from "./panel";
import { shadow } from "./shadow";

declare global {
  interface Window {
    Tuanbao?: Api;
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Tuanbao) begin(script);

/** Put the launcher on the page, and let the page's own scripts speak to the chat. */
function begin(script: HTMLScriptElement): void {
  const options = read(script);
  const root = shadow(options);
  const launcher = new Launcher(root, options.look.language);
  const panel = new Panel(root, new URL(script.src).origin, options, {
    answered: () => window.dispatchEvent(new CustomEvent("tuanbao:answered")),
    unread: (count) => launcher.showUnread(count),
    elder: (on) => launcher.showElder(on),
    unauthorized: () => window.dispatchEvent(new CustomEvent("tuanbao:unauthorized")),
    toggled: (isOpen) => launcher.toggle(isOpen),
  });
  launcher.onPress(() => panel.open(null));
  window.Tuanbao = {
    signIn: (token) => panel.signIn(token),
    signOut: () => panel.signIn(null),
    open: (draft) => panel.open(draft ?? null),
    close: () => panel.close(),
    setLanguage: (language) => {
      launcher.speak(language);
      panel.setLanguage(language);
    },
  };
  const attach = () => {
    document.body.append(root.host);
    panel.attached();
  };
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
}
