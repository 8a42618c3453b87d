import type { Rows } from "../row";
import { types } from "./types";

const { classic, launchConfiguration, lambda, listener, loadBalancer, restStage, scalingGroup, targetGroup } = types;

const plain =
  "The load balancer is reached from the VPC alone, and a stack has no certificate until `certificateArn` names one. " +
  "Viewers speak TLS to CloudFront and to the API.";
const plainTargets = "TLS ends before the instances, whose security group lets in the load balancer alone.";

/** What load balancers, scaling groups, functions and APIs are asked. */
export const compute: Rows = {
  "APIGateway.1": { of: [restStage] },
  "APIGateway.2": { of: [restStage] },
  "APIGateway.3": { of: [restStage] },
  "APIGateway.4": { of: [restStage] },
  "APIGateway.5": { of: [restStage] },
  "APIGateway.8": {
    of: [types.route],
    unmet: "The sample's routes are for everyone. In prod each is named in `policies/levels/prod.json`.",
  },
  "APIGateway.9": { of: [types.httpStage] },
  "APIGateway.10": {
    of: [types.integration],
    check: ({ connectionType, tlsConfig }) => connectionType !== "VPC_LINK" || tlsConfig !== undefined,
    unmet: { prod: plain },
  },
  "APIGateway.11": { of: [types.restDomain, types.httpDomain] },
  "AutoScaling.1": { of: [scalingGroup] },
  "AutoScaling.2": { of: [scalingGroup] },
  "AutoScaling.3": { of: [launchConfiguration] },
  "AutoScaling.5": { of: [launchConfiguration] },
  "AutoScaling.6": {
    of: [scalingGroup],
    unmet: {
      prod: "Instances on demand are of one type, so that each carries the same load. `spot.instanceTypes` adds types.",
    },
  },
  "AutoScaling.9": { of: [scalingGroup] },
  "ELB.1": { of: [loadBalancer], unmet: { prod: plain } },
  "ELB.2": { of: [classic] },
  "ELB.3": { of: [classic] },
  "ELB.4": { of: [loadBalancer] },
  "ELB.5": { of: [loadBalancer] },
  "ELB.6": { of: [loadBalancer] },
  "ELB.7": { of: [classic] },
  "ELB.8": { of: [classic] },
  "ELB.9": { of: [classic] },
  "ELB.10": { of: [classic] },
  "ELB.12": { of: [loadBalancer] },
  "ELB.13": { of: [loadBalancer] },
  "ELB.14": { of: [classic] },
  "ELB.16": {
    of: [loadBalancer],
    unmet: { prod: "The load balancer is reached from the VPC alone. The firewall stands at CloudFront, before it." },
  },
  "ELB.17": { of: [listener] },
  "ELB.18": {
    of: [listener],
    unmet: { prod: plain },
  },
  "ELB.21": {
    of: [targetGroup],
    unmet: { prod: plainTargets },
  },
  "ELB.22": {
    of: [targetGroup],
    unmet: { prod: plainTargets },
  },
  "Lambda.1": { of: [lambda] },
  "Lambda.2": { of: [lambda] },
  "Lambda.3": {
    of: [lambda],
    check: ({ vpcConfig }) => vpcConfig !== undefined,
    unmet: "A function is in the VPC where something there is its. Others start sooner, and need no NAT gateway.",
    seeAlso: ["Checkov CKV_AWS_117"],
  },
  "Lambda.5": { of: [lambda] },
  "Lambda.7": { of: [lambda] },
};
