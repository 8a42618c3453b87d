"""What lets a function be called, and what its role lets it do by itself."""

import itertools
from typing import Any

from tests.case import GapCase, client, fills
from tests.roles import allow, make_role
from tests.test_http_api_requests import call, code, make_function, make_route, to_function
from tests.test_http_apis import make_api

_numbers = itertools.count()

REFUSED = (500, '{"message": "Internal Server Error"}')


class ApiPermission(GapCase):
    def make(self, key: str) -> tuple[str, str]:
        """The id of an API with one route, and the name of its function."""
        api = make_api()
        name, uri = make_function(code('"in"'), permitted=False)
        make_route(api, key, to_function(api, uri))
        return api, name

    def permit(self, name: str, source: str, **options: Any) -> str:
        statement = f"statement-{next(_numbers)}"
        client("lambda").add_permission(
            FunctionName=name,
            StatementId=statement,
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:eu-west-1:000000000000:{source}",
            **{"Qualifier": "live", **options},
        )
        return statement

    @fills("lambda_permissions.api_permission")
    def test_an_api_needs_a_statement_of_the_functions_policy(self) -> None:
        api, name = self.make("GET /posts/{id}")
        self.assertEqual(call(api, "/posts/1")[::2], REFUSED)
        statement = self.permit(name, f"{api}/*/GET/posts/*")
        self.assertEqual(call(api, "/posts/1")[::2], (200, "in"))
        client("lambda").remove_permission(FunctionName=name, StatementId=statement, Qualifier="live")
        self.assertEqual(call(api, "/posts/1")[::2], REFUSED)

    @fills("lambda_permissions.api_permission")
    def test_another_api_route_or_version_is_no_reason(self) -> None:
        api, name = self.make("ANY /posts")
        self.permit(name, "another/*/*/posts")
        self.permit(name, f"{api}/*/*/users")
        self.permit(name, f"{api}/*/POST/posts")
        self.permit(name, f"{api}/*/*/posts", Qualifier="1")
        self.assertEqual(call(api, "/posts")[::2], REFUSED)
        self.assertEqual(call(api, "/posts", "POST")[::2], (200, "in"))
        self.permit(name, f"{api}/*/*/posts")
        self.assertEqual(call(api, "/posts")[::2], (200, "in"))


class LogPermission(GapCase):
    def events(self, role: str) -> list[str]:
        logs, group = client("logs"), f"output-{next(_numbers)}"
        logs.create_log_group(logGroupName=group)
        name, _ = make_function(
            'export const handler = async () => { console.log("said"); };', Role=role, LoggingConfig={"LogGroup": group}
        )
        client("lambda").invoke(FunctionName=name, Qualifier="live")
        found = logs.filter_log_events(logGroupName=group)["events"]
        return [event["message"] for event in found if "said" in event["message"]]

    @fills("lambda_permissions.log_permission")
    def test_a_function_writes_only_the_logs_that_its_role_may(self) -> None:
        actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
        elsewhere = "arn:aws:logs:eu-west-1:000000000000:log-group:another:*"
        self.assertEqual(self.events(make_role("lambda.amazonaws.com", allow(actions, elsewhere))), [])
        self.assertEqual(self.events(make_role("lambda.amazonaws.com", allow(actions[1]))), [])
        self.assertEqual(len(self.events(make_role("lambda.amazonaws.com", allow(actions)))), 1)
