import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { apigatewayOwnName as subject } from "./apigateway-own-name";

for (const [type, mapping, property] of [
  ["aws:apigatewayv2/api:Api", "aws:apigatewayv2/apiMapping:ApiMapping", "apiId"],
  ["aws:apigateway/restApi:RestApi", "aws:apigateway/basePathMapping:BasePathMapping", "restApi"],
] as const) {
  describe(`apigateway-own-name of ${type}`, () => {
    const api = (disableExecuteApiEndpoint: unknown) => resource(type, "api", { disableExecuteApiEndpoint });
    const named = (of: unknown) => resource(mapping, "name", { [property]: of });

    it("accepts an API that answers at its name alone, and one without", () => {
      for (const value of [true, "true"]) {
        const closed = api(value);
        assert.deepEqual(always(subject, [closed, named(idOf(closed))]), []);
      }
      assert.deepEqual(always(subject, [api(false), named("elsewhere")]), []);
    });

    for (const value of [false, undefined]) {
      it(`refuses ${String(value)} where the API has a name`, () => {
        const open = api(value);
        assert.deepEqual(brief(always(subject, [open, named(idOf(open))])), ["advisory api"]);
      });
    }

    it("leaves open what is unknown", () => {
      const open = api(later(true));
      assert.match(preview(subject, [open, named(idOf(open))])[0]?.message ?? "", /Cannot be decided/);
      assert.deepEqual(update(subject, [open, named(idOf(open))]), []);
    });
  });
}
