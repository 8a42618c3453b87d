const awsx = require("@pulumi/awsx");
const zones = (process.env.AZS || "a,b").split(",");
const slot = { public: [0, 1, 2, 3], private: [16, 32, 48, 64], isolated: [4, 5, 6, 7] };
const cidr = (t, i) => (t === "private" ? `10.0.${slot[t][i]}.0/20` : `10.0.${slot[t][i]}.0/24`);
const spec = (t) => ({
  type: t[0].toUpperCase() + t.slice(1),
  name: t,
  cidrBlocks: zones.map((z, i) => cidr(t, "abcd".indexOf(z))),
});
const v = new awsx.ec2.Vpc("main", {
  cidrBlock: "10.0.0.0/16",
  availabilityZoneNames: zones.map((z) => "eu-west-1" + z),
  subnetStrategy: process.env.STRAT || "Auto",
  subnetSpecs: ["public", "private", "isolated"].map(spec),
  natGateways: { strategy: process.env.NAT || "Single" },
  vpcEndpointStrategy: "Auto",
  vpcEndpointSpecs: [{ serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway" }],
});
exports.priv = v.privateSubnetIds;
exports.layout = v.subnetLayout;
