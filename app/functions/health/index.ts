import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import { healthy } from "../../http";

/** `GET /api/health`: that functions run. It asks neither database nor cache, whose absence is no reason to replace anything. */
export const handler: APIGatewayProxyHandlerV2 = async () => healthy;
