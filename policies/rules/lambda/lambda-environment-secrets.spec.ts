import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, preview } from "../../testing/kit";
import { lambdaEnvironmentSecrets } from "./lambda-environment-secrets";

const FUNCTION = "aws:lambda/function:Function";
const having = (variables: object) => ({ environment: { variables } });

judges(lambdaEnvironmentSecrets, {
  types: [FUNCTION],
  obeys: {
    "no environment": {},
    "where a secret is": having({
      DB_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3",
      DB_PASSWORD_PARAMETER: "/app/db/password",
      DATABASE_AUTHENTICATION: "secret",
      NODE_ENV: "production",
    }),
    "what is not known yet, under a name that tells of no secret": having({ DATABASE_HOST: later("db.example.com") }),
  },
  refuses: {
    "a password": [having({ DB_PASSWORD: "hunter2-and-more" }), "a secret in DB_PASSWORD"],
    "an access key of AWS": [having({ ID: "AKIAIOSFODNN7EXAMPLE" }), "a secret in ID"],
    "a password in a URL": [having({ DATABASE_URL: "postgres://app:hunter2@db:5432/app" }), "a secret in DATABASE_URL"],
    "two of them": [having({ A: "AKIAIOSFODNN7EXAMPLE", PORT: "80", API_PASSWORD: "hunter2-x" }), "in A, API_PASSWORD"],
  },
  unknown: having({ DB_PASSWORD: later("hunter2-and-more") }),
});

describe("lambda-environment-secrets", () => {
  it("tells no value", () => {
    const one = [resource(FUNCTION, "one", having({ DB_PASSWORD: "hunter2-and-more" }))];
    assert.ok(always(lambdaEnvironmentSecrets, one).every(({ message }) => !message.includes("hunter2")));
  });

  it("judges what is known beside what is not", () => {
    const one = [resource(FUNCTION, "one", having({ HOST: later("a"), DB_PASSWORD: "hunter2-and-more" }))];
    assert.equal(preview(lambdaEnvironmentSecrets, one).length, 1);
  });
});
