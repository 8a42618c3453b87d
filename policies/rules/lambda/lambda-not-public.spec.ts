import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { lambdaNotPublic } from "./lambda-not-public";

judges(lambdaNotPublic, {
  types: ["aws:lambda/permission:Permission"],
  obeys: {
    "a service": { principal: "apigateway.amazonaws.com", sourceArn: "arn" },
    "everyone of one account": { principal: "*", sourceAccount: "123456789012" },
  },
  refuses: {
    everyone: [{ principal: "*" }, 'principal is "*"'],
  },
  unknown: { principal: later("*") },
});
