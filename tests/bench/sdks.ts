/** The baseline: a program that imports what the platform's program imports from others, and declares nothing. */
import "@pulumi/aws";
import "@pulumi/awsx";
import "@pulumi/pulumi";

export = () => ({});
