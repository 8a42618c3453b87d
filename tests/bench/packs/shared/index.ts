import { PolicyPack } from "@pulumi/policy";
import { shareProperties } from "../../../../policies/frame/sdk";
import { rules } from "../../../../policies/rules";

// The rules that AwsGuard has too.
shareProperties();
new PolicyPack("shared", {
  policies: rules.filter(({ tags = [] }) => tags.some((tag) => tag.startsWith("AwsGuard "))),
});
