import { judgesStrangers } from "../../testing/strangers";
import { secretsmanagerNotPublic } from "./secretsmanager-not-public";

judgesStrangers(secretsmanagerNotPublic, [
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
]);
