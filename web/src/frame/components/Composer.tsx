import {
  type ClipboardEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { LONGEST_TEXT } from "../chat/protocol";
import { problemOf, type UploadProblem } from "../chat/uploads";
import { useAppearance, useChat, useFrame, usePanel, useTexts } from "../context";
import { Chosen } from "./Chosen";
import { Icon } from "./Icon";
import { PictureButton } from "./PictureButton";

const TELL_FROM = LONGEST_TEXT - 200; // characters
const HAS_KEYBOARD = window.matchMedia("(hover: hover) and (pointer: fine)");

/** Where the shopper writes: Enter sends, Shift+Enter begins a line, composing is left alone. */
export function Composer() {
  const { chat } = useFrame();
  const { phase } = useChat();
  const { draft, times, isOpen } = usePanel();
  const { elder } = useAppearance();
  const texts = useTexts();
  const [text, setText] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<UploadProblem | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const used = [...text].length;
  const isTooLong = used > LONGEST_TEXT;
  const canSend = (text.trim() !== "" || file !== null) && !isTooLong && phase === "ready";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is opened
  useEffect(() => {
    if (!isOpen) return;
    if (draft) setText(draft);
    if (draft || HAS_KEYBOARD.matches) field.current?.focus();
  }, [times, isOpen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: as high as the text needs
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [text, times, elder]);

  const choose = (chosen: File) => {
    const found = problemOf(chosen);
    setProblem(found);
    setFile(found ? null : chosen);
    field.current?.focus({ preventScroll: true });
  };
  const send = () => {
    if (!canSend) return;
    if (file) chat.sendPicture(file);
    if (text.trim()) chat.say(text.trim());
    setText("");
    setFile(null);
    setProblem(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.files[0];
    if (!pasted) return;
    event.preventDefault();
    choose(pasted);
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {file && <Chosen file={file} onRemove={() => setFile(null)} />}
      {problem && (
        <p id="problem" className="composer-note failed">
          {texts.problems[problem]}
        </p>
      )}
      {used > TELL_FROM && (
        <p id="length" className={isTooLong ? "composer-note failed" : "composer-note"}>
          {texts.length(used, LONGEST_TEXT)}
          {isTooLong && ` · ${texts.tooLong(LONGEST_TEXT)}`}
        </p>
      )}
      <div className="composer-line">
        <PictureButton onChoose={choose} />
        <textarea
          ref={field}
          rows={1}
          value={text}
          aria-label={texts.composer}
          aria-invalid={isTooLong}
          aria-describedby={problem ? "problem" : used > TELL_FROM ? "length" : undefined}
          placeholder={texts.placeholder}
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" className="send" aria-label={texts.send} disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
