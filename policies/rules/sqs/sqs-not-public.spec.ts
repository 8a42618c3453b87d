import { judgesStrangers } from "../../testing/strangers";
import { sqsNotPublic } from "./sqs-not-public";

judgesStrangers(sqsNotPublic, ["aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy"]);
