import { encodedPath } from "../viewer-functions/file-path";

/** The path of a file in a URL; see {@link encodedPath}. */
export const urlPath = (path: string): string => `/${encodedPath(path)}`;

/**
 * The forms of a URL's path to invalidate: as the viewer's function makes it, and as a viewer may send it, since AWS advises
 * both and says of neither how `+` is compared (CloudFront Developer Guide, "What you need to know when invalidating paths").
 */
export const invalidatedForms = (url: string): string[] => [...new Set([url, url.replaceAll("%2B", "+")])];
