import { useRef } from "react";
import { PICTURE_TYPES } from "../chat/protocol";
import { useTexts } from "../context";
import { Icon } from "./Icon";

/** Opens the system's choice of pictures, on a phone the camera too. */
export function PictureButton({ onChoose }: { onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const texts = useTexts();
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={PICTURE_TYPES.join(",")}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ""; // so that the same one can be chosen again
          if (file) onChoose(file);
        }}
      />
      <button
        type="button"
        className="tool"
        aria-label={texts.picture}
        onClick={() => input.current?.click()}
      >
        <Icon name="picture" />
      </button>
    </>
  );
}
