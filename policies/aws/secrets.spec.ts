import assert from "node:assert/strict";

import { secretsIn, secretsInVariable } from "./secrets";

describe("secretsIn", () => {
  for (const [text, ...found] of [
    // The example of AWS's own documentation.
    ["AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "an AWS access key"],
    ["use ASIAIOSFODNN7EXAMPLE here", "an AWS access key"],
    ["export AWS_SECRET_ACCESS_KEY='wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'", "the value of AWS_SECRET_ACCESS_KEY"],
    [
      "aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      "the value of aws_secret_access_key",
    ],
    ["aws_session_token = FwoGZXIvYXdzEJr1", "the value of aws_session_token"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE", "a private key"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----", "a private key"],
    [
      "git clone https://x:ghp_0123456789abcdefghijABCDEFGHIJ012345@github.com/a",
      "a token of GitHub",
      "a password in a URL",
    ],
    ["DATABASE_URL=postgres://app:hunter2@db:5432/app", "a password in a URL"],
    ["DB_PASSWORD=hunter2", "the value of DB_PASSWORD"],
    ["export PGPASSWORD=hunter2; psql", "the value of PGPASSWORD"],
    ["Environment=MYSQL_PWD=hunter2", "the value of MYSQL_PWD"],
    ['DB_PASS="correct horse battery"', "the value of DB_PASS"],
    ["PASSWORD='$ecret'", "the value of PASSWORD"],
    ["  password: hunter2\n", "the value of password"],
    ['{"dbPassword": "hunter2", "port": 1}', "the value of dbPassword"],
    ['echo "{\\"dbPassword\\":\\"hunter2\\"}"', "the value of dbPassword"],
    ["mysql --user app --password hunter2", "the value of password"],
    ["mysql --password=hunter2 app", "the value of password"],
    ["CREATE USER app IDENTIFIED BY 'hunter2'", "the value of password"],
    ["ALTER USER app WITH PASSWORD 'hunter2'", "the value of PASSWORD"],
    ["echo 'root:hunter2' | chpasswd", "the value of password"],
    ["API_KEY=9f8e7d6c5b4a", "the value of API_KEY"],
    ["clientSecret: 9f8e7d6c5b4a", "the value of clientSecret"],
    ["API_TOKEN := 'abcdef123456'", "the value of API_TOKEN"],
  ] as const) {
    it(`finds ${found.join(" and ")} in ${JSON.stringify(text)}`, () => assert.deepEqual(secretsIn(text), found));
  }

  for (const text of [
    "#!/bin/bash\ndnf install -y nginx",
    "PASSWORD=$(aws secretsmanager get-secret-value --secret-id prod/db --query SecretString)",
    'export DB_PASSWORD="${DB_PASSWORD}"',
    "PGPASSWORD=$PASSWORD psql",
    "PASSWORD=`cat /run/password`",
    "PASSWORD=",
    'PASSWORD=""',
    "DB_PASSWORD_FILE=/run/app/password",
    "DB_PASSWORD=/run/app/password",
    "DB_SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
    "DB_SECRET=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
    "DB_SECRET=prod/web-platform/db",
    "DB_PASSWORD={{resolve:secretsmanager:prod/db}}",
    'TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")',
    'curl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/',
    'read -s -p "Password: " PASSWORD',
    'echo "Password:"; read -r PASSWORD; echo "done"',
    "# The password: see the wiki",
    'if [ "$PASSWORD" = "" ]; then exit 1; fi',
    "const password = process.env.PASSWORD",
    'password = os.environ["PASSWORD"]',
    "connect(password=config.password)",
    "password=get_password()",
    "PWD=/srv/app",
    "OBJECT_KEY=releases/1.zip",
    "PUBLIC_KEY=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
    "TOKEN_TTL=3600",
    "lock_passwd: true",
    "ssh_pwauth: false",
    "PasswordAuthentication no",
    "DATABASE_URL=postgres://app:${DB_PASSWORD}@db:5432/app",
    "DATABASE_URL=postgres://db:5432/app",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----",
  ]) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => assert.deepEqual(secretsIn(text), []));
  }

  it("never tells the secret", () => {
    assert.ok(
      !secretsIn("DB_PASSWORD=hunter2 AKIAIOSFODNN7EXAMPLE")
        .join()
        .match(/hunter2|AKIA/),
    );
  });

  it("reads long texts at once", () => {
    for (const part of ["a", "password", "a=", "A:", "set ", 'a="']) secretsIn(part.repeat(20_000));
  });
});

describe("secretsInVariable", () => {
  for (const [name, value, ...found] of [
    ["DB_PASSWORD", "hunter2", "the value of DB_PASSWORD"],
    ["KEY", "AKIAIOSFODNN7EXAMPLE", "an AWS access key"],
    ["JWT_SECRET", "9f8e7d6c5b4a", "the value of JWT_SECRET"],
    ["CONFIG", '{"password":"hunter2"}', "the value of password"],
    ["DB_PASSWORD_ARN", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"],
    ["DB_SECRET", "prod/db"],
    ["DB_PASSWORD", ""],
    ["PORT", "5432"],
    ["TOKEN_URL", "https://example.com/token"],
  ] as const) {
    it(`finds ${found.join() || "nothing"} in ${name}=${value}`, () => {
      assert.deepEqual(secretsInVariable(name, value), found);
    });
  }
});
