import { PolicyPack } from "@pulumi/policy";

// What a pack takes that judges nothing: no pack can take less.
new PolicyPack("empty", {
  policies: [
    {
      name: "nothing-at-all",
      description: "Nothing.",
      enforcementLevel: "advisory",
      validateResource: () => undefined,
    },
  ],
});
