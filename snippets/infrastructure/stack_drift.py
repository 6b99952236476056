"""Plan, hotfix, drift, rename: CloudFormation in moto, an emulator in-process."""

import json
import os

import boto3
from moto import mock_aws

os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
mock_aws().start()
cloud, sqs = (boto3.client(name, "us-east-1") for name in ("cloudformation", "sqs"))


# --8<-- [start:idea]
def template(name: str, **properties) -> str:
    queue = {"Type": "AWS::SQS::Queue", "Properties": properties}
    return json.dumps({"Resources": {name: queue}})


def plan(change: str, body: str, kind: str = "UPDATE") -> str:
    cloud.create_change_set(
        StackName="shop", ChangeSetName=change, ChangeSetType=kind, TemplateBody=body
    )
    found = cloud.describe_change_set(StackName="shop", ChangeSetName=change)
    steps = [c["ResourceChange"] for c in found["Changes"]]
    text = ", ".join(f"{s['Action']} {s['LogicalResourceId']}" for s in steps)
    return f"{found['Status']}, {text or 'no changes'}"


def address(name: str) -> str:
    found = cloud.describe_stack_resource(StackName="shop", LogicalResourceId=name)
    return found["StackResourceDetail"]["PhysicalResourceId"]


def live(url: str, attribute: str) -> str:
    wanted = {"QueueUrl": url, "AttributeNames": [attribute]}
    return sqs.get_queue_attributes(**wanted)["Attributes"][attribute]


body = template("Jobs", VisibilityTimeout=30)
print(f"first plan: {plan('one', body, 'CREATE')}")
cloud.execute_change_set(StackName="shop", ChangeSetName="one")
jobs = address("Jobs")
for order in range(3):
    sqs.send_message(QueueUrl=jobs, MessageBody=str(order))

sqs.set_queue_attributes(QueueUrl=jobs, Attributes={"VisibilityTimeout": "600"})  # (1)!
print(f"plan after a hotfix by hand: {plan('two', body)}")

stored = cloud.get_template(StackName="shop")["TemplateBody"]["Resources"]["Jobs"]
for name, want in stored["Properties"].items():  # (2)!
    real = live(jobs, name)
    print(f"drift of Jobs.{name}: template {want}, live {real}")
    assert str(want) != real

print(f"plan of a rename: {plan('three', template('Work', VisibilityTimeout=30))}")
print(f"messages before: {live(jobs, 'ApproximateNumberOfMessages')}")
cloud.execute_change_set(StackName="shop", ChangeSetName="three")
left = live(address("Work"), "ApproximateNumberOfMessages")
print(f"messages after: {left}")
# --8<-- [end:idea]
assert left == "0" and jobs not in str(sqs.list_queues())
