output "role_arn" {
  description = "The role that atrest assumes"
  value       = aws_iam_role.atrest.arn
}
