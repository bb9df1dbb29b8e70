import { lazy, Suspense } from "react";

const Rating = lazy(() => import("./Rating"));

/** The rating, fetched only when it is asked for. */
export function RatingPanel() {
  return (
    <Suspense fallback={<div className="rating" />}>
      <Rating />
    </Suspense>
  );
}
