/**
 * The namespace of the platform's settings in a stack file. It is the platform's own and not the project's, so that whoever renames the
 * project in Pulumi.yaml has no other file to edit: program, policies and scripts find the environment where it was.
 */
export const namespace = "web-platform:";
