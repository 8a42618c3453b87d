/**
 * Configuration of the CloudWatch agent: it sends the application's output to the stream `<instance>`, and the boot's to
 * `<instance>/boot` (CloudWatch User Guide, "Manually create or edit the CloudWatch agent configuration
 * file").
 *
 * It makes no log group and sets no retention: both are the stack's, and the instances' role may do neither.
 */
export function logAgentConfiguration(logGroup: string): string {
  const file = (path: string, stream: string) => ({
    file_path: path,
    log_group_name: logGroup,
    log_stream_name: stream,
  });
  return JSON.stringify({
    agent: { run_as_user: "cwagent" },
    logs: {
      logs_collected: {
        files: {
          collect_list: [
            file("/var/log/app/app.log", "{instance_id}"),
            file("/var/log/cloud-init-output.log", "{instance_id}/boot"),
          ],
        },
      },
    },
  });
}
