import type { PictureInHand } from "../chat/state";
import { Progress } from "../chatui";
import { useFrame, useTexts } from "../context";
import { Icon } from "./Icon";

/** A picture on its way, with how far it is and what to do where it failed. */
export function PictureRow({ picture }: { picture: PictureInHand }) {
  const { chat } = useFrame();
  const texts = useTexts();
  return (
    <li className="row row-own row-waiting">
      <span className="hidden-visually">{texts.you}</span>
      <span className="picture">
        <img src={picture.url} alt={texts.yourPicture} />
      </span>
      {picture.problem ? (
        <span className="state">
          <span className="failed">{texts.problems[picture.problem]}</span>
          {picture.problem === "network" && (
            <button type="button" className="link" onClick={() => chat.retryPicture(picture)}>
              <Icon name="retry" />
              {texts.retry}
            </button>
          )}
          <button type="button" className="link" onClick={() => chat.dropPicture(picture.id)}>
            {texts.remove}
          </button>
        </span>
      ) : (
        <span className="state">
          <Progress value={picture.percent} aria-hidden="true" />
          {texts.uploading(picture.percent)}
        </span>
      )}
    </li>
  );
}
