import { generateKeyPairSync, sign } from "node:crypto";

/** DER: a tag, the length, and what is inside. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const bytes = (hex: string) => Buffer.from(hex, "hex");
const time = (year: number) => der(0x18, Buffer.from(`${year}0101000000Z`));

/**
 * A certificate for `localhost` that signed itself, and its key, both PEM.
 *
 * Made anew for each run, so that no private key lies in the repository.
 */
export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = sequence(der(0x06, bytes("2a8648ce3d040302")));
  const name = sequence(der(0x31, sequence(der(0x06, bytes("550403")), der(0x0c, Buffer.from("localhost")))));
  const extension = (oid: string, value: Buffer) => sequence(der(0x06, bytes(oid)), der(0x04, value));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, bytes("02"))),
    der(0x02, bytes("01")),
    ecdsaWithSha256,
    name,
    sequence(time(2020), time(2120)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      0xa3,
      sequence(
        extension("551d13", sequence(der(0x01, bytes("ff")))),
        extension("551d11", sequence(der(0x82, Buffer.from("localhost")))),
      ),
    ),
  );
  const signature = der(0x03, bytes("00"), sign("sha256", toBeSigned, privateKey));
  const base64 = sequence(toBeSigned, ecdsaWithSha256, signature).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
