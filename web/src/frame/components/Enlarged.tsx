import { useEffect, useRef } from "react";
import { useTexts } from "../context";
import { Icon } from "./Icon";

/** A picture over everything else; the browser keeps the focus in it and gives it back. */
export default function Enlarged({ url, onClose }: { url: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const texts = useTexts();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="enlarged"
      aria-label={texts.yourPicture}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // the chat itself stays open
        dialog.current?.close();
      }}
    >
      <img src={url} alt={texts.yourPicture} />
      <button
        type="button"
        className="header-button"
        aria-label={texts.close}
        onClick={() => dialog.current?.close()}
      >
        <Icon name="close" />
      </button>
    </dialog>
  );
}
