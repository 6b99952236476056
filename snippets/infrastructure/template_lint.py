"""What a linter finds in a template, and what only the cloud would have said."""

import json
import subprocess
import sys
from pathlib import Path
from textwrap import shorten

# --8<-- [start:template]
TEMPLATE = {
    "Parameters": {"Stage": {"Type": "String"}},
    "Resources": {
        "Files": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"BucketNme": "receipts"},
        },
        "Jobs": {
            "Type": "AWS::SQS::Queue",
            "Properties": {
                "VisibilityTimeout": 50_000,
                "KmsMasterKeyId": {"Ref": "Key"},
            },
        },
        "Database": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "Engine": "postgres",
                "DBInstanceClass": "db.m7g.large",
                "AllocatedStorage": "100",
                "MasterUsername": "app",
                "MasterUserPassword": "hunter2",
            },
        },
        "Open": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "database",
                "SecurityGroupIngress": [{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}],
            },
        },
    },
}
# --8<-- [end:template]
Path("shop.json").write_text(json.dumps(TEMPLATE))
linter = Path(sys.executable).with_name("cfn-lint")
command = [linter, "-f", "json", "-r", "us-east-1", "-t", "shop.json"]
done = subprocess.run(command, capture_output=True, text=True)
found = json.loads(done.stdout)
for one in sorted(found, key=lambda one: one["Rule"]["Id"]):
    where = ".".join(map(str, one["Location"]["Path"][1:]))
    print(f"{one['Rule']['Id']}  {where}")
    print(f"       {shorten(one['Message'], 66, placeholder=' ...')}")
print(f"exit code: {done.returncode}")
about = sum("Open" in one["Location"]["Path"] for one in found)
print(f"findings on the group open to the world: {about}")
assert done.returncode and about == 0 and len(found) == 5
