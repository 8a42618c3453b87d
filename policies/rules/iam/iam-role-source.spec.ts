import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { iamRoleSource } from "./iam-role-source";

const trust = (Service: string | readonly string[], Condition?: object) => ({
  assumeRolePolicy: JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service }, ...(Condition && { Condition }) }],
  }),
});

judges(iamRoleSource, {
  types: ["aws:iam/role:Role"],
  obeys: {
    "a service for one account": trust("scheduler.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": "123456789012" },
    }),
    "a service for resources of an account": trust("states.amazonaws.com", {
      ArnLike: { "aws:SourceArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:*" },
    }),
    "services that do not tell": trust(["ec2.amazonaws.com", "lambda.amazonaws.com"]),
  },
  refuses: {
    "a service for anyone": [
      trust("scheduler.amazonaws.com"),
      "scheduler.amazonaws.com may take it for anyone's resources",
    ],
    "a service for resources of any account": [
      trust("states.amazonaws.com", { ArnLike: { "aws:SourceArn": "arn:aws:states:*:*:*" } }),
      "states.amazonaws.com may take it",
    ],
    "one service of two": [
      trust(["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]),
      "ecs-tasks.amazonaws.com may take it",
    ],
  },
  unknown: { assumeRolePolicy: later(trust("scheduler.amazonaws.com").assumeRolePolicy) },
});
