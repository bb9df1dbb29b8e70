import { type FormEvent, useState } from "react";
import { Button } from "../chatui";
import { useFrame, useTexts } from "../context";
import { focusTranscript } from "../focus";
import { Icon } from "./Icon";

const STARS = [1, 2, 3, 4, 5];
const LONGEST_COMMENT = 500; // characters
const THANKS = 2_500; // milliseconds

/** One to five stars and, if one likes, a word. */
export default function Rating() {
  const { chat } = useFrame();
  const texts = useTexts();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [state, setState] = useState<"asking" | "sending" | "failed" | "thanks">("asking");
  const close = () => {
    focusTranscript();
    chat.askRating(false);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setState("sending");
    try {
      await chat.rate(stars, comment);
      setState("thanks");
      setTimeout(close, THANKS);
    } catch {
      setState("failed");
    }
  };

  if (state === "thanks")
    return (
      <div className="rating">
        <p ref={focus} className="rating-thanks" tabIndex={-1}>
          {texts.rateThanks}
        </p>
      </div>
    );
  return (
    <form className="rating" onSubmit={send}>
      <h2 ref={focus} tabIndex={-1} id="rating-title">
        {texts.rateTitle}
      </h2>
      <fieldset className="stars" aria-labelledby="rating-title">
        {STARS.map((star) => (
          <label key={star} className={star <= stars ? "star star-on" : "star"}>
            <input
              type="radio"
              name="stars"
              className="hidden-visually"
              checked={star === stars}
              onChange={() => setStars(star)}
            />
            <span className="hidden-visually">{texts.rateStars(star)}</span>
            <Icon name="star" />
          </label>
        ))}
      </fieldset>
      {stars > 0 && (
        <textarea
          rows={2}
          value={comment}
          maxLength={LONGEST_COMMENT}
          aria-label={texts.rateComment}
          placeholder={texts.rateComment}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      {state === "failed" && (
        <p className="failed" role="alert">
          {texts.rateFailed}
        </p>
      )}
      <div className="rating-actions">
        <Button onClick={close}>{texts.rateSkip}</Button>
        <Button color="primary" type="submit" disabled={stars === 0 || state === "sending"}>
          {texts.rateSend}
        </Button>
      </div>
    </form>
  );
}

/** Read out first what has just appeared, unless somebody is writing at the moment. */
function focus(element: HTMLElement | null): void {
  if (!(document.activeElement instanceof HTMLTextAreaElement)) element?.focus();
}
