import {
  type ClipboardEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { withDraft } from "../chat/drafts";
import { LONGEST_TEXT } from "../chat/protocol";
import { problemOf, type UploadProblem } from "../chat/uploads";
import { useAppearance, useChat, useFrame, usePanel, useTexts } from "../context";
import { useDraft } from "../useDraft";
import { Chosen } from "./Chosen";
import { Icon } from "./Icon";
import { PictureButton } from "./PictureButton";

const TELL_FROM = LONGEST_TEXT - 200; // characters
const HAS_KEYBOARD = window.matchMedia("(hover: hover) and (pointer: fine)");

/** Where the shopper writes: Enter sends, Shift+Enter begins a line, composing is left alone. */
export function Composer() {
  const { chat } = useFrame();
  const { phase, who } = useChat();
  const { draft, times, isOpen } = usePanel();
  const { elder } = useAppearance();
  const texts = useTexts();
  const [text, setText] = useDraft(who);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<UploadProblem | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const putIn = useRef(""); // by a button of the page, last
  const used = [...text].length;
  const isTooLong = used > LONGEST_TEXT;
  const canSend = (text.trim() !== "" || file !== null) && !isTooLong && phase === "ready";

  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is opened
  useEffect(() => {
    if (!isOpen) return;
    if (draft) {
      const former = putIn.current;
      setText((written) => withDraft(written, draft, former));
      putIn.current = draft;
    }
    if (draft || HAS_KEYBOARD.matches) field.current?.focus();
  }, [times, isOpen]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: as high as the text needs
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [text, times, elder]);

  const choose = async (chosen: File) => {
    field.current?.focus({ preventScroll: true });
    const found = await problemOf(chosen);
    setProblem(found);
    if (!found) setFile(chosen); // a good one that was chosen before stays
  };
  const dismiss = () => {
    setProblem(null);
    field.current?.focus();
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
    void choose(pasted);
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
        <p className="composer-note failed">
          <span id="problem" role="alert">
            {texts.problems[problem]}
          </span>
          <button type="button" className="link" onClick={dismiss}>
            {texts.dismiss}
          </button>
        </p>
      )}
      {used > TELL_FROM && (
        <p id="length" className={isTooLong ? "composer-note failed" : "composer-note"}>
          {texts.length(used, LONGEST_TEXT)}
          {isTooLong && <span role="alert"> · {texts.tooLong(LONGEST_TEXT)}</span>}
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
