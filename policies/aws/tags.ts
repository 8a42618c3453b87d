import { elements } from "../frame/elements";
import { ifKnown, unlessUnknown } from "../frame/unknown";

/** Tags, as far as they are known. */
export interface Tags {
  /** By key: whether it has a value. One that only the update knows counts. */
  readonly values: ReadonlyMap<string, boolean>;
  /** Whether only the update knows which keys there are. */
  readonly areUnknown: boolean;
}

export type TagMap = Readonly<Record<string, unknown>>;

/** Of an element in a list of tags, as Auto Scaling groups have. */
export interface ListedTag {
  readonly key: string;
  readonly value: string;
  readonly propagateAtLaunch?: boolean | string;
}

export const none: Tags = { values: new Map(), areUnknown: false };
export const unknown: Tags = { values: new Map(), areUnknown: true };

/** Tags by key, as most types have them. */
export function tagsOf(read: () => TagMap | undefined): Tags {
  const keys = unlessUnknown<readonly string[], undefined>(
    () => Object.keys(read() ?? {}),
    () => undefined,
  );
  const hasValue = (key: string): boolean =>
    unlessUnknown(
      () => Boolean(read()?.[key]),
      () => true,
    );
  return { values: new Map((keys ?? []).map((key) => [key, hasValue(key)])), areUnknown: keys === undefined };
}

/** Tags in a list. */
export function listedTags(
  read: () => readonly ListedTag[] | undefined,
  counts: (tag: ListedTag) => boolean = () => true,
): Tags {
  const tags = elements(read).map((tag) => ifKnown(() => tag && counts(tag) && ([tag.key, hasText(tag)] as const)));
  return {
    values: new Map(tags.filter((tag) => Array.isArray(tag)) as [string, boolean][]),
    areUnknown: tags.includes(undefined),
  };
}

const hasText = (tag: ListedTag): boolean =>
  unlessUnknown(
    () => Boolean(tag.value),
    () => true,
  );

/** What a provider adds to what it makes: its input `defaultTags`, which the engine keeps as text. */
export const defaultTagsOf = (inputs: Readonly<Record<string, unknown>> | undefined): Tags =>
  tagsOf(() => {
    const stated = inputs?.["defaultTags"];
    const { tags } = (typeof stated === "string" ? JSON.parse(stated) : (stated ?? {})) as { readonly tags?: TagMap };
    return tags;
  });

/** All of them; of the same key, the last one. */
export const merged = (...all: readonly Tags[]): Tags => ({
  values: new Map(all.flatMap(({ values }) => [...values])),
  areUnknown: all.some(({ areUnknown }) => areUnknown),
});

/** Those of the keys that have no value, or none yet. */
export const missing = (keys: readonly string[], { values }: Tags): readonly string[] =>
  keys.filter((key) => values.get(key) !== true);
