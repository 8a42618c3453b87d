import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2Imdsv2 } from "./ec2-imdsv2";

judges(ec2Imdsv2, {
  types: [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ],
  obeys: {
    "version 2": { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
    "no metadata": { metadataOptions: { httpEndpoint: "disabled" } },
  },
  refuses: {
    "version 1": [{ metadataOptions: { httpTokens: "optional" } }, 'httpTokens is "optional"'],
    "no statement": [{}, "is not set (the default is optional)"],
    "an endpoint that is on": [{ metadataOptions: { httpEndpoint: "enabled" } }, "httpTokens is not set"],
    "two hops, as text": [
      { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: "2" } },
      "HopLimit is 2",
    ],
    "two hops": [{ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } }, "HopLimit is 2"],
  },
  unknown: { metadataOptions: { httpTokens: later("optional") } },
});

judges(ec2Imdsv2, {
  types: ["aws:ec2/instance:Instance"],
  obeys: { "a launch template, which is judged by itself": { launchTemplate: { id: "lt-1" } } },
  refuses: {
    "version 1 against a template": [
      { launchTemplate: { id: "lt-1" }, metadataOptions: { httpTokens: "optional" } },
      'httpTokens is "optional"',
    ],
  },
});
