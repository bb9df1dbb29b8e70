/** The parts of ChatUI that are used; its index would bring all of them along. */
export { Bubble } from "@chatui/core/es/components/Bubble";
export { Button } from "@chatui/core/es/components/Button";
export { Card } from "@chatui/core/es/components/Card/Card";
export { CardContent } from "@chatui/core/es/components/Card/CardContent";
export { SystemMessage } from "@chatui/core/es/components/Message/SystemMessage";
export { Progress } from "@chatui/core/es/components/Progress";
export { Tag } from "@chatui/core/es/components/Tag";
export { Typing } from "@chatui/core/es/components/Typing/Typing";
