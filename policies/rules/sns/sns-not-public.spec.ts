import { judgesStrangers } from "../../testing/strangers";
import { snsNotPublic } from "./sns-not-public";

judgesStrangers(snsNotPublic, ["aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy"]);
