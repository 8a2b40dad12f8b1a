# The role that atrest assumes in an account: reads configuration, never data.
# Its permissions are the policy beside this folder, which a test holds to the calls that atrest makes.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "OnlyAtrest"
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "AWS"
      identifiers = [var.caller_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

resource "aws_iam_role" "atrest" {
  name                 = var.role_name
  description          = "Read-only role for atrest, which audits encryption at rest"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.max_session_duration
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy" "read_only" {
  name   = "atrest-read-only"
  role   = aws_iam_role.atrest.name
  policy = file("${path.module}/../read-only-policy.json")
}
