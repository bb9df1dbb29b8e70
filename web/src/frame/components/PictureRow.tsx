import type { PictureInHand } from "../chat/state";
import type { UploadProblem } from "../chat/uploads";
import { Progress } from "../chatui";
import { useChat, useFrame, useTexts } from "../context";
import { focusTranscript } from "../focus";
import { Icon } from "./Icon";

/** A picture on its way: waiting for a network, how far it is, or what to do where it failed. */
export function PictureRow({ picture }: { picture: PictureInHand }) {
  const { isOnline } = useChat();
  const texts = useTexts();
  const isWaiting = !isOnline && (picture.problem === null || picture.problem === "network");
  return (
    <li className="row row-own row-waiting">
      <span className="hidden-visually">{texts.you}</span>
      <span className="picture">
        <img src={picture.url} alt={texts.yourPicture} />
      </span>
      <span className="state">
        {isWaiting && texts.waiting}
        {!isWaiting && picture.problem && <Problem id={picture.id} problem={picture.problem} />}
        {!isWaiting && !picture.problem && (
          <>
            <Progress value={picture.percent} aria-hidden="true" />
            {texts.uploading(picture.percent)}
          </>
        )}
        {(isWaiting || picture.problem) && <Remove id={picture.id} />}
      </span>
    </li>
  );
}

function Problem({ id, problem }: { id: string; problem: UploadProblem }) {
  const { chat } = useFrame();
  const texts = useTexts();
  return (
    <>
      <span className="failed" role="alert">
        {texts.problems[problem]}
      </span>
      {problem === "network" && (
        <button type="button" className="link" onClick={() => chat.retryPicture(id)}>
          <Icon name="retry" />
          {texts.retry}
        </button>
      )}
    </>
  );
}

function Remove({ id }: { id: string }) {
  const { chat } = useFrame();
  const texts = useTexts();
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        focusTranscript(); // the button goes away
        chat.dropPicture(id);
      }}
    >
      {texts.remove}
    </button>
  );
}
